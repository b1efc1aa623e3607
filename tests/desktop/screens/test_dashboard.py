"""The dashboard as a person uses it: it is the first screen, opens what it counts, and stays as it was arranged."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from fofal_desktop.api.errors import Unreachable
from fofal_desktop.models.dashboard import read_dashboard
from fofal_desktop.mosaic import SPAN, Mosaic
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages import dashboard as module
from fofal_server.auth import services
from fofal_server.core.db import transaction
from tests.desktop.looks.walk import lay_out
from tests.desktop.screens.driving import running_desktop
from tests.server.agronomy.farm import OPERATIONS, Farm, day

SOON_MS = 50
"""From one question of the desktop after news to the next."""
WEEK, MONTHS, LATE = "agronomy.work-week", "agronomy.harvest-months", "agronomy.rounds-lateness"

HEAD = QPoint(40, 16)
"""A place of a tile by which it is taken."""


def settled(page) -> bool:
    return bool(page.tiles) and all(one.shown is not None for one in page.tiles)


@pytest.fixture
def person(newcomer):
    """With the tiles that everybody begins with."""
    return newcomer


@pytest.fixture
def page(desktop, qtbot):
    """What stands in the middle after signing in."""
    found = desktop.window.home.page
    assert desktop.window.stack.currentWidget() is desktop.window.home
    qtbot.waitUntil(lambda: settled(found) and not found.busy.isVisible())
    return found


def tile(page, code):
    return next(one for one in page.tiles if one.tile.code == code)


def keys(page) -> list[str]:
    return [one.tile.code for one in page.tiles]


def opened(desktop, qtbot) -> ListPage:
    qtbot.waitUntil(lambda: isinstance(desktop.window.workspace.page, ListPage))
    found = desktop.window.workspace.page
    qtbot.waitUntil(lambda: not found.busy.isVisible() and found.count.text() != "")
    return found


def test_a_tile_opens_the_list_that_holds_what_it_counts(desktop, qtbot, api, page):
    desktop.feed.ask_every(SOON_MS)
    plot = Farm(api).plot()
    for back in (0, -1, -8):
        api.create(OPERATIONS, plot_id=plot["id"], kind="weeding", done_on=day(back))
    week = tile(page, WEEK)
    qtbot.waitUntil(lambda: int(week.shown.value) >= 2)  # the change itself has it read again
    counted = int(week.shown.value)
    assert week.accessibleName().startswith(f"Travaux prévus sous sept jours\u00a0: {counted}, lu à ")
    week.setFocus()
    QTest.keyClick(week, Qt.Key.Key_Return)
    assert opened(desktop, qtbot).table.records.rowCount() == counted
    desktop.window.workspace.close_current()
    qtbot.waitUntil(week.isVisible)
    QTest.mouseClick(week, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert opened(desktop, qtbot).table.records.rowCount() == counted


def test_each_bar_opens_what_it_counts(desktop, qtbot, api, page):
    desktop.feed.ask_every(SOON_MS)
    land = Farm(api)
    plot = land.plot()
    land.confirmed(plot, {"weight_kg": "250"})
    land.confirmed(plot, {"weight_kg": "250"}, back=400)
    months = tile(page, MONTHS)
    qtbot.waitUntil(lambda: len(months.bars) == 12 and months.bars[-1].value >= 250)
    months.chart.setFocus()
    qtbot.waitUntil(months.chart.hasFocus)
    assert months.chart.place == 11
    QTest.keyClick(months.chart, Qt.Key.Key_Left)
    assert (months.chart.place, months.reading.text()) == (10, months.bars[10].told)
    assert months.chart.accessibleDescription() == months.bars[10].told
    QTest.keyClick(months.chart, Qt.Key.Key_End)
    QTest.keyClick(months.chart, Qt.Key.Key_Return)
    rows = opened(desktop, qtbot)
    shown = [rows.table.records.record(row) for row in range(rows.table.records.rowCount())]
    assert sum(float(one["total_weight_kg"]) for one in shown) == months.bars[-1].value


def test_one_that_fails_says_why_and_is_read_again_alone(qtbot, page, monkeypatch):
    week, asked = tile(page, WEEK), []
    read = module.read_figures

    def cut(client, codes):
        asked.append(list(codes))
        raise Unreachable("cut")

    monkeypatch.setattr(module, "read_figures", cut)
    before = week.figure.text()
    page.refresh()
    qtbot.waitUntil(lambda: week.deed.isVisible() and not page.busy.isVisible())
    assert (week.figure.text(), page.problem.isVisible()) == (before, True)
    monkeypatch.setattr(module, "read_figures", lambda client, codes: asked.append(list(codes)) or read(client, codes))
    QTest.mouseClick(week.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not week.deed.isVisible() and not page.busy.isVisible())
    assert asked[-1] == [WEEK]


def test_what_is_not_known_yet_says_what_to_enter_and_leads_there(desktop, qtbot, page):
    rain = tile(page, "weather.rain-days")
    if rain.bars:
        pytest.fail("somebody of this module has written into the rain book")
    assert "pluviomètre" in rain.hint.text()
    assert rain.hint.text() in rain.accessibleName()
    QTest.mouseClick(rain.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.window.workspace.page is not None)
    assert desktop.window.workspace.page.place == Place("page", "rain-book")


def test_tiles_are_arranged_by_keyboard_kept_undone_and_put_back(desktop, qtbot, page):
    first = keys(page)
    page.arrangement.switch()
    one = page.tiles[0]
    qtbot.waitUntil(one.hasFocus)
    QTest.keyClick(one, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert keys(page) == [first[1], first[0], *first[2:]]
    assert one.hasFocus()
    QTest.keyClick(one, Qt.Key.Key_Return)
    assert (one.tile.size, desktop.window.workspace.count()) == ("wide", 0)
    wanted = [(first[1], "small"), (first[0], "wide")]
    qtbot.waitUntil(lambda: [(t.code, t.size) for t in read_dashboard(desktop.client).tiles][:2] == wanted)
    QTest.keyClick(one, Qt.Key.Key_Delete)
    assert first[0] not in keys(page)
    assert page.tiles[1].hasFocus()
    page.arrangement.undo()
    page.arrangement.undo()
    assert (keys(page)[1], tile(page, first[0]).tile.size) == (first[0], "small")
    page.arrangement.reset()
    qtbot.waitUntil(lambda: keys(page) == first and not read_dashboard(desktop.client).own)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: read_dashboard(desktop.client).own)
    assert keys(page)[1] == first[0]


def carry(tile, *way: QPoint) -> None:
    """Take a tile by its head and go to these places of the page's grid, without letting go."""
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, pos=HEAD)
    for place in way:
        QTest.mouseMove(tile, tile.mapFrom(tile.parentWidget(), place))


