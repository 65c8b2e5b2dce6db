"""What an outside system may answer besides success; `Unavailable` is the passing kind."""


class PermanentFailure(Exception):
    """The outside system refused, and would refuse again: trying again cannot help."""
