"""Words as people type them, to be compared."""

import unicodedata


def plain(words: str) -> str:
    """Without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(c))
