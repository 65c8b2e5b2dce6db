"""Every table, for migrations and for tests that compare them."""

from idp.domain.accounts import models as accounts
from idp.domain.announcements import models as announcements
from idp.domain.audit import models as audit
from idp.domain.browser_sessions import models as browser_sessions
from idp.domain.captcha import models as captcha
from idp.domain.catalogue import models as catalogue
from idp.domain.clients import models as clients
from idp.domain.db import Base
from idp.domain.grants import models as grants
from idp.domain.habilitations import models as habilitations
from idp.domain.known_browsers import models as known_browsers
from idp.domain.leases import models as leases
from idp.domain.organisations import models as organisations
from idp.domain.outbox import models as outbox
from idp.domain.signing_keys import models as signing_keys
from idp.domain.staff import models as staff
from idp.domain.throttling import models as throttling

metadata = Base.metadata

__all__ = [
    "accounts",
    "announcements",
    "audit",
    "browser_sessions",
    "captcha",
    "catalogue",
    "clients",
    "grants",
    "habilitations",
    "known_browsers",
    "leases",
    "metadata",
    "organisations",
    "outbox",
    "signing_keys",
    "staff",
    "throttling",
]
