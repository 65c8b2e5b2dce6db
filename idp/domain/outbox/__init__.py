"""The outbox: messages to the outside world, committed with the change, sent later."""

from idp.domain.outbox.actions import put, put_mail
from idp.domain.outbox.queue import Claimed, Sender
from idp.ground.errors import PermanentFailure

__all__ = ["Claimed", "PermanentFailure", "Sender", "put", "put_mail"]
