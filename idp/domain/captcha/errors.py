"""What stops one who may be a program."""

from idp.domain.errors import DomainError


class CaptchaRefused(DomainError):
    """The code is wrong, late, used already, or was asked of another browser or form."""

    code = "captcha_refused"
