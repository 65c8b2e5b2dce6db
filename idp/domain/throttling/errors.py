"""What stops one who tries too often."""

from idp.ground.errors import DomainError


class Throttled(DomainError):
    """Too many failures lately, for the `scope` of a limit. It passes by itself."""

    code = "throttled"

    @property
    def retry_after(self) -> int:
        """Seconds to wait before another try."""
        return int(self.data["retry_after"])
