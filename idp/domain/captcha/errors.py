"""What stops one who may be a program, or everybody when the captcha is out of order."""

from idp.connectors.circuit import BUSY
from idp.domain.throttling.errors import Throttled
from idp.ground.errors import DomainError, Unavailable


class CaptchaRefused(DomainError):
    """The code is wrong, late, used already, or was asked of another browser or form."""

    code = "captcha_refused"


class SentTwice(CaptchaRefused):
    """This browser has sent the same form a moment ago, and that one counts."""

    code = "sent_twice"


class CaptchaThrottled(Throttled):
    """One network holds too many codes, or played them too often. It passes by itself."""

    code = "captcha_throttled"


class CaptchaUnavailable(Unavailable):
    """No code is to be had, or nobody can judge one now."""

    code = "captcha_unavailable"

    @property
    def is_outage(self) -> bool:
        """Whether the captcha is out of order, and not only asked by too many at once."""
        return bool(self.data.get("cause") != BUSY)
