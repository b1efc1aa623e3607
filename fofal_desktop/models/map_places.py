"""Places by their names, as the server's gazetteer tells them."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import day_text
from fofal_desktop.language import QT_TRANSLATE_NOOP

DOOR = "/maps/places"
FEWEST, MOST = 3, 100
"""Letters that a name has at least and at most."""

KINDS = {
    "city": QT_TRANSLATE_NOOP("NamedPlace", "City"),
    "town": QT_TRANSLATE_NOOP("NamedPlace", "Town"),
    "village": QT_TRANSLATE_NOOP("NamedPlace", "Village"),
    "hamlet": QT_TRANSLATE_NOOP("NamedPlace", "Hamlet"),
    "suburb": QT_TRANSLATE_NOOP("NamedPlace", "Quarter"),
    "neighbourhood": QT_TRANSLATE_NOOP("NamedPlace", "Quarter"),
    "administrative": QT_TRANSLATE_NOOP("NamedPlace", "District"),
    "river": QT_TRANSLATE_NOOP("NamedPlace", "River"),
    "stream": QT_TRANSLATE_NOOP("NamedPlace", "Stream"),
    "peak": QT_TRANSLATE_NOOP("NamedPlace", "Mountain"),
    "school": QT_TRANSLATE_NOOP("NamedPlace", "School"),
    "marketplace": QT_TRANSLATE_NOOP("NamedPlace", "Market"),
}
"""The gazetteer's words for what a place is that a person would miss; others are not shown."""


@dataclass(frozen=True)
class NamedPlace:
    """``position`` is longitude and latitude."""

    name: str
    kind: str
    position: tuple[float, float]

    @property
    def short(self) -> str:
        """Its name without what it lies in."""
        return self.name.partition(",")[0]

    @property
    def words(self) -> str:
        """Name and, below, where it lies and what it is."""
        _, _, around = self.name.partition(",")
        kind = QCoreApplication.translate("NamedPlace", KINDS[self.kind]) if self.kind in KINDS else ""
        beside = " · ".join(filter(None, (kind, around.strip())))
        return f"{self.short}\n{beside}" if beside else self.short


@dataclass(frozen=True)
class PlacesFound:
    """``credit`` says whose data it is and of which day; it has to be shown beside."""

    places: tuple[NamedPlace, ...]
    credit: str


def find_places(client: Calls, words: str) -> PlacesFound:
    """Ask for places of this name; blocking, for a job. ApiError 409 without a gazetteer, 503 while it is away."""
    told = client.send(Request("GET", DOOR, (("search", words),))).json()
    credit = f"{told['attribution']} · {day_text(told['at'][:10])}"
    return PlacesFound(tuple(map(_place, told["places"])), credit)


def _place(told: dict[str, Any]) -> NamedPlace:
    return NamedPlace(told["name"], told["kind"], (float(told["longitude"]), float(told["latitude"])))
