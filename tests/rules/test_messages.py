"""Every fact that may stop a person has its French sentence, and one only."""

from importlib import import_module

import pytest

from idp import messages
from idp.domain.throttling.errors import Throttled
from idp.ground.errors import DomainError
from idp.messages import captcha, staff
from tests.rules.sources import module_name, product_modules

#: Whatever a sentence takes from its fact.
TOLD = {
    "most": 90,
    "retry_after": 90,
    "url": "https://a.example/",
    "field": "scopes",
    "value": "profil",
    "instead": "profile",
    "faults": [Throttled(scope="account", retry_after=90)],
}


def load_every_error_module() -> None:
    """Import the modules that define errors, so that their classes are known."""
    for path in product_modules():
        if path.name == "errors.py" and module_name(path).startswith("idp."):
            import_module(module_name(path))


def error_classes(base: type[DomainError] = DomainError) -> list[type[DomainError]]:
    """Every class below `base` that the product defines."""
    load_every_error_module()
    below = [found for child in base.__subclasses__() for found in (child, *error_classes(child))]
    return [each for each in below if each.__module__.startswith("idp.") and hasattr(each, "code")]


def test_errors_are_defined_in_errors_modules() -> None:
    for path in product_modules():
        if module_name(path).startswith("idp.domain"):
            import_module(module_name(path))
    lost = [found for found in error_classes() if not found.__module__.endswith(".errors")]
    assert not lost


def test_codes_are_unique() -> None:
    codes = [found.code for found in error_classes() if "code" in vars(found)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", error_classes(), ids=lambda error: error.__name__)
def test_each_error_has_its_sentence(error: type[DomainError]) -> None:
    raised = error.__new__(error)  # without the arguments that each class wants
    raised.data = TOLD
    sentence = messages.sentence(raised)
    assert sentence.title
    assert sentence.text.endswith(".")
    assert sentence.next_step.endswith(".")


def test_no_sentence_is_left_of_an_error_that_went() -> None:
    assert set(messages.SENTENCES) == {found.code for found in error_classes()}


def test_no_error_is_worded_twice() -> None:
    with pytest.raises(ValueError, match="worded twice: captcha_refused"):
        messages.put_together(captcha.SENTENCES, staff.SENTENCES, captcha.SENTENCES)


def test_a_time_to_wait_is_told_in_minutes() -> None:
    told = messages.sentence(Throttled(scope="account", retry_after=90))
    assert told.whole == ("Trop de tentatives ont échoué. Par sécurité, réessayez dans 2 minutes.")
