"""Reading a GeoJSON map (RFC 7946): a row a feature, its properties as columns, its shape as one more."""

from collections.abc import Generator, Mapping
from typing import Any, BinaryIO

import orjson

from fofal_server.core.errors import Invalid, Unreadable
from fofal_server.core.transfer.limits import MAX_BRACKETS
from fofal_server.core.transfer.table import Record

SHAPE = "geometry"
"""Header under which the shapes stand; it means whichever field of a resource holds one."""

_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")


def records(stream: BinaryIO) -> Generator[Record, None, None]:
    """A header made of all properties, then the features with their numbers from 1."""
    features = _features(_document(stream))
    names = list(dict.fromkeys(name for one in features for name in _properties(one)))
    yield 0, [*names, SHAPE]
    for number, feature in enumerate(features, 1):
        values = _properties(feature)
        yield number, [*(values.get(name) for name in names), feature.get("geometry")]


def _document(stream: BinaryIO) -> Any:
    stream.seek(0)
    raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    if raw.count(b"[") + raw.count(b"{") > MAX_BRACKETS:
        raise Invalid("transfer.map_too_large", code="map_too_large")
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Unreadable("transfer.not_geojson", code="not_geojson") from error


def _features(document: Any) -> list[Any]:
    collection = isinstance(document, dict) and document.get("type") == "FeatureCollection"
    features = document.get("features") if collection else None
    if not isinstance(features, list):
        raise Unreadable("transfer.not_geojson", code="not_geojson")
    if not all(isinstance(one, dict) and one.get("type") == "Feature" for one in features):
        raise Unreadable("transfer.not_geojson", code="not_geojson")
    _check_degrees(document.get("crs"))
    return features


def _check_degrees(crs: Any) -> None:
    """Old files name a reference system; any other than longitude and latitude would put the fields elsewhere."""
    told = crs.get("properties") if isinstance(crs, dict) else None
    name = str(told.get("name", "")) if isinstance(told, dict) else ""
    if crs is not None and not name.endswith(_DEGREES):
        raise Invalid("transfer.other_projection", name=name[:80], code="other_projection")


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}
