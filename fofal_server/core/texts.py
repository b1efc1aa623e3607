"""One catalogue of texts in French and English, gathered from the ``texts.toml`` of each domain.

A key is looked up from the most particular to the most general: ``inventory.items.code`` falls back to ``code``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
ROOT = Path(__file__).resolve().parent.parent


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """``{language: {key: text}}`` of all domains."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in sorted(ROOT.glob("*/texts.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        for language in LANGUAGES:
            found[language].update(read.get(language, {}))
    return found


def text(key: str, language: str = "fr", **values: Any) -> str:
    """The text of a key with its blanks filled; the key itself when nobody wrote the text (a test forbids that)."""
    pattern = lookup(key, language) or lookup(key, "fr") or key
    return pattern.format_map(_Blanks(values)) if values else pattern


def lookup(key: str, language: str) -> str | None:
    """The text of the key, or of its shorter forms: ``a.b.c``, then ``b.c``, then ``c``."""
    texts = catalogue()[language]
    while key:
        if key in texts:
            return texts[key]
        key = key.partition(".")[2]
    return None


def language_of(header: str | None) -> str:
    """The language that an ``Accept-Language`` header prefers among ours; French when it names none."""
    for part in (header or "").split(","):
        tag = part.partition(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "fr"


class _Blanks(dict[str, Any]):
    """A blank that nobody filled stays visible instead of hiding the message behind an error."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
