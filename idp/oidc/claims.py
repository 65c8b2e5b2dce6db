"""What a client is told of a person: the contract with relying parties, scope by scope.

A claim is there if its scope was granted; of habilitations only the calling service's own, in
date today in the calendar of Paris.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from idp.domain.accounts.queries import pairwise_subject
from idp.domain.grants.queries import LiveGrant
from idp.domain.habilitations.queries import (
    Access,
    HabilitationView,
    Right,
    ServiceView,
    get_access,
    list_rights,
    list_services,
)

Claims = dict[str, Any]
#: A longer list of habilitations would make the token too long for a header or an address.
ID_TOKEN_HABILITATIONS_BYTES = 4096


def subject_of(sub: str, pairwise_seed: str, subject_type: str, sector: str) -> str:
    """The `sub` of a person for one client (OpenID Connect Core 8)."""
    return pairwise_subject(pairwise_seed, sector) if subject_type == "pairwise" else sub


def subject(grant: LiveGrant) -> str:
    """The `sub` of the grant's person for the grant's client."""
    return subject_of(grant.sub, grant.pairwise_seed, grant.subject_type, grant.sector)


def id_token_claims(connection: Connection, grant: LiveGrant) -> Claims:
    """What the ID token says of the person, apart from its instants and its audience.

    A list of habilitations that is too long stays out of it, whole, and is at userinfo.
    """
    claims = _authentication(grant)
    if "profile" in grant.scopes:
        claims |= _names(grant)
    if "email" in grant.scopes:
        claims |= _email(grant)
    if "habilitations" in grant.scopes:
        rights = _rights(connection, grant, list_rights(connection, grant.account_id))
        size = len(json.dumps(rights["habilitations"], ensure_ascii=False).encode())
        if size > ID_TOKEN_HABILITATIONS_BYTES:
            del rights["habilitations"]
            rights["habilitations_in_userinfo"] = True
        claims |= rights
    return claims


def userinfo_claims(connection: Connection, grant: LiveGrant) -> Claims:
    """What the userinfo endpoint answers (OpenID Connect Core 5.3)."""
    claims = _authentication(grant)
    if "profile" in grant.scopes:
        claims |= _names(grant) | _profile(grant)
    if "email" in grant.scopes:
        claims |= _email(grant)
    if "phone" in grant.scopes and grant.phone_number:
        claims["phone_number"] = grant.phone_number
        claims["phone_number_verified"] = grant.phone_number_verified
    if "organization" in grant.scopes:
        claims |= _present(
            siren=grant.siren,
            organization_label=grant.organization_label,
            job_title=grant.job_title,
        )
    if grant.scopes & {"habilitations", "services"}:
        rights = list_rights(connection, grant.account_id)
        if "habilitations" in grant.scopes:
            claims |= _rights(connection, grant, rights)
        if "services" in grant.scopes:
            claims["services"] = [_service(service) for service in list_services(rights)]
    return claims


def _service(service: ServiceView) -> Claims:
    return {"key": service.key, "label": service.label, "url": service.home_url}


def _authentication(grant: LiveGrant) -> Claims:
    claims = {
        "sub": subject(grant),
        "auth_time": int(grant.authenticated_at.timestamp()),
        "acr": grant.acr,
        "amr": grant.amr,
    }
    return claims if grant.sid is None else {**claims, "sid": grant.sid}


def _names(grant: LiveGrant) -> Claims:
    return {
        "given_name": grant.given_name,
        "family_name": grant.family_name,
        "name": f"{grant.given_name} {grant.family_name}",
    }


def _profile(grant: LiveGrant) -> Claims:
    return {
        "civilite": grant.civilite,
        "user_type": grant.kind,
        "updated_at": int(grant.updated_at.timestamp()),
    }


def _email(grant: LiveGrant) -> Claims:
    return {"email": grant.email, "email_verified": grant.email_verified}


def _rights(connection: Connection, grant: LiveGrant, rights: Sequence[Right]) -> Claims:
    if grant.service_id is None:
        return {"habilitations": [], "access": _access_claim(Access("not_allowed", False))}
    access = get_access(
        connection,
        grant.account_id,
        grant.service_id,
        rights,
        kind=grant.kind,
        company_id=grant.company_id,
    )
    held = [right.held for right in rights if right.service.id == grant.service_id]
    return {"habilitations": [_habilitation(one) for one in held], "access": _access_claim(access)}


def _habilitation(held: HabilitationView) -> Mapping[str, Any]:
    return {
        "role": held.role,
        "role_label": held.role_label,
        "siret": held.siret,
        "siren": held.siren,
        "label": held.label,
        "until": held.until.isoformat() if held.until else None,
    }


def _access_claim(access: Access) -> Claims:
    # The pages where access is asked for and managed do not exist yet: their addresses are null,
    # which tells a service to show no button.
    return {
        "status": access.status,
        "access_manager": access.is_manager,
        "pending_requests": 0,
        "request_url": None,
        "manage_url": None,
        "requested_at": None,
    }


def _present(**claims: str | None) -> Claims:
    return {name: value for name, value in claims.items() if value is not None}
