"""Every page of the four sites, in every state in which a person meets it.

A tour is what one person sees in one browser, page after page. The tests' own browser takes each
(`tests/pages`), Chromium the scenes that stand for a page, and all of them at `make test-long` and
`make screenshots`. A page, or a branch of a template, that stands in no tour fails a test.
"""

from tests.scenes.access import ACCESS
from tests.scenes.failures import FAILURES
from tests.scenes.gallery import GALLERY
from tests.scenes.people import PEOPLE
from tests.scenes.scene import Scene
from tests.scenes.sign_in import SIGN_IN
from tests.scenes.visitor import VISITOR

# Two tours of one name raise TypeError.
TOURS = dict(**VISITOR, **SIGN_IN, **PEOPLE, **ACCESS, **FAILURES, **GALLERY)

__all__ = ["TOURS", "Scene"]
