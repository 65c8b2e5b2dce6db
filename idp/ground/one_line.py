"""Short texts that people write and others read: names, sentences, opening hours."""

import unicodedata

#: Line and paragraph separators, and all that is not a character to read: controls, marks of
#: direction that could turn the text around, unassigned ones.
_UNREADABLE = ("C", "Zl", "Zp")


def is_one_line(text: str) -> bool:
    """Tell whether a text is one line of characters to read.

    `str.isprintable` would refuse the no-break spaces of French typography.
    """
    return not any(unicodedata.category(sign).startswith(_UNREADABLE) for sign in text)
