"""What lies beyond a border, and what else is unusual about an outline, is known while it is drawn."""

from dataclasses import replace

import pytest

from fofal_desktop.map.beyond import percent_beyond
from fofal_desktop.map.shape import Shape
from fofal_desktop.map.sketch import Drawing, drawing_of
from fofal_desktop.models.map_contents import Usual
from fofal_desktop.views.pages.map_doubts import Doubts
from tests.desktop.map.ground import polygon, square

USUAL = Usual(0.1, 200.0, 1.0)
SITES = [
    {"id": "one", "code": "S1", "geometry": polygon(square(9.7, 4.05, 0.01))},
    {"id": "other", "code": "S2", "geometry": polygon(square(9.8, 4.05, 0.01), square(9.802, 4.052, 0.002))},
]
HALF = polygon(square(9.709, 4.052))


def drawn(geometry: dict) -> list[list[tuple[float, float]]]:
    return [list(ring) for part in drawing_of(geometry).polygons for ring in part]


@pytest.mark.parametrize(("geometry", "percent"), [
    (polygon(square(9.702, 4.052)), 0),
    (HALF, 50),
    (polygon(square(9.7095, 4.052)), 75),
    (polygon(square(9.72, 4.05)), 100),
    (polygon(square(9.7, 4.05, 0.01)), 0),
    (polygon(square(9.709, 4.052), square(9.7095, 4.0525, 0.0005)), 53),
    (polygon(square(9.7, 4.05, 0.0101)), 2),
])  # fmt: skip
def test_how_much_lies_beyond_is_counted(geometry: dict, percent: float) -> None:
    assert percent_beyond(drawn(geometry), Shape(SITES[0]["geometry"])) == pytest.approx(percent, abs=0.6)


def test_a_hole_of_the_border_is_beyond_it() -> None:
    inside = drawn(polygon(square(9.802, 4.052, 0.002)))
    assert percent_beyond(inside, Shape(SITES[1]["geometry"])) == pytest.approx(100, abs=0.6)


def test_a_plot_is_held_against_its_own_site_and_a_new_one_against_where_it_begins() -> None:
    doubts, half = Doubts(USUAL, SITES), drawing_of(HALF)
    assert doubts.words(half, "one") == ["50\u202f% lie beyond the outline of the site S1."]
    assert doubts.words(half, "other") == ["100\u202f% lie beyond the outline of the site S2."]
    assert doubts.words(half, "without an outline") == []
    assert doubts.words(half, None) == ["50\u202f% lie beyond the outline of the site S1."]
    assert doubts.words(drawing_of(polygon(square(9.75, 4.05))), None)[0].startswith("100")
    assert Doubts(USUAL).words(half, None) == []


def test_what_is_small_is_told_once_it_is_closed_and_what_is_large_at_once() -> None:
    doubts = Doubts(USUAL)
    small, large = (drawing_of(polygon(square(9.7, 4.05, side))) for side in (0.0002, 0.02))
    told = ["A plot usually has between 0,1\u202fha and 200\u202fha."]
    assert doubts.words(small, None) == told
    assert doubts.words(replace(small, open=(0, 0)), None) == []
    assert doubts.words(large, None) == doubts.words(replace(large, open=(0, 0)), None) == told
    assert Doubts().words(large, None) == doubts.words(Drawing(), None) == []
