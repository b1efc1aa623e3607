"""Outlines come in as GeoJSON, are measured for the eye and drawn."""

import json

import pytest
from PySide6.QtGui import QGuiApplication

from fofal_desktop.fields import shapes
from fofal_desktop.fields.geometry import GeometryEditor, Outline
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

SQUARE = [[9.70, 4.00], [9.701, 4.00], [9.701, 4.001], [9.70, 4.001], [9.70, 4.00]]
HOLE = [[9.7004, 4.0004], [9.7006, 4.0004], [9.7006, 4.0006], [9.7004, 4.0006], [9.7004, 4.0004]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}


@pytest.fixture
def editor(qtbot):
    editor = GeometryEditor(FieldMeta(name="geometry", label="Contour", kind=Kind.GEOMETRY))
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_measures():
    plain = {"type": "Polygon", "coordinates": [SQUARE]}
    assert shapes.points(plain) == 4
    assert shapes.hectares(plain) == pytest.approx(1.2334, rel=1e-3)  # 111.0 m × 111.2 m at 4° north
    assert shapes.hectares(POLYGON) == pytest.approx(1.2334 * 0.96, rel=1e-3)
    both = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
    assert shapes.hectares(both) == pytest.approx(2 * 1.2334, rel=1e-3)
    assert shapes.points({"type": "Point", "coordinates": [9.7, 4.0]}) == 1


@pytest.mark.parametrize(
    "wrapped",
    [
        POLYGON,
        {"type": "Feature", "properties": {}, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": POLYGON}]},
    ],
)
def test_a_geometry_is_found_in_its_wrapping(wrapped):
    assert shapes.geometry_of(json.dumps(wrapped)) == POLYGON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        "1",
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[1, 2]]}',
        '{"type": "Polygon", "coordinates": [[[1, "x"], [2, 3]]]}',
        '{"type": "Polygon", "coordinates": [[[1, NaN], [2, 3], [1, 1]]]}',
        '{"type": "MultiPolygon", "coordinates": 5}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [1, 2]}',
        '{"type": "FeatureCollection", "features": 3}',
        '{"type": "Feature", "geometry": null}',
        "[" * 100_000,
    ],
)
def test_what_is_no_geometry_is_refused_and_changes_nothing(editor, text, qtbot):
    editor.set_value(POLYGON)
    QGuiApplication.clipboard().setText(text)
    editor.paste()
    qtbot.waitUntil(editor._hint.isVisible)
    assert editor.value() == POLYGON


def test_a_file_is_loaded(editor, tmp_path, qtbot):
    source = tmp_path / "parcelle é.geojson"
    source.write_text("\ufeff" + json.dumps({"type": "Feature", "properties": {}, "geometry": POLYGON}), "utf-8")
    with qtbot.waitSignal(editor.changed):
        editor.load(source)
    assert editor.value() == POLYGON
    assert editor.summary.text() == "≈ 1,18\u202fha · 8 corner(s) · 1 hole(s)"
    editor.load(tmp_path / "absent.geojson")
    qtbot.waitUntil(editor._hint.isVisible)
    assert editor.value() == POLYGON


def test_the_outline_is_drawn_north_up(editor):
    triangle = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0.5, 1], [0, 0]]]}
    editor.set_value(triangle)
    picture = editor.outline.grab().toImage()
    blank = picture.pixelColor(3, picture.height() // 2)
    half = picture.width() // 2
    inside = [picture.pixelColor(half, row) != blank for row in range(14, picture.height() - 14)]
    assert all(inside)
    top, bottom = (picture.pixelColor(half + 30, row) != blank for row in (14, picture.height() - 12))
    assert (top, bottom) == (False, True)


def test_two_versions_are_drawn_to_one_scale_with_the_old_one_behind(qtbot):
    small, large = ([[0, 0], [side, 0], [side, side], [0, side], [0, 0]] for side in (1, 4))
    pictures = [Outline(), Outline()]
    for picture, rings in zip(pictures, ([small], [large]), strict=True):
        qtbot.addWidget(picture)
        picture.show_rings(rings, [small], [small, large])
    filled = [picture.grab().toImage().pixelColor(66, 48) for picture in pictures]
    assert filled[0] != filled[1], "the middle of the large one lies outside of the small one"


def test_an_outline_can_be_taken_away(editor):
    editor.set_value(POLYGON)
    editor.clear_button.click()
    assert editor.value() is None
    assert not editor.clear_button.isEnabled()
