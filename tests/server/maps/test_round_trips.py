"""What goes out in a format comes in again as it was: outlines, holes, parts, names, properties."""

import io
import zipfile
from typing import Any

import pytest
import shapefile
from hypothesis import given
from hypothesis import strategies as st

from fofal_server.maps import feature, outline
from fofal_server.maps.feature import Feature
from fofal_server.maps.formats import FORMATS, MapFormat
from tests.server.maps.files import again
from tests.server.maps.shapes import G2, SQUARE, Json, multi, point, polygon, square, star

steps = st.lists(st.tuples(st.integers(10, 20), st.floats(0.3, 1)), min_size=4, max_size=12)
inner = st.lists(st.tuples(st.integers(10, 20), st.floats(0.05, 0.12)), min_size=4, max_size=7)


@st.composite
def areas(draw: st.DrawFn) -> Json:
    """Stars apart from each other, each with a hole or none, in any direction."""
    parts = []
    for place in range(draw(st.integers(1, 3))):
        centre = (9.7 + 0.02 * place, 4.05)
        rings = [star(draw(steps), centre)] + ([star(draw(inner), centre)] if draw(st.booleans()) else [])
        parts.append([ring[::-1] if draw(st.booleans()) else ring for ring in rings])
    return polygon(*parts[0]) if len(parts) == 1 else multi(*parts)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40).map(feature.word)
properties = st.dictionaries(st.sampled_from(["CODE", "SOL", "REMARQUE"]), words.filter(bool), max_size=3)
formats = pytest.mark.parametrize("kind", MapFormat)


def sound(shape: Json | None) -> Json:
    """As a plot would keep it."""
    return outline.of(shape or {}).geometry


@formats
@given(shape=areas(), name=words, told=properties)
def test_an_area_comes_back_as_it_went(kind: MapFormat, shape: Json, name: str, told: dict[str, str]) -> None:
    (back,) = again(kind, [Feature(1, name, sound(shape), told)])
    assert back.flaw is None
    assert sound(back.shape) == sound(shape)
    assert back.name == name
    if kind is not MapFormat.GPX:
        assert {key: back.properties[key] for key in told} == told


@formats
@given(x=st.floats(8, 17), y=st.floats(1, 14), name=words)
def test_a_point_comes_back_as_it_went(kind: MapFormat, x: float, y: float, name: str) -> None:
    placed = point(round(x, 8), round(y, 8))
    (back,) = again(kind, [Feature(1, name, placed)])
    assert (back.shape, back.name) == (placed, name)


@formats
def test_many_things_keep_their_order_and_numbers(kind: MapFormat) -> None:
    sent = [Feature(n, f"B{n:02}", polygon(square(9.7 + n / 100, 4.05, 0.003))) for n in range(1, 30)]
    back = again(kind, sent)
    assert [(one.number, one.name, one.shape) for one in back] == [(one.number, one.name, one.shape) for one in sent]


def test_a_point_among_areas_is_a_layer_of_its_own_in_a_shapefile() -> None:
    back = again(MapFormat.SHAPEFILE, [Feature(1, "Puits", point(9.7, 4.05)), Feature(2, "B1", polygon(SQUARE))])
    assert [(one.name, one.shape["type"]) for one in back if one.shape] == [("B1", "Polygon"), ("Puits", "Point")]


def test_another_program_reads_our_shapefile() -> None:
    """pyshp turns shells the way of GeoJSON by itself; ours are clockwise, as the format asks."""
    hole = square(9.701, 4.051, 0.001)
    written = FORMATS[MapFormat.SHAPEFILE].written(
        [Feature(1, "Bloc é", polygon(SQUARE, hole[::-1]), {"code": "B"})], "t"
    )
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        parts = {name[-3:]: io.BytesIO(book.read(name)) for name in book.namelist()}
    with shapefile.Reader(shp=parts["shp"], shx=parts["shx"], dbf=parts["dbf"], encoding="utf-8") as read:
        (found,) = read.shapeRecords()
        assert found.record.as_dict() == {"NAME": "Bloc é", "CODE": "B"}
        rings: Any = found.shape.__geo_interface__["coordinates"]
    assert len(rings) == 2
    assert {tuple(corner) for corner in rings[0]} == {tuple(corner) for corner in SQUARE}
    assert parts["cpg"].getvalue() == b"UTF-8"


@formats
def test_coordinates_are_written_with_six_decimals_at_least(kind: MapFormat) -> None:
    written = FORMATS[kind].written([Feature(1, "B", polygon(G2))], "t")
    if kind in {MapFormat.GEOJSON, MapFormat.KML, MapFormat.GPX}:
        assert b"9.701234" in written
    short = FORMATS[kind].written([Feature(1, "B", polygon(SQUARE))], "t")
    if kind in {MapFormat.GEOJSON, MapFormat.KML, MapFormat.GPX}:
        assert b"9.700000" in short
        assert b"9.7," not in short


@formats
def test_what_would_be_markup_is_text(kind: MapFormat) -> None:
    name = "</name><script>\"&amp;'{{7*7}}"
    (back,) = again(kind, [Feature(1, name, polygon(SQUARE), {"CODE": name})])
    assert back.name == name
