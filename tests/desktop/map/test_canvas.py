"""The map under the hand: moved, zoomed, pointed at, measured and drawn on with mouse and keys."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fofal_desktop.map import geodesy
from fofal_desktop.map.canvas import STEP, MapCanvas
from fofal_desktop.map.legend import legend_of
from fofal_desktop.map.measuring import Measuring
from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.pin import Pin
from fofal_desktop.map.plot_layer import PlotLayer
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.map.pointing import Pointing
from fofal_desktop.map.sketch import Corner
from fofal_desktop.map.sketching import Sketching
from fofal_desktop.models.map_measures import STATUS
from fofal_desktop.theme.ramps import PAPER
from fofal_server.contract.meta import Choice
from tests.desktop.map.ground import SIDE, polygon, square, two
from tests.desktop.map.hand import drag

STATES = [Choice(value="active", label="Active"), Choice(value="resting", label="Au repos")]
LEFT, SHIFT, CTRL, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def canvas(qtbot) -> MapCanvas:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(800, 600)
    plots = two()
    made.show_plots(PlotLayer(plots, legend_of(STATUS, plots, STATES)))
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def at(canvas: MapCanvas, longitude: float, latitude: float) -> QPoint:
    return canvas.view.pixel_of((longitude, latitude)).toPoint()


def click(canvas: MapCanvas, place: QPoint, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(canvas, LEFT, keys, place)


def test_everything_is_in_sight_at_first_and_when_the_window_grows(canvas: MapCanvas) -> None:
    assert canvas.view.box.holds(canvas.plots.box)
    canvas.resize(1000, 400)
    assert canvas.view.box.holds(canvas.plots.box)
    before = canvas.view.moved(50, 0)
    canvas.look(before)
    canvas.resize(900, 400)
    assert canvas.view.scale == before.scale, "who looked elsewhere goes on looking there"
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view.box.holds(canvas.plots.box)


@pytest.mark.parametrize(
    ("key", "right", "down"),
    [(Qt.Key.Key_Right, STEP, 0), (Qt.Key.Key_Left, -STEP, 0), (Qt.Key.Key_Down, 0, STEP), (Qt.Key.Key_Up, 0, -STEP)],
)
def test_arrows_move_it(canvas: MapCanvas, key: Qt.Key, right: int, down: int) -> None:
    before = canvas.view
    QTest.keyClick(canvas, key)
    assert canvas.view == before.moved(right, down)


@pytest.mark.parametrize(("covered", "away"), [
    (QRect(10, 10, 300, 200), (0, 0)),
    (QRect(10, 10, 430, 380), (130, 0)),
    (QRect(10, 10, 720, 330), (0, 80)),
])  # fmt: skip
def test_a_pin_stands_beside_what_lies_over_the_map(canvas: MapCanvas, covered: QRect, away: tuple[int, int]) -> None:
    canvas.show_pin(Pin((9.75, 4.1), "Édéa (démo)"), covered)
    at = canvas.view.pixel_of((9.75, 4.1))
    middle = canvas.view.middle
    assert (at.x() - middle[0], at.y() - middle[1]) == pytest.approx(away, abs=1.5)


def test_plus_and_minus(canvas: MapCanvas) -> None:
    before = canvas.view.scale
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view.scale == 2 * before
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.view.scale == before


def test_the_wheel_zooms_where_the_pointer_is(canvas: MapCanvas) -> None:
    place, before = QPointF(200, 450), canvas.view
    turned = QWheelEvent(
        place, canvas.mapToGlobal(place), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, turned)
    assert canvas.view.scale == 2 * before.scale
    under = canvas.view.pixel(before.spot(200, 450))
    assert (under.x(), under.y()) == pytest.approx((200, 450), abs=1)


def test_a_drag_moves_and_chooses_nothing(canvas: MapCanvas) -> None:
    before = canvas.view
    drag(canvas, QPoint(400, 300), QPoint(340, 330))
    assert canvas.view == before.moved(60, -30)
    assert canvas.chosen == set()


def test_clicks_choose(canvas: MapCanvas, qtbot) -> None:
    first, second = at(canvas, 9.701, 4.051), at(canvas, 9.703, 4.051)
    with qtbot.waitSignal(canvas.picked):
        click(canvas, first)
    assert canvas.chosen == {"A"}
    click(canvas, second, CTRL)
    assert canvas.chosen == {"A", "B"}
    click(canvas, first, CTRL)
    assert canvas.chosen == {"B"}
    click(canvas, QPoint(5, 5))
    assert canvas.chosen == set()


def test_a_band_chooses_what_lies_in_it(canvas: MapCanvas) -> None:
    before = canvas.view
    corner, other = at(canvas, 9.7, 4.05 + SIDE) - QPoint(6, 6), at(canvas, 9.7 + SIDE, 4.05) + QPoint(6, 6)
    drag(canvas, corner, other, SHIFT)
    assert (canvas.chosen, canvas.view) == ({"A"}, before)


def test_a_double_click_opens(canvas: MapCanvas, qtbot) -> None:
    with qtbot.waitSignal(canvas.opened) as opened:
        QTest.mouseDClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(canvas, 9.701, 4.051))
    assert opened.args == ["A"]


def test_all_of_it_by_keys(canvas: MapCanvas, qtbot) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.chosen == {"A"}
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.chosen == {"B"}
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.chosen == {"A"}, "round and round"
    with qtbot.waitSignal(canvas.opened) as opened:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args == ["A"]
    QTest.keyClick(canvas, Qt.Key.Key_A, CTRL)
    assert canvas.chosen == {"A", "B"}
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.chosen == set()
    canvas.look(canvas.view.centred(spot_of((9.703, 4.051))))
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.chosen == {"B"}, "what lies in the middle"


def test_a_plot_far_away_is_brought_into_sight(canvas: MapCanvas) -> None:
    canvas.look(canvas.view.centred(spot_of((11.5, 3.9))))
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.view.box.holds(canvas.plots.shape("A").box)


def test_a_point_leads_to_its_record(canvas: MapCanvas, qtbot) -> None:
    canvas.points = PointLayer([{"id": "7", "kind": "gauge", "longitude": "9.701", "latitude": "4.051"}])
    with qtbot.waitSignal(canvas.marked) as marked:
        click(canvas, at(canvas, 9.701, 4.051))
    assert marked.args[0]["id"] == "7"
    assert canvas.chosen == set()


def test_plots_that_are_gone_are_no_longer_chosen(canvas: MapCanvas) -> None:
    canvas.choose({"A", "B"})
    canvas.show_plots(PlotLayer(two()[1:]))
    assert canvas.chosen == {"B"}


def test_the_place_of_a_point_is_named_by_a_click_or_a_key(canvas: MapCanvas) -> None:
    tool, placed = Pointing(canvas), []
    tool.placed.connect(placed.append)
    canvas.take(tool)
    click(canvas, at(canvas, 9.701, 4.051))
    canvas.look(canvas.view.centred(spot_of((9.7025, 4.0515))))
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert placed[0] == pytest.approx((9.701, 4.051), abs=1e-5)
    assert placed[1] == pytest.approx((9.7025, 4.0515), abs=1e-5)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.tool.aims


def test_how_far_a_site_goes_is_drawn_around_the_plots(canvas: MapCanvas, qtbot) -> None:
    canvas.show_plots(PlotLayer(two(), borders=[{"geometry": polygon(square(9.69, 4.04, 0.02))}]))
    assert canvas.view.box.holds(canvas.plots.borders[0].box)
    qtbot.waitUntil(lambda: canvas.grab().isNull() or canvas.settled)
    assert canvas.grab().toImage().pixelColor(at(canvas, 9.69, 4.05)) == QColor(PAPER)


# -- measuring


@pytest.mark.parametrize("hand", ["mouse", "keys"])
def test_a_distance_is_measured(canvas: MapCanvas, hand: str) -> None:
    tool = Measuring(canvas, closed=False)
    canvas.take(tool)
    for place in ((9.7, 4.05), (9.702, 4.05)):
        if hand == "mouse":
            click(canvas, at(canvas, *place))
        else:
            canvas.look(canvas.view.centred(spot_of(place)))
            QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert geodesy.length_m(tool.line) == pytest.approx(222.1, abs=1.5)
    assert tool.words() == "222\u202fm" if hand == "keys" else tool.words().endswith("\u202fm")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert tool.words() == ""


def test_an_area_is_measured_and_corners_taken_back(canvas: MapCanvas) -> None:
    tool = Measuring(canvas, closed=True)
    canvas.take(tool)
    for place in ((9.7, 4.05), (9.702, 4.05), (9.702, 4.052), (9.7, 4.052), (9.69, 4.06)):
        click(canvas, at(canvas, *place))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert geodesy.area_m2([[tool.line]]) == pytest.approx(49_100, rel=0.02)
    assert "ha" in tool.words()


# -- drawing


def sketching(canvas: MapCanvas, geometry: dict[str, Any] | None = None) -> Sketching:
    tool = Sketching(canvas, geometry)
    canvas.take(tool)
    return tool


def test_an_outline_is_drawn_along_its_neighbours(canvas: MapCanvas) -> None:
    tool = sketching(canvas)
    for place in ((9.7, 4.052), (9.704, 4.052), (9.704, 4.0525), (9.7, 4.0525)):
        click(canvas, at(canvas, *place) + QPoint(3, 2))
    assert tool.words() != ""
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    ring = tool.sketch.drawing.geometry()["coordinates"][0]
    assert ring[0] == [9.7, 4.052], "the neighbour's corner, exactly"
    assert ring[1] == [9.704, 4.052]
    assert ring[0] == ring[-1]
    assert ring[2] != [9.704, 4.0525], "nobody is there to hold on to"


def test_ctrl_holds_on_to_nobody(canvas: MapCanvas) -> None:
    tool = sketching(canvas)
    click(canvas, at(canvas, 9.7, 4.052) + QPoint(3, 3), CTRL)
    assert tool.sketch.drawing.polygons[0][0][0] != (9.7, 4.052)


def test_a_click_on_the_first_corner_closes(canvas: MapCanvas) -> None:
    tool = sketching(canvas)
    for place in ((9.7005, 4.0505), (9.7015, 4.0505), (9.7015, 4.0515), (9.7005, 4.0505)):
        click(canvas, at(canvas, *place))
    assert tool.sketch.drawing.closed
    assert len(tool.sketch.drawing.corners()) == 3


def test_an_outline_is_drawn_with_keys_alone(canvas: MapCanvas, qtbot) -> None:
    tool = sketching(canvas)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(canvas, Qt.Key.Key_Space)
        QTest.keyClick(canvas, key)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert len(tool.sketch.drawing.corners()) == 3
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    before = tool.sketch.drawing.at(tool.held)
    QTest.keyClick(canvas, Qt.Key.Key_Right, ALT)
    assert tool.sketch.drawing.at(tool.held)[0] > before[0]
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert len(tool.sketch.drawing.corners()) == 4
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(tool.sketch.drawing.corners()) == 3
    with qtbot.waitSignal(tool.ended):
        QTest.keyClick(canvas, Qt.Key.Key_Return)


def test_a_corner_is_dragged_an_edge_gets_one_and_all_is_taken_back(canvas: MapCanvas) -> None:
    tool = sketching(canvas, polygon(square(9.7005, 4.0505, 0.001)))
    before = canvas.view
    drag(canvas, at(canvas, 9.7005, 4.0505), at(canvas, 9.7002, 4.0502))
    assert tool.sketch.drawing.at(Corner(0, 0, 0)) == pytest.approx((9.7002, 4.0502), abs=1e-5)
    drag(canvas, at(canvas, 9.7015, 4.051), at(canvas, 9.7018, 4.051))
    assert len(tool.sketch.drawing.corners()) == 5
    assert canvas.view == before, "the map stays where it is"
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert not tool.sketch.dirty
    QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
    assert tool.sketch.dirty


def test_a_drag_beside_the_outline_moves_the_map(canvas: MapCanvas) -> None:
    tool, before = sketching(canvas, polygon(square(9.7005, 4.0505, 0.001))), canvas.view
    drag(canvas, QPoint(20, 20), QPoint(60, 20))
    assert canvas.view == before.moved(-40, 0)
    assert not tool.sketch.dirty


def test_the_area_follows_the_hand(canvas: MapCanvas) -> None:
    tool = sketching(canvas, polygon(square(9.7005, 4.0505, 0.001)))
    told = []
    tool.told.connect(told.append)
    drag(canvas, at(canvas, 9.7005, 4.0505), at(canvas, 9.7002, 4.0502))
    assert len(set(told)) >= 3
    assert told[-1].startswith("1,")


@pytest.mark.parametrize("hand", ["mouse", "keys"])
def test_a_hole_is_drawn_and_taken_back(canvas: MapCanvas, hand: str) -> None:
    tool = sketching(canvas, polygon(square(9.7005, 4.0505, 0.001)))
    tool.hollow()
    assert tool.aims
    assert tool.words() != ""

    def put(*place: float) -> None:
        if hand == "mouse":
            click(canvas, at(canvas, *place))
        else:
            canvas.look(canvas.view.centred(spot_of(place)))
            QTest.keyClick(canvas, Qt.Key.Key_Space)

    put(9.7002, 4.0502)
    assert not tool.sketch.dirty, "beside the outline no hole begins"
    for place in ((9.7008, 4.0508), (9.7012, 4.0508), (9.7012, 4.0512)):
        put(*place)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [len(ring) for ring in tool.sketch.drawing.polygons[0]] == [4, 3]
    assert not tool.aims
    canvas.grab()
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert not tool.sketch.dirty


def test_escape_gives_up_the_hole_before_the_outline(canvas: MapCanvas, qtbot) -> None:
    tool = sketching(canvas, polygon(square(9.7005, 4.0505, 0.001)))
    tool.hollow()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not tool.aims
    tool.hollow()
    click(canvas, at(canvas, 9.7008, 4.0508))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert len(tool.sketch.drawing.polygons[0]) == 1
    with qtbot.waitSignal(tool.given_up):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_escape_gives_up(canvas: MapCanvas, qtbot) -> None:
    tool = sketching(canvas)
    with qtbot.waitSignal(tool.given_up):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
