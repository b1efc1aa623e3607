"""Words as people type them, to be compared."""

import unicodedata

_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "’": "'", "‘": "'"})
"""What no keyboard has, as it is typed there; the server's search folds the same."""


def plain(words: str) -> str:
    """Without accents and case, with the letters and the apostrophe of a keyboard."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c))
    return bare.translate(_FOLDED)
