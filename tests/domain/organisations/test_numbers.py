"""SIREN and SIRET keys, the rule of La Poste among them."""

import pytest

from idp.domain.organisations.numbers import is_siren, is_siret


@pytest.mark.parametrize("text", ["900000019", "130025265", "356000000"])
def test_a_valid_siren(text: str) -> None:
    assert is_siren(text)


@pytest.mark.parametrize(
    "text", ["900000018", "90000001", "9000000190", "", "90000001é", "９００００００１９"]
)
def test_no_siren(text: str) -> None:
    assert not is_siren(text)


@pytest.mark.parametrize("text", ["90000001900019", "13002526500013", "35600000000048"])
def test_a_valid_siret(text: str) -> None:
    assert is_siret(text)


def test_an_establishment_of_la_poste_has_a_rule_of_its_own() -> None:
    assert is_siret("35600000049837")
    assert not is_siret("35600000049838")


@pytest.mark.parametrize(
    "text", ["90000001900018", "9000000190001", "900000019000190", "90000001800017"]
)
def test_no_siret(text: str) -> None:
    assert not is_siret(text)
