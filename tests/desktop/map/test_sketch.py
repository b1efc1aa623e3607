"""Drawing and changing an outline: every step back and forth, corners that nobody touched exactly as they were given."""

import pytest

from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.sketch import Corner, Drawing, Sketch
from fofal_desktop.map.snapping import snap
from tests.desktop.map.ground import SIDE, polygon, square, two

HOLED = polygon(square(9.7, 4.05), square(9.7005, 4.0505, 0.001))
PARTS = {
    "type": "MultiPolygon",
    "coordinates": [[square(9.7, 4.05)], [square(9.71, 4.05), square(9.7105, 4.0505, 0.001)]],
}


@pytest.mark.parametrize(
    "geometry", [HOLED, PARTS, polygon([[9.123456789012345, 4.05], [9.2, 4.05], [9.2, 4.1], [9.123456789012345, 4.05]])]
)
def test_untouched_it_is_given_back_to_the_last_digit(geometry: dict) -> None:
    sketch = Sketch(geometry)
    assert sketch.drawing.geometry() == geometry
    assert not sketch.dirty


def test_drawn_from_nothing() -> None:
    sketch = Sketch()
    for position in ((9.7, 4.05), (9.702, 4.05), (9.702, 4.052)):
        assert sketch.drawing.closing() == sketch.drawing, "two corners are no outline"
        sketch.put(sketch.drawing.grown(position))
    assert sketch.drawing.geometry() is None
    sketch.put(sketch.drawing.closing())
    assert sketch.drawing.geometry() == polygon([[9.7, 4.05], [9.702, 4.05], [9.702, 4.052], [9.7, 4.05]])


def test_corners_are_moved_added_and_removed() -> None:
    drawing = Sketch(HOLED).drawing
    assert drawing.moved(Corner(0, 1, 2), (9.7, 4.0)).at(Corner(0, 1, 2)) == (9.7, 4.0)
    more = drawing.added(Corner(0, 0, 3), (9.7, 4.051))
    assert more.at(Corner(0, 0, 4)) == (9.7, 4.051), "after the last corner, on the edge back to the first"
    assert more.removed(Corner(0, 0, 4)) == drawing
    three = drawing.removed(Corner(0, 0, 0))
    assert three.removed(Corner(0, 0, 0)) == three, "an outline keeps three corners"


def test_edges_lead_back_to_the_first_corner_only_when_closed() -> None:
    whole = Sketch(polygon(square(9.7, 4.05))).drawing
    assert [edge[1:] for edge in whole.edges()][-1] == ((9.7, 4.052), (9.7, 4.05))
    assert len(Drawing(whole.polygons, open=(0, 0)).edges()) == 3
    assert Drawing().edges() == []


def test_a_hole_is_drawn_in_the_part_that_it_lies_in() -> None:
    sketch = Sketch(PARTS)
    whole = sketch.drawing
    for place in ((9.703, 4.05), (9.711, 4.051)):
        assert whole.hollowed(place) is whole, "beside the outline, or in a hole that is there already"
    hole = [(9.7102, 4.0501), (9.7104, 4.0501), (9.7104, 4.0503)]
    sketch.put(whole.hollowed(hole[0]))
    assert sketch.drawing.open == (1, 2)
    assert sketch.drawing.geometry() is None
    for place in hole[1:]:
        assert sketch.drawing.closing() == sketch.drawing, "two corners are no hole"
        sketch.put(sketch.drawing.grown(place))
    assert len(sketch.drawing.edges()) == len(sketch.drawing.corners()) - 1
    sketch.put(sketch.drawing.closing())
    assert sketch.drawing.geometry()["coordinates"][1][2] == [list(one) for one in (*hole, hole[0])]
    assert sketch.drawing.geometry()["coordinates"][0] == PARTS["coordinates"][0]
    assert sketch.drawing.area_m2 == pytest.approx(whole.area_m2 - 246, abs=2)
    assert sketch.drawing.removed(Corner(1, 2, 0)) == whole, "a hole of two corners is none"
    for _ in range(4):
        sketch.undo()
    assert not sketch.dirty


def test_a_hole_not_closed_is_taken_back_corner_by_corner_or_at_once() -> None:
    whole = Sketch(PARTS).drawing
    two = whole.hollowed((9.701, 4.051)).grown((9.7012, 4.051))
    assert two.removed(Corner(0, 1, 1)).removed(Corner(0, 1, 0)) == whole
    assert two.abandoned() == whole
    assert whole.abandoned() is whole


def test_every_step_back_and_forth() -> None:
    sketch = Sketch(HOLED)
    states = [sketch.drawing]
    for n in range(5):
        sketch.put(sketch.drawing.moved(Corner(0, 0, 0), (9.6 + n / 100, 4.05)))
        states.append(sketch.drawing)
    sketch.put(sketch.drawing)
    for state in reversed(states[:-1]):
        sketch.undo()
        assert sketch.drawing == state
    assert not sketch.dirty
    assert not sketch.may_undo
    sketch.undo()
    for state in states[1:]:
        sketch.redo()
        assert sketch.drawing == state
    sketch.undo()
    sketch.put(sketch.drawing.removed(Corner(0, 0, 0)))
    assert not sketch.may_redo, "another way was taken"


def test_the_neighbours_corner_is_taken_over_to_the_last_digit() -> None:
    plots = PlotLayer(two())
    corner = (9.7 + SIDE, 4.05 + SIDE)
    near = spot_of((corner[0] + 1e-6, corner[1] + 1e-6))
    found = snap(plots, near, 1e-8)
    assert (found.on, found.position) == ("corner", (9.702, 4.052))
    assert snap(plots, spot_of((9.69, 4.0)), 1e-8) is None


def test_an_edge_is_met_at_its_nearest_place() -> None:
    found = snap(PlotLayer(two()), spot_of((9.7005, 4.05 - 1e-6)), 1e-8)
    assert found.on == "edge"
    assert found.position == pytest.approx((9.7005, 4.05), abs=1e-8)


def test_what_is_being_edited_does_not_attract_itself() -> None:
    plots = PlotLayer(two()[:1])
    plots.hidden = "A"
    assert snap(plots, spot_of((9.7, 4.05)), 1e-8) is None
