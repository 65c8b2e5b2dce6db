"""The journal: what happened, who did it, sealed into a chain that shows any tampering."""

from idp.domain.audit.actions import record

__all__ = ["record"]
