"""The judge of HTML is strict."""

from tests.browser.validity import HtmlValidator

GOOD = """<!DOCTYPE html>
<html lang="fr"><head><title>Bonjour</title></head><body><main><h1>Bonjour</h1></main></body></html>
"""


def test_it_judges_page_after_page() -> None:
    with HtmlValidator() as html:
        assert html.find_faults(GOOD) == []
        [fault] = html.find_faults(GOOD.replace("<h1>Bonjour</h1>", "<h1><p>Bonjour</p></h1>"))
        assert "line 2" in fault
        assert "element-permitted-content" in fault
        assert html.find_faults(GOOD) == []
