"""Outlines as they are drawn and pointed at: holes, parts, points, and how few corners are enough from afar."""

import numpy as np
import pytest

from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.shape import FINEST, Shape, polygons_of, thinned
from tests.desktop.map.ground import SIDE, farm, plot, polygon, square, two

HOLED = polygon(square(9.7, 4.05), square(9.7005, 4.0505, 0.001))
PARTS = {"type": "MultiPolygon", "coordinates": [[square(9.7, 4.05)], [square(9.71, 4.05)]]}
POINT = {"type": "Point", "coordinates": [9.7, 4.05]}


def test_inside_is_inside() -> None:
    for geometry in (HOLED, PARTS, polygon(square(9.7, 4.05))):
        shape = Shape(geometry)
        assert shape.holds(shape.inside)
    assert Shape(POINT).inside == spot_of((9.7, 4.05))


def test_a_hole_is_outside() -> None:
    shape = Shape(HOLED)
    assert shape.holds(spot_of((9.7002, 4.0502)))
    assert not shape.holds(spot_of((9.701, 4.051)))
    assert not shape.holds(spot_of((9.69, 4.051)))
    assert not Shape(POINT).holds(spot_of((9.7, 4.05)))


@pytest.mark.parametrize("geometry", [None, POINT, {"type": "LineString", "coordinates": [[9, 4], [9, 5]]}, {}])
def test_what_has_no_area_has_no_polygons(geometry: dict | None) -> None:
    assert polygons_of(geometry) == []


def test_fewer_corners_from_afar_and_never_farther_than_a_pixel() -> None:
    ring = Shape(farm(1, 400)[0]["geometry"]).rings[0]
    for zoom in (14, 17, 20):
        cell = FINEST / (256 * 2.0**zoom)
        thin = thinned(ring, cell)
        away = np.abs(ring[:, None] - thin[None]).max(axis=2).min(axis=1)
        assert away.max() <= cell
    assert len(thinned(ring, FINEST / (256 * 2.0**14))) < 100
    assert len(thinned(ring, FINEST / (256 * 2.0**22))) == len(ring)


def test_what_is_smaller_than_a_pixel_is_still_drawn() -> None:
    assert not Shape(polygon(square(9.7, 4.05))).path(2048).isEmpty()
    assert Shape(POINT).path(2048).isEmpty()


def test_a_path_is_made_once_for_each_distance() -> None:
    shape = Shape(HOLED)
    assert shape.path(1_000_000) is shape.path(1_010_000)
    assert shape.path(1_000_000) is not shape.path(4_000_000)


def test_the_smallest_of_those_under_the_hand() -> None:
    layer = PlotLayer([*two(), plot("C", polygon(square(9.7005, 4.0505, 0.0002))), plot("D", POINT)])
    assert layer.at(spot_of((9.7001, 4.0501)), 0) == "A"
    assert layer.at(spot_of((9.7006, 4.0506)), 0) == "C"
    assert layer.at(spot_of((9.69999, 4.05)), 1e-6) == "D"
    assert layer.at(spot_of((9.6, 4.0)), 1e-9) is None
    layer.hidden = "C"
    assert layer.at(spot_of((9.7006, 4.0506)), 0) == "A"


def test_within_a_band_lies_what_lies_in_it_whole() -> None:
    layer = PlotLayer(two())
    box = layer.shape("A").box
    assert layer.within(box.grown(1e-9)) == {"A"}
    assert layer.within(layer.box.grown(1e-9)) == {"A", "B"}
    assert layer.within(box.grown(-1e-9)) == set()
    assert box.east - box.west == pytest.approx(SIDE / 360)
