"""The characters of the codes: told apart by eye once distorted, and by ear in French."""

import secrets

#: Left out, because distortion makes them alike: 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. A line
#: below an F makes an E of it.
#: B, G, S and V are also those that a telephone turns into D, J, F and B.
SPOKEN = {
    "A": "A, comme Anatole",
    "C": "C, comme Célestin",
    "D": "D, comme Désiré",
    "E": "E, comme Eugène",
    "H": "H, comme Henri",
    "J": "J, comme Joseph",
    "K": "K, comme Kléber",
    "M": "M, comme Marcel",
    "N": "N, comme Nicolas",
    "P": "P, comme Paul",
    "R": "R, comme Raoul",
    "T": "T, comme Thérèse",
    "W": "W, comme William",
    "X": "X, comme Xavier",
    "Y": "Y, comme Yvonne",
    "3": "chiffre trois",
    "4": "chiffre quatre",
    "7": "chiffre sept",
    "9": "chiffre neuf",
}
LETTERS = "".join(filter(str.isalpha, SPOKEN))
DIGITS = "".join(filter(str.isdigit, SPOKEN))
LENGTH = 6


def choose() -> str:
    """A new code: six characters, at least one letter and one digit."""
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if set(code) & set(LETTERS) and set(code) & set(DIGITS):
            return code
