"""Pictures of a code to copy out, each good for one attempt."""

from idp.domain.captcha.actions import Challenge, burn, issue, speak

__all__ = ["Challenge", "burn", "issue", "speak"]
