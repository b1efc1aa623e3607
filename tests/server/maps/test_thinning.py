"""A walk with fewer corners: all of them given ones, and none of the others farther away than was said."""

from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import scale
from shapely.geometry import LinearRing, Point

from fofal_server.maps import thinning
from tests.server.maps.shapes import BOW_TIE, SQUARE, multi, polygon, square, star

STEPS = st.lists(st.tuples(st.integers(2, 3), st.floats(0.7, 1)), min_size=8, max_size=60)
METRES = 111_195
"""In a degree; at four degrees from the equator those of longitude are 0.3 % shorter."""


@given(drawn=STEPS, tolerance=st.floats(0.5, 30))
def test_corners_that_go_lie_near_the_line_that_stays(drawn: list[tuple[int, float]], tolerance: float) -> None:
    ring = star(drawn)
    fewer = thinning.thinned(polygon(ring), tolerance)["coordinates"][0]
    assert fewer[0] == fewer[-1]
    assert all(position in ring for position in fewer)
    line = scale(LinearRing(fewer), METRES, METRES, origin=(0, 0))
    assert max(line.distance(Point(x * METRES, y * METRES)) for x, y in ring) <= tolerance * 1.01


def test_parts_and_holes_stay_apart() -> None:
    whole = multi([square(9.7, 4.05, 0.002), square(9.7005, 4.0505, 0.001)], [square(9.71, 4.05, 0.002)])
    assert thinning.thinned(whole, 1) == whole
    assert thinning.corners(whole) == 12


def test_what_is_not_sound_comes_back_as_it_is() -> None:
    nowhere = polygon([[9.7, float("inf")], *SQUARE, [9.7, float("inf")]])
    for shape in (polygon(BOW_TIE), polygon(square(2.3, 48.8, 0.003)), nowhere):
        assert thinning.thinned(shape, 1) == shape
    assert thinning.is_area(polygon(SQUARE))
    assert not thinning.is_area({"type": "Point", "coordinates": [9.7, 4.05]})
