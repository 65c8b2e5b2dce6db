"""SIREN and SIRET numbers, and the checks of their keys."""

LA_POSTE = "356000000"


def is_siren(text: str) -> bool:
    """Whether `text` is nine digits with a valid key."""
    return len(text) == 9 and _is_ascii_digits(text) and _luhn(text)


def is_siret(text: str) -> bool:
    """Whether `text` is fourteen digits with a valid key.

    The establishments of La Poste but its head office follow a rule of their own: the sum of
    their digits is a multiple of five.
    """
    if len(text) != 14 or not _is_ascii_digits(text) or not _luhn(text[:9]):
        return False
    if text.startswith(LA_POSTE) and sum(int(digit) for digit in text) % 5 == 0:
        return True
    return _luhn(text)


def _is_ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
