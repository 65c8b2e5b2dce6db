"""Attack rows WB-10, WB-11, WB-18 and unknown hosts."""

import pytest
from flask.testing import FlaskClient

from tests.web_kit.conftest import AppFactory

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"a=" + b"x" * 8192, 200),
        (b"a=" + b"x" * 8193, 413),
        (b"id_token_hint=" + b"x" * 16384, 200),
        (b"id_token_hint=" + b"x" * 16385, 413),
        (b"a=" + "é".encode() * 4097, 413),
        (b"&".join(b"a%d=1" % i for i in range(100)), 200),
        (b"&".join(b"a%d=1" % i for i in range(101)), 413),
        (b"a=1%00", 400),
        (b"a%00=1", 400),
        (b"a=\xff%FF", 200),
        (b"x" * (256 * 1024 + 1), 413),
    ],
)
def test_forms_are_bounded(client: FlaskClient, body: bytes, status: int) -> None:
    assert client.post("/machine", data=body, content_type=FORM).status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/autoriser?scope=" + "a " * 4096, 200),
        ("/autoriser?scope=" + "a " * 4097, 413),
        ("/autoriser?" + "a&" * 101, 413),
        ("/autoriser?state=%00", 400),
        ("/autoriser/%00", 400),
        ("/autoriser?state=%ED%A0%80%FF", 200),
    ],
)
def test_addresses_are_bounded(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_query_that_is_not_ascii_is_refused(client: FlaskClient) -> None:
    answer = client.get("/autoriser", environ_overrides={"QUERY_STRING": "a=\xff"})
    assert answer.status_code == 400


def test_thousands_of_parts_are_refused(client: FlaskClient) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    body = part * 101 + "--b--\r\n"
    answer = client.post("/machine", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_a_part_without_a_name_is_refused(client: FlaskClient) -> None:
    body = "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n"
    for address in ("/machine", "/ecrire", "/autoriser"):
        answer = client.post(address, data=body, content_type="multipart/form-data; boundary=b")
        assert answer.status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fichiers/" + "a" * 240, 200),
        ("/fichiers/" + "a" * 241, 404),
        ("/fichiers/" + "é" * 121, 404),
        ("/fichiers/" + "/".join(["a" * 202] * 5), 200),
        ("/fichiers/" + "/".join(["a" * 202] * 5) + "a", 404),
        ("/assets/" + "a" * 300, 404),
    ],
)
def test_a_path_longer_than_any_of_ours_leads_nowhere(
    client: FlaskClient, path: str, status: int
) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", f"{FORM}; charset=utf-7", "image/svg+xml"],
)
@pytest.mark.parametrize("address", ["/ecrire", "/autoriser"])
def test_people_send_forms_only(client: FlaskClient, address: str, content_type: str) -> None:
    answer = client.post(address, data="{}", content_type=content_type)
    assert answer.status_code == 415


@pytest.mark.parametrize("host", ["evil.test", "localhost", "localhost:5001", "", "a b", "[::1"])
def test_unknown_hosts_are_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/navigateur", headers={"Host": host})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "LOCALHOST:5000"]
)
def test_names_of_this_machine_are_known_in_development(client: FlaskClient, host: str) -> None:
    assert client.get("/navigateur", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("idp.test", 200), ("idp.test:443", 200), ("localhost:443", 400)]
)
def test_a_public_site_has_one_name(make_app: AppFactory, host: str, status: int) -> None:
    client = make_app(public_url="https://idp.test").test_client()
    assert client.get("/navigateur", headers={"Host": host}).status_code == status


def test_probes_are_answered_for_any_host(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8080"}).status_code == 200
