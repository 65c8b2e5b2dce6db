"""Facts that stop an announcement."""

from idp.ground.errors import DomainError, Unknown


class AnnouncementTextRefused(DomainError):
    """A title or text is empty, too long or holds what cannot be printed; data: `most`."""

    code = "announcement_text_refused"


class AnnouncementPeriodRefused(DomainError):
    """The announcement would end before it starts, or has already ended."""

    code = "announcement_period_refused"


class AnnouncementUnknown(Unknown):
    """No announcement has this number, or it was removed; data: `id`."""

    code = "announcement_unknown"
