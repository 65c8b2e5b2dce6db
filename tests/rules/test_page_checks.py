"""The browser of the tests is strict: each fault that it looks for, it finds."""

import pytest

from tests.fixtures.browser import Answer, BadPage, Browser, check_html

GOOD = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Connexion – SOFFi</title></head>
<body><main id="contenu"><h1>Connexion à SOFFi</h1>
<form method="post" action="/connexion"><label for="mail">Identifiant</label>
<input id="mail" name="mail"><button>Envoyer</button></form></main></body></html>"""

FAULTS = {
    "a tag left open": ("</form>", "</form></section>", "unexpected"),
    "no h1": ("h1>", "h2>", "0 h1"),
    "no language": (' lang="fr"', "", "lang"),
    "an empty title": ("Connexion – SOFFi", " ", "no title"),
    "a field without label": ('for="mail"', 'for="autre"', "no label"),
    "an id used twice": ('id="mail"', 'id="contenu"', "used 2 times"),
    "a reference to nothing": ("<h1>", '<h1 aria-describedby="rien">', "refers to nothing"),
    "a link to nothing": ("<h1>", '<a href="#rien">Suite</a><h1>', "leads nowhere"),
    "a nameless button": ("Envoyer", "", "no name"),
    "a picture without alternative": ("<h1>", '<img src="/a.png"><h1>', "no alternative"),
    "a style in the page": ("<h1>", '<h1 style="color:red">', "style="),
    "a script in the page": ("<h1>", "<script>alert(1)</script><h1>", "script"),
    "a function that was not called": ("</h1>", "</h1>&lt;function f at 0x7f&gt;", "function f"),
    "an empty h1": ("Connexion à SOFFi</h1>", "</h1>", "h1 is empty"),
}


def test_a_good_page_passes() -> None:
    assert check_html(GOOD, "/").h1 is not None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    before, after, message = FAULTS[fault]
    assert before in GOOD
    with pytest.raises(BadPage, match=message):
        check_html(GOOD.replace(before, after), "/")


class Site:
    """Answers of a site that redirects its form to another origin."""

    def __init__(self, form_action: str) -> None:
        self.policy = f"default-src 'none'; form-action {form_action}"
        self.asked: list[tuple[str, str, dict[str, str], bytes | None]] = []

    def __call__(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> Answer:
        self.asked.append((method, url, headers, body))
        if method == "POST":
            return Answer(url, 303, [("Location", "http://localhost:5001/retour")], b"")
        answer = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", self.policy),
            ("Set-Cookie", "efp_sid=abc; Path=/; HttpOnly; SameSite=Lax"),
        ]
        return Answer(url, 200, answer, GOOD.encode())


def test_a_form_follows_its_redirects_to_the_other_site() -> None:
    site = Site("'self' http://localhost:5001")
    browser = Browser(site, "http://localhost:5000")
    browser.open("/connexion")
    page = browser.submit(mail="ra@demo.test")
    assert page.url == "http://localhost:5001/retour"
    method, url, headers, body = site.asked[1]
    assert (method, url, body) == (
        "POST",
        "http://localhost:5000/connexion",
        b"mail=ra%40demo.test",
    )
    assert headers["Cookie"] == "efp_sid=abc"
    assert headers["Origin"] == "http://localhost:5000"
    assert headers["Sec-Fetch-Site"] == "same-origin"


def test_a_redirect_that_form_action_forbids_is_refused() -> None:
    browser = Browser(Site("'self'"), "http://localhost:5000")
    browser.open("/connexion")
    with pytest.raises(AssertionError, match="form-action"):
        browser.submit(mail="ra@demo.test")


def test_filling_a_field_that_is_not_there_is_a_mistake() -> None:
    browser = Browser(Site("'self'"), "http://localhost:5000")
    browser.open("/connexion")
    with pytest.raises(AssertionError, match="no field 'courriel'"):
        browser.submit(courriel="ra@demo.test")
