"""Nominatim, the gazetteer of OpenStreetMap: how it is asked, and what of its answer is believed."""

from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from fofal_server.config import Settings
from fofal_server.core.fields import Coordinate
from fofal_server.maps import layers
from fofal_server.maps.feature import word
from fofal_server.outside import Answer, Garbled, Provider

COUNTRY = "cm"
MOST = 8
PLAIN = frozenset({"format", "limit", "countrycodes", "accept-language"})
"""Of a question. What somebody looks for is his own business."""
_PLACES = Decimal("0.0000001")


class Place(BaseModel):
    """A place with its name as the gazetteer has it; ``kind`` is its word for what it is (village, river, road)."""

    name: str
    kind: str
    longitude: Coordinate
    latitude: Coordinate


class Places(BaseModel):
    """What was found, and whose data it is, to be shown beside."""

    places: list[Place]
    attribution: str


def provider(settings: Settings) -> Provider:
    """At most one call a second from the whole installation, as the public service asks of everybody."""
    host = urlsplit(settings.geocoder_url or "").hostname or ""
    headers = {"User-Agent": layers.called(settings)}
    return Provider("gazetteer", (host,), per_second=1.0, tries=1, largest=500_000, headers=headers, plain=PLAIN)


def question(words: str, language: str) -> dict[str, str]:
    """What is asked of the service: places of this country, in the language of the person."""
    return {
        "q": words, "format": "jsonv2", "limit": str(MOST), "countrycodes": COUNTRY, "accept-language": language,
    }  # fmt: skip


def read(answer: Answer) -> Places:
    """The places of an answer; Garbled when it is none."""
    told = answer.json()
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Garbled(provider="gazetteer")
    found = [place for one in told[:MOST] if (place := _place(one)) is not None]
    if told and not found:
        raise Garbled(provider="gazetteer")
    licence = next((word(one["licence"])[:300] for one in told if isinstance(one.get("licence"), str)), "")
    return Places(places=found, attribution=licence or "© OpenStreetMap contributors")


def _place(one: dict[str, Any]) -> Place | None:
    try:
        longitude, latitude = (Decimal(str(one[name])).quantize(_PLACES) for name in ("lon", "lat"))
    except (KeyError, InvalidOperation):
        return None
    name = word(one.get("display_name", ""))[:300]
    finite = longitude.is_finite() and latitude.is_finite()
    if not name or not finite or abs(longitude) > 180 or abs(latitude) > 90:
        return None
    kind = word(one.get("type") or one.get("category") or "")[:60]
    return Place(name=name, kind=kind, longitude=longitude, latitude=latitude)
