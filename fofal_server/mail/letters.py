"""The words of a letter: patterns of the catalogue with ``{name}`` blanks, and no logic that data could reach.

A blank is filled once and what fills it is never looked at again: ``{{7*7}}``, ``{name.__class__}`` and a value that
holds a blank of its own come out as they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fofal_server.core.texts import text
from fofal_server.mail import page

_BLANK = re.compile(r"\{([a-z][a-z_]*)\}")


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with the blanks that ``values`` names filled; everything else stays literally."""
    return _BLANK.sub(lambda blank: values.get(blank[1], blank[0]), pattern)


def subject(letter: str, language: str, values: Mapping[str, str]) -> str:
    return filled(text(f"letter.{letter}.subject", language), values)


@dataclass(frozen=True)
class Body:
    """The same words twice: as plain text, and as a page of HTML in which all of them are escaped."""

    text: str
    page: str


def body(letter: str, language: str, values: Mapping[str, str]) -> Body:
    """The letter's own words, then who sends it and that nobody reads answers."""
    own, foot = (filled(text(key, language), values).strip() for key in (f"letter.{letter}.body", "letter.foot"))
    return Body(f"{own}\n\n-- \n{foot}\n", page.of(own, foot, language))
