"""Only staff come in: the rank is read from the database at each request, never remembered."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, cast

from flask import g, make_response, render_template
from flask.typing import ResponseReturnValue

from idp.domain.staff.queries import StaffRole, list_roles
from rp_kit import current_person, requires_sign_in

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

RANK_LABELS = {
    "administrator": "Administrateur",
    "application_administrator": "Administrateur applicatif",
    "support_assistant": "Assistant aux utilisateurs",
}


def requires_staff(view: View[P]) -> View[P]:
    """Let only people who hold a rank in EFP Admin reach a view."""

    @requires_sign_in
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        g.staff_roles = list_roles(current_person().sub)
        if not g.staff_roles:
            return make_response(render_template("admin/refused.html"), 403)
        return view(*args, **kwargs)

    return guarded


def current_roles() -> Sequence[StaffRole]:
    """Return the ranks of the person whom `requires_staff` let in."""
    return cast("Sequence[StaffRole]", g.staff_roles)


def role_label(role: StaffRole) -> str:
    """Name a rank as the guides do, with the service that it is limited to."""
    label = RANK_LABELS[role.rank]
    if role.service_label is None:
        return label
    # « Administrateur applicatif de SOFFi », but « Assistant aux utilisateurs SOFFi ».
    link = " de " if role.rank == "application_administrator" else " "
    return f"{label}{link}{role.service_label}"
