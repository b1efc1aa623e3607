"""Map files that would eat the server or lead out of it: refused clearly, and in bounded memory."""

import tracemalloc

import pytest

from fofal_server.core.errors import FofalError
from fofal_server.core.texts import text
from tests.server.maps.files import broken_record, gpx, kml, opened, parts_of_shapefile, placemark, zipped
from tests.server.maps.shapes import SQUARE

MILLION = " ".join(["9.7012345,4.0512345"] * 1_000_000)
LAUGHS = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><kml>&b;</kml>'
OUTSIDE = '<!DOCTYPE kml SYSTEM "http://127.0.0.1/x.dtd"><kml/>'
PARTS = parts_of_shapefile([SQUARE[::-1]])
SHP = bytes(PARTS["p.shp"])  # type: ignore[arg-type]  # pyshp's bytes


def changed(**parts: bytes) -> bytes:
    return zipped({**PARTS, **{f"p.{suffix}": content for suffix, content in parts.items()}})


HOSTILE: dict[str, tuple[bytes, int, str]] = {
    "million.kml": (kml(placemark("A", MILLION)), 422, "too_many_positions"),
    "fifty.kmz": (zipped({"doc.kml": kml(placemark("A", MILLION * 3))}), 413, "bomb"),
    "stored.kmz": (zipped({"doc.kml": b"<kml>" + b" " * 45 * 1024**2 + b"</kml>"}, 0), 413, "bomb"),
    "zeros.kmz": (zipped({"doc.kml": kml(), "a.png": b"\0" * 30 * 1024**2}), 413, "bomb"),
    "crowd.kmz": (zipped({f"{n}.png": b"" for n in range(600)}), 413, "bomb"),
    "laughs.kml": (LAUGHS.encode(), 400, "entities"),
    "outside.kml": (OUTSIDE.encode(), 400, "entities"),
    "laughs.kmz": (zipped({"doc.kml": LAUGHS}), 400, "entities"),
    "laughs.gpx": (LAUGHS.replace("kml", "gpx").encode(), 400, "entities"),
    "deep.kml": (kml("<Folder>" * 10_000), 422, "too_deep"),
    "crowd.kml": (kml("<Placemark/>" * 6_000), 422, "too_many_features"),
    "steps.gpx": (gpx("<trk><trkseg>" + "<trkpt/>" * 400_000 + "</trkseg></trk>"), 422, "too_many_positions"),
    "million.geojson": (b'{"type":"Polygon","coordinates":[[' + b"[9.7,4.05]," * 1_000_000 + b"[9.7,4.05]]]}", 422, "too_many_positions"),
    "deep.geojson": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400, "not_geojson"),
    "climbing.zip": (zipped({"../p.shp": SHP}), 415, "acting_archive"),
    "nested.zip": (zipped({**PARTS, "more.zip": zipped({"a": b"b"})}), 415, "acting_archive"),
    "cut.zip": (zipped(PARTS)[:200], 400, "damaged"),
    "forever.zip": (changed(shp=broken_record(SHP, -4)), 400, "damaged"),
    "beyond.zip": (changed(shp=broken_record(SHP, 2**30)), 400, "damaged"),
    "short.zip": (changed(shp=SHP[:150]), 400, "damaged"),
    "parts.zip": (changed(shp=SHP[:144] + b"\xff\xff\xff\x7f" + SHP[148:]), 400, "damaged"),
    "points.zip": (changed(shp=SHP[:148] + b"\xff\xff\xff\x7f" + SHP[152:]), 400, "damaged"),
    "kinds.zip": (changed(shp=SHP[:108] + b"\x63\0\0\0" + SHP[112:]), 400, "damaged"),
    "noise.zip": (changed(shp=b"\0" * 500), 400, "damaged"),
    "rows.zip": (changed(dbf=b"\x03\0\0\0\xff\xff\xff\xff\x21\x00\x01\x00" + b"\0" * 30), 400, "damaged"),
    "table.zip": (changed(dbf=b"\x03"), 400, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_class_9_bombs_and_malformed_maps_are_refused_and_say_why(name: str) -> None:
    content, status, code = HOSTILE[name]
    with pytest.raises(FofalError) as caught:
        opened(content, name)
    assert (caught.value.status, caught.value.code) == (status, code)
    told = text(caught.value.key or "", **caught.value.values)
    assert len(told) > 15
    assert "{" not in told


@pytest.mark.parametrize("name", ["million.kml", "fifty.kmz", "zeros.kmz", "million.geojson", "deep.kml", "crowd.kmz"])
def test_class_9_bombs_of_maps_are_refused_in_less_than_64_megabytes(name: str) -> None:
    content = HOSTILE[name][0]
    tracemalloc.start()
    try:
        with pytest.raises(FofalError):
            opened(content, name)
        # what was sent stands in memory once here, and on disk in the server
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024 + len(content)
    finally:
        tracemalloc.stop()


def test_a_ring_of_more_than_can_be_walked_is_told_with_its_number() -> None:
    (one,) = opened(kml(placemark("Bloc B", " ".join(["9.7,4.05"] * 20_001))), "f.kml").features
    assert one.flaw is not None
    assert (one.flaw.code, one.flaw.values) == ("geometry_too_many", {"count": 20_001, "limit": 20_000})