def drop(tile, place: QPoint) -> None:
    """Carry it there and let it go."""
    carry(tile, place)
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=tile.mapFrom(tile.parentWidget(), place))
    lay_out()


def left_of(tile) -> QPoint:
    return tile.geometry().topLeft() + QPoint(8, 40)


def test_a_tile_is_carried_by_the_mouse_and_the_place_it_would_have_is_marked(desktop, qtbot, page):
    first = keys(page)
    last, bar, picture = page.tiles[4], page._carrying.bar, page._carrying.picture
    carry(last, left_of(page.tiles[1]))
    assert not bar.isVisible(), "while nothing is arranged its head is a part of it as any other"
    QTest.mouseRelease(last, Qt.MouseButton.LeftButton, pos=QPoint(-500, -500))
    page.arrangement.switch()
    qtbot.waitUntil(last.isVisible)
    carry(last, left_of(page.tiles[3]), left_of(page.tiles[1]))
    assert (bar.isVisible(), picture.isVisible()) == (True, True)
    assert page.tiles[0].geometry().right() < bar.geometry().center().x() < page.tiles[1].geometry().left()
    QTest.keyClick(last, Qt.Key.Key_Escape)
    assert (bar.isVisible(), picture.isVisible(), page.isVisible(), page.arrangement.on) == (False, False, True, True)
    QTest.mouseRelease(last, Qt.MouseButton.LeftButton, pos=HEAD)
    assert keys(page) == first
    drop(last, left_of(page.tiles[1]))
    assert keys(page) == [first[0], first[4], *first[1:4], *first[5:]]
    assert last.hasFocus()
    drop(last, page.tiles[3].geometry().topRight() + QPoint(-8, 40))
    assert keys(page) == [*first[:3], first[4], first[3], *first[5:]]
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.arrangement.undo()
    assert keys(page) == first


def test_a_tile_is_added_and_is_there_on_another_computer(desktop, qtbot, page, person, qapp, server, tmp_path):
    missing = page.arrangement.others[0].code
    page.arrangement.switch()
    page.arrangement.add(missing)
    qtbot.waitUntil(lambda: missing in [one.code for one in read_dashboard(desktop.client).tiles])
    assert keys(page)[-1] == missing
    qtbot.waitUntil(lambda: page.tiles[-1].shown is not None)
    with running_desktop(qapp, tmp_path / "elsewhere", server.url) as other:
        with transaction(server.engine) as session:
            other.start(services.create_ticket(session, person.username))
        qtbot.waitUntil(lambda: other.window.home.page is not None and settled(other.window.home.page))
        assert keys(other.window.home.page)[-1] == missing


def test_it_is_a_tab_while_others_are_open_and_the_home_while_none_is(desktop, qtbot, page):
    window = desktop.window
    assert window.go(Place("page", "dashboard")) is page
    assert window.workspace.count() == 0
    window.go(Place("list", "settings.units"))
    beside = window.go(Place("page", "dashboard"))
    assert (beside is not page, window.workspace.count()) == (True, 2)
    qtbot.waitUntil(lambda: settled(beside))
    assert keys(beside) == keys(page)


def test_nothing_of_a_person_stays_after_signing_out(desktop, qtbot, page):
    desktop.sign_out()
    qtbot.waitUntil(lambda: desktop.window.home.page is None)
    assert desktop.window.home.count() == 1


@pytest.mark.parametrize(("width", "across"), [(200, 1), (640, 2), (1300, 5), (3500, 8)])
def test_boxes_stand_in_as_many_columns_as_fit_without_overlapping(qtbot, width, across):
    frame, boxes = QWidget(), [QLabel("x") for _ in range(11)]
    qtbot.addWidget(frame)
    mosaic = Mosaic(12, lambda: 224)
    frame.setLayout(mosaic)
    for place, box in enumerate(boxes):
        box.setProperty(SPAN, 2 if place % 3 == 0 else 1)
    mosaic.put(boxes)
    mosaic.setGeometry(QRect(0, 0, width, 1000))
    assert mosaic.columns(width) == across
    placed = [box.geometry() for box in boxes]
    assert len({one.x() for one in placed}) <= across
    assert all(one.x() >= 0 and one.right() < width for one in placed)
    assert not [1 for one, other in combinations(placed, 2) if one.intersects(other)]
