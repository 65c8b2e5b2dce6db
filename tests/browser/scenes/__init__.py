"""Every page of the four sites, in every state in which a person meets it.

A tour is what one person sees in one browser, page after page. The accessibility tests and
`make screenshots` take the same tours; a page, or a branch of a template, that stands in none
fails a test.
"""

from tests.browser.scenes.access import ACCESS
from tests.browser.scenes.failures import FAILURES
from tests.browser.scenes.people import PEOPLE
from tests.browser.scenes.scene import Scene
from tests.browser.scenes.sign_in import SIGN_IN
from tests.browser.scenes.visitor import VISITOR

# Two tours of one name raise TypeError.
TOURS = dict(**VISITOR, **SIGN_IN, **PEOPLE, **ACCESS, **FAILURES)

__all__ = ["TOURS", "Scene"]
