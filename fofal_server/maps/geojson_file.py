"""Map files in GeoJSON (RFC 7946): a collection, a single feature, or a shape alone."""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any, BinaryIO

import orjson

from fofal_server.core.errors import Invalid, Unreadable
from fofal_server.maps import feature
from fofal_server.maps.feature import Feature, Shape, Tally
from fofal_server.maps.geojson import exact, refused
from fofal_server.maps.limits import MAX_FEATURES, MAX_IN_FILE

_BRACKETS = MAX_IN_FILE + 20 * MAX_FEATURES
"""Lists and objects of a file: each is some seventy bytes once it is read."""


def read(stream: BinaryIO) -> list[Feature]:
    """The features of the file; 400 no GeoJSON, 422 too much of it or another reference system."""
    raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    if raw.count(b"[") + raw.count(b"{") > _BRACKETS:
        raise Invalid("maps.too_many_positions", limit=MAX_IN_FILE, code="too_many_positions")
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Unreadable("transfer.not_geojson", code="not_geojson") from error
    tally = Tally()
    return [_feature(one, document, tally) for one in _listed(document)]


def written(features: Iterable[Feature], _title: str) -> bytes:
    """A collection; numbers as they were given, with six decimals at least."""
    return f'{{"type":"FeatureCollection","features":[{",".join(map(_told, features))}]}}\n'.encode()


def _listed(document: Any) -> list[Any]:
    if isinstance(document, dict):
        kind = document.get("type")
        if kind == "FeatureCollection" and isinstance(document.get("features"), list):
            found: list[Any] = document["features"]
            return found
        if kind == "Feature":
            return [document]
        if "coordinates" in document:
            return [{"type": "Feature", "properties": {}, "geometry": document}]
    raise Unreadable("transfer.not_geojson", code="not_geojson")


def _feature(one: Any, document: dict[str, Any], tally: Tally) -> Feature:
    known = one if isinstance(one, dict) else {}
    properties, shape = known.get("properties"), known.get("geometry")
    told = properties if isinstance(properties, dict) else {}
    return feature.made(tally.feature(), "", told, partial(_shape, shape, document.get("crs")))


def _shape(shape: Any, crs: Any) -> Shape:
    """The reference system of a whole file (GeoJSON of 2008) is judged with each of its shapes."""
    if not isinstance(shape, dict):
        raise refused("empty")
    return shape if crs is None else {"crs": crs, **shape}


def _told(one: Feature) -> str:
    properties = json.dumps({"name": one.name, **one.properties}, ensure_ascii=False)
    return f'{{"type":"Feature","properties":{properties},"geometry":{exact(one.shape)}}}'
