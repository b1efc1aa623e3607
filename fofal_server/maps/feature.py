"""The one shape in which every map file is handed on, whatever format it came in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from fofal_server.core.errors import Invalid, Refused
from fofal_server.maps.limits import MAX_FEATURES, MAX_IN_FILE, MAX_PROPERTIES, MAX_WORD

Shape = dict[str, Any]
"""A geometry of GeoJSON in WGS84, longitude first."""

_NAMES = ("name", "nom", "title", "titre", "libelle", "libellé", "label")


@dataclass(frozen=True)
class Feature:
    """One thing on a map: its number in the file from 1, what it is called there, what else is told of it.

    ``flaw`` is why no shape could be made of what stands in the file; the shape is None then.
    """

    number: int
    name: str
    shape: Shape | None
    properties: Mapping[str, Any] = field(default_factory=dict)
    flaw: Refused | None = None


def made(number: int, name: str, properties: Mapping[str, Any], shape: Callable[[], Shape]) -> Feature:
    """A feature; one whose shape is refused keeps the refusal, so that all that is wrong in a file is told at once."""
    cut = ((word(key)[:200], _cut(value)) for key, value in properties.items())
    told = dict(islice(((key, value) for key, value in cut if key), MAX_PROPERTIES))
    called = word(name)[:200] or _called(told)
    try:
        return Feature(number, called, shape(), told)
    except Refused as refusal:
        return Feature(number, called, None, told, refusal)


def word(text: object) -> str:
    """What a file tells, without line breaks and other signs that nobody sees."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)[:MAX_WORD]).split())


class Tally:
    """How much of a file was read so far; refuses what is beyond the bounds before it is kept."""

    def __init__(self) -> None:
        self.positions = self.features = 0

    def add(self, positions: int) -> None:
        self.positions += positions
        if self.positions > MAX_IN_FILE:
            raise Invalid("maps.too_many_positions", limit=MAX_IN_FILE, code="too_many_positions")

    def feature(self) -> int:
        """The number of one more feature."""
        self.features += 1
        if self.features > MAX_FEATURES:
            raise Invalid("maps.too_many_features", limit=MAX_FEATURES, code="too_many_features")
        return self.features


def _cut(value: Any) -> Any:
    """Texts are cleaned, numbers and yes or no kept; what is nested says nothing to a table."""
    if isinstance(value, str):
        return word(value) or None
    return value if isinstance(value, bool | int | float) else None


def _called(properties: Mapping[str, Any]) -> str:
    found = {key.casefold(): value for key, value in properties.items() if isinstance(value, str)}
    return next((found[name][:200] for name in _NAMES if name in found), "")
