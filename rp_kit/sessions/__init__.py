"""What a relying party remembers, in a database of its own; the only SQL of `rp_kit`.

`tables` and `database` for the storage, then one module for each thing that is remembered.
"""

from rp_kit.sessions.database import Database
from rp_kit.sessions.live import Session, Sessions
from rp_kit.sessions.logout_notices import LogoutNotices
from rp_kit.sessions.sign_ins import PendingSignIn, SignIns

__all__ = ["Database", "LogoutNotices", "PendingSignIn", "Session", "Sessions", "SignIns"]
