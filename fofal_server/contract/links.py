"""``fofal://<resource>/<id>``: names one record and can say nothing else; letters carry it, the desktop opens it."""

import re
from typing import NamedTuple
from uuid import UUID

SCHEME = "fofal"
LONGEST = 200
_PLAIN = r"fofal://([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_LINK = re.compile(f"{_PLAIN}/?")
AMONG_WORDS = re.compile(rf"(?<!\S){_PLAIN}(?!\S)")
"""A link that stands alone between other words."""


class Linked(NamedTuple):
    """Whether there is such a resource, and whether one may see the record, is not known yet."""

    resource: str
    key: str


def link_to(resource: str, key: UUID | str) -> str:
    """The address of a record."""
    return f"{SCHEME}://{resource}/{key}"


def read_link(words: str) -> Linked | None:
    """What a link names; None for everything that is not wholly one, whatever its case."""
    found = _LINK.fullmatch(words.strip().lower()) if len(words) <= LONGEST else None
    return Linked(found[1], found[2]) if found else None
