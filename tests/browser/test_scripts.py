"""Where a page runs no script, the checks do."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import find_barriers
from tests.browser.scripts import ScriptSwitch, without_script
from tests.browser.views import VIEWS

PAGE = """<!DOCTYPE html><html lang="fr"><title>Sans</title><main><h1>Sans</h1>
<img src="data:,">
<script>document.title = "Avec"</script><script type="module">document.title = "Avec"</script>
<noscript><p>Votre navigateur n’a pas JavaScript.</p></noscript></main></html>"""
ADDRESS = "data:text/html;charset=utf-8," + quote(PAGE)

pytestmark = [pytest.mark.browser, without_script]


def test_the_checks_run_and_the_scripts_of_the_page_do_not(page: Page) -> None:
    switch = ScriptSwitch(page)
    for _ in range(2):
        page.goto(ADDRESS)
        with switch.on():
            for view in VIEWS:
                view.show(page)
            assert "image-alt" in "\n".join(find_barriers(page))
            expect(page.get_by_text("Votre navigateur n’a pas JavaScript.")).to_be_visible()
            assert page.title() == "Sans"
