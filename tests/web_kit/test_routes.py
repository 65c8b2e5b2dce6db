"""Declaring the class of a route."""

from flask import Flask, request

from tests.web_kit.conftest import AppFactory
from web_kit.routes import class_of_request, route_class_of


def test_each_view_has_the_class_that_it_declares(make_app: AppFactory) -> None:
    app: Flask = make_app()
    assert route_class_of(app, "write") == "page"
    assert route_class_of(app, "authorize") == "protocol"
    assert route_class_of(app, "health") == "machine"
    assert route_class_of(app, "static") == "machine"
    assert route_class_of(app, "web_kit.static") == "machine"


def test_an_undeclared_view_has_none_and_is_treated_as_a_page(make_app: AppFactory) -> None:
    app: Flask = make_app()
    app.add_url_rule("/oubli", "oubli", lambda: "", methods=["POST"])
    assert route_class_of(app, "oubli") is None
    client = app.test_client()
    assert client.post("/oubli").status_code == 403


def test_a_class_given_as_a_plain_attribute_counts(make_app: AppFactory) -> None:
    def view() -> str:
        return ""

    view.route_class = "machine"  # type: ignore[attr-defined]
    app: Flask = make_app()
    app.add_url_rule("/autre", "autre", view)
    with app.test_request_context("/autre"):
        assert class_of_request(request) == "machine"


def test_an_unknown_address_counts_as_a_page(make_app: AppFactory) -> None:
    with make_app().test_request_context("/nulle-part"):
        assert class_of_request(request) == "page"
