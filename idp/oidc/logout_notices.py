"""Tells a service that a session has ended; the worker calls it for each notice in the outbox."""

from collections.abc import Mapping
from typing import Any

from idp.connectors.relying_parties import post_logout_token
from idp.domain.accounts.queries import find_subjects
from idp.oidc import tokens
from idp.oidc.claims import subject_of
from idp.oidc.clients import find_client


def send(parameters: Mapping[str, Any]) -> None:
    """Sign a logout token now, and post it to the client (Back-Channel Logout 1.0 section 2.5).

    A client that has gone, or that has no address for it any more, needs no notice; of an account
    that has gone there is nothing left to tell. Raises Unavailable when the client does not take
    it: the worker tries again.
    """
    client = find_client(parameters["client_id"], fresh=True)
    if client is None or client.registration.backchannel_logout_uri is None:
        return
    subjects = find_subjects(parameters["account_id"])
    if subjects is None:
        return
    registered = client.registration
    subject = subject_of(*subjects, registered.subject_type, registered.sector)
    token = tokens.logout_token(client.client_id, subject, parameters["sid"])
    post_logout_token(client.registration.backchannel_logout_uri, token)
