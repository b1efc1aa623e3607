"""Outlines: areas by the vectors of the rules, every way of drawing a plot wrongly, and what is kept as given."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.core.errors import Refused
from fofal_server.core.texts import catalogue, text
from fofal_server.maps import geodesy, outline
from tests.server.maps.shapes import G2, REFUSED, SQUARE, Json, Ring, multi, point, polygon, square, star

HOLE = square(9.701, 4.051, 0.001)


def square_metres(geometry: Json) -> float:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return geodesy.area_m2([[[(x, y) for x, y in ring] for ring in part] for part in parts])


def test_v25_area_and_perimeter_are_geodesic() -> None:
    drawn = outline.of(polygon(G2))
    assert square_metres(polygon(G2)) == pytest.approx(134_143.08, abs=0.005)
    assert (drawn.area_ha, drawn.perimeter_m) == (Decimal("13.4143"), Decimal("1412.54"))


def test_v25_backwards_is_as_large() -> None:
    assert outline.of(polygon(G2[::-1])).area_ha == Decimal("13.4143")


def test_square_and_square_with_a_hole() -> None:
    assert square_metres(polygon(SQUARE)) == pytest.approx(110_512.19, abs=0.005)
    assert square_metres(polygon(HOLE)) == pytest.approx(12_279.13, abs=0.005)
    assert square_metres(polygon(SQUARE, HOLE)) == pytest.approx(98_233.05, abs=0.005)
    assert outline.of(polygon(SQUARE)).area_ha == Decimal("11.0512")
    assert outline.of(polygon(SQUARE, HOLE)).area_ha == Decimal("9.8233")
    assert outline.of(polygon(SQUARE, HOLE[::-1])).area_ha == Decimal("9.8233")


def test_parts_add_up() -> None:
    apart = multi([SQUARE, HOLE], [square(9.71, 4.05, 0.003)])
    assert outline.of(apart).area_ha == pytest.approx(Decimal("9.8233") + Decimal("11.0512"), abs=Decimal("0.0001"))


def test_area_is_neither_web_mercator_nor_swapped() -> None:
    """EPSG:3857 would say 13.5716 ha, exchanged coordinates 1.15 % less: both are errors that nobody sees."""
    area = outline.of(polygon(G2)).area_ha
    assert area is not None
    assert abs(area - Decimal("13.5716")) > Decimal("0.15")
    swapped = square_metres(polygon([[y, x] for x, y in G2]))
    assert abs(float(area) * 10_000 - swapped) > 1_000


@pytest.mark.parametrize(("geometry", "code"), REFUSED.values(), ids=REFUSED)
def test_wrong_outlines_are_refused_by_name(geometry: Json, code: str) -> None:
    with pytest.raises(Refused) as caught:
        outline.of(geometry)
    refusal = caught.value
    assert refusal.code == code
    assert [error.field for error in refusal.errors] == ["geometry"]
    told = text(f"maps.{code}", **refusal.values)
    assert "{" not in told, "a blank of the message was left empty"


def test_every_refusal_has_its_words_in_both_languages() -> None:
    for code in {code for _, code in REFUSED.values()} | {"geometry_ring_twice", "geometry_unsound"}:
        for language in ("fr", "en"):
            assert f"maps.{code}" in catalogue()[language]


def test_crossing_says_where() -> None:
    with pytest.raises(Refused) as caught:
        outline.of(polygon([[9.7, 4.0], [9.702, 4.002], [9.702, 4.0], [9.7, 4.002], [9.7, 4.0]]))
    assert caught.value.values["place"] == "9.701000 4.001000"


def test_a_refusal_says_which_ring_and_where() -> None:
    with pytest.raises(Refused) as caught:
        outline.of(multi([SQUARE], [square(9.71, 4.05, 0.003), [[9.711, 4.051], [9.71, "4,05"], [9.711, 4.052]]]))  # type: ignore[list-item]  # that is the point
    told = caught.value.values
    assert (told["part"], told["ring"], told["number"], told["value"]) == (2, 2, 2, "4,05")


def test_positions_are_kept_as_given() -> None:
    shell = [[9.7012345, 4.05], [9.7042345, 4.0512345], [9.70323456, 4.05323456], [9.7012345, 4.05]]
    assert outline.of(polygon(shell)).geometry["coordinates"] == [shell]


def test_more_than_eight_decimals_are_rounded_to_a_millimetre() -> None:
    shell = [[9.7012345678912, 4.05], [9.7042345, 4.0512345], [9.70323456, 4.05323456], [9.7012345678912, 4.05]]
    assert outline.of(polygon(shell)).geometry["coordinates"][0][0] == [9.70123457, 4.05]


def test_altitude_is_not_kept() -> None:
    high = [[x, y, 12.5] for x, y in SQUARE]
    assert outline.of(polygon(high)).geometry == polygon(SQUARE)


def test_rings_are_turned_as_rfc_7946_asks() -> None:
    drawn = outline.of(polygon(SQUARE[::-1], HOLE))
    shell, hole = drawn.geometry["coordinates"]
    assert (shell, hole) == (SQUARE, HOLE[::-1])


def test_one_part_alone_is_a_polygon() -> None:
    assert outline.of(multi([SQUARE])).geometry["type"] == "Polygon"


def test_old_crs_member_passes_when_it_is_wgs84() -> None:
    named = {**polygon(SQUARE), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    assert outline.of(named).geometry == polygon(SQUARE)


def test_a_point_has_a_place_and_no_area() -> None:
    drawn = outline.of(point(9.7012345, 4.05))
    assert (drawn.area_ha, drawn.inside) == (None, (Decimal("9.7012345"), Decimal("4.05")))


def test_the_position_for_weather_lies_inside_even_of_a_ring() -> None:
    drawn = outline.of(polygon(square(9.7, 4.05, 0.004), square(9.701, 4.051, 0.002)))
    longitude, latitude = (float(one) for one in drawn.inside)
    assert not (9.701 < longitude < 9.703 and 4.051 < latitude < 4.053)


corners = st.lists(st.tuples(st.integers(10, 20), st.floats(0.2, 1)), min_size=4, max_size=12)
"""Steps around a centre and distances from it; no step reaches half a turn, so the ring never crosses itself."""


@settings(deadline=None)
@given(corners, st.integers(0, 11))
def test_area_does_not_depend_on_direction_or_first_corner(drawn: list[tuple[int, float]], start: int) -> None:
    ring = star(drawn)
    open_ring = ring[:-1]
    start %= len(open_ring)
    turned = [*open_ring[start:], *open_ring[:start], open_ring[start]]
    areas = [outline.of(polygon(one)).area_ha for one in (ring, ring[::-1], turned, turned[::-1])]
    known = [area for area in areas if area is not None]
    assert len(known) == 4
    assert max(known) - min(known) <= Decimal("0.0001")


@settings(deadline=None)
@given(st.permutations([square(9.7002 + i * 0.0005, 4.0502 + i * 0.0005, 0.0002) for i in range(5)]), st.booleans())
def test_area_does_not_depend_on_the_order_of_holes(holes: list[Ring], turn: bool) -> None:
    rings = [hole[::-1] if turn else hole for hole in holes]
    whole, one_hole = square_metres(polygon(SQUARE)), square_metres(polygon(holes[0]))
    left = outline.of(polygon(SQUARE, *rings)).area_ha
    assert left is not None
    assert float(left) == pytest.approx((whole - 5 * one_hole) / 10_000, abs=0.0002)
