"""Chromium in the words of the tests' own browser, so that it plays the same scenes."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response

from tests.fixtures.browser import Answer, Page

# A form that no page of ours has: what a stale page, a crafted one or a broken program sends.
STRAY_FORM = """([path, kind]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  form.enctype = kind;
  document.body.append(form);
  form.submit();
}"""


class Chromium:
    """One tab. `source` is the page as it was sent, `page` what scripts have made of it."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.source = ""
        tab.on("response", self._listen)

    @property
    def page(self) -> Page:
        """The page that is shown now."""
        html = self.tab.content()
        answer = Answer(self.tab.url, self._answer.status, [], html.encode())
        return Page(answer, BeautifulSoup(html, "html.parser"))

    def open(self, address: str) -> Page:
        """Type an address."""
        self.tab.goto(address)
        return self._arrive()

    def follow(self, label: str) -> Page:
        """Click the link with this label."""
        with self.tab.expect_navigation():
            self.tab.get_by_role("link", name=label, exact=True).first.click()
        return self._arrive()

    def submit(self, button: str | None = None, **filled: str | bool) -> Page:
        """Fill fields and press a button, in the menu too; Chromium's own checks are off."""
        if button is None:
            pressed = self.tab.locator("main form [type=submit]").first
        else:
            pressed = self.tab.get_by_role(
                "button", name=button, exact=True, include_hidden=True
            ).first
        if not pressed.is_visible():
            self.unfold("Mon compte")
        form = pressed.locator("xpath=ancestor::form")
        form.evaluate("form => { form.noValidate = true }")
        for name, value in filled.items():
            field = form.locator(f'[name="{name}"]')
            if field.get_attribute("type") == "hidden":
                field.evaluate("(field, value) => { field.value = value }", value)
            else:
                field.fill(str(value))
        with self.tab.expect_navigation():
            pressed.click()
        return self._arrive()

    def unfold(self, label: str) -> None:
        """Open what this label says is folded."""
        self.tab.locator("summary", has_text=label).first.click()

    def post(self, path: str, kind: str) -> Page:
        """Send a form that no page of ours has."""
        with self.tab.expect_navigation():
            self.tab.evaluate(STRAY_FORM, [path, kind])
        return self._arrive()

    def send(self, method: str, address: str, body: bytes | None = None) -> Answer:
        """Send one request with the cookies of this tab, as it is."""
        answer = self.tab.context.request.fetch(
            urljoin(self.tab.url, address),
            method=method,
            data=body,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            max_redirects=0,
        )
        headers = [(each["name"], each["value"]) for each in answer.headers_array]
        return Answer(answer.url, answer.status, headers, answer.body())

    def forget_cookies(self) -> None:
        """Keep none of the cookies."""
        self.tab.context.clear_cookies()

    def _listen(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self._answer = answer

    def _arrive(self) -> Page:
        self.source = self._answer.text()
        return self.page
