"""A tab may stand in a window of its own: whatever is done to a tab is done there too, and nothing in it is lost."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTabBar

from fofal_desktop.dialogs.question import Question
from fofal_desktop.notices import Notice
from fofal_desktop.shell.page_window import PageWindow
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.shell.placing import within
from fofal_desktop.shell.shortcuts import ShortcutSheet
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Place
from tests.desktop.screens.driving import child, new_record, notices, open_list, open_record, settle, write
from tests.desktop.screens.test_broken_line import end_session
from tests.desktop.screens.test_lock import prompt, readable, unlock
from tests.support.api import code

SITES, UNITS, PLOTS, CROPS = "settings.sites", "settings.units", "agronomy.plots", "agronomy.crops"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name="Bloc nord")


@pytest.fixture(autouse=True)
def _nothing_left_behind():
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert own_windows() == []


def own_windows() -> list[PageWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, PageWindow)]


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the focus is, as a hand on the keyboard would."""
    cursor = QApplication.focusWidget()
    assert cursor is not None  # the test library would end the process
    QTest.keyClick(cursor, key, held)


def detach(desktop, qtbot) -> PageWindow:
    """The tab on top, taken out with the key."""
    press(Qt.Key.Key_D, CTRL | SHIFT)
    own = desktop.window.workspace.windows[-1]
    qtbot.waitUntil(own.isActiveWindow)
    return own


def drag(bar: QTabBar, start: QPoint, way: QPoint) -> None:
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2):
        QTest.mouseMove(bar, start + way * part / 2)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=start + way)


def answer(own: PageWindow, name: str) -> None:
    QTest.mouseClick(child(child(own, Question), QPushButton, f"answer-{name}"), Qt.MouseButton.LeftButton)


def test_a_record_is_worked_on_in_a_window_of_its_own_and_put_back(desktop, qtbot, api, made):
    rows, workspace = open_list(desktop, qtbot, UNITS), desktop.window.workspace
    rows.search.setText(made)
    qtbot.waitUntil(lambda: rows.table.records.rowCount() == 3)
    rows.open_record(rows.table.records.record(0))
    page = workspace.page
    qtbot.waitUntil(lambda: page.record is not None)
    write(page, "name", "Bidon")
    own = detach(desktop, qtbot)
    assert (workspace.pages(), workspace.count(), own.page) == ([rows, page], 1, page)
    assert own.windowTitle() == f"● {page.title} — FOFAL"
    assert page.form.editors["name"].focusProxy().hasFocus()
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(UNITS, page.place.key)["name"] == "Bidon"
    assert own.windowTitle() == f"{page.title} — FOFAL"
    press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.title.startswith(f"{made}-1"))
    press(Qt.Key.Key_F1, CTRL)
    child(own, ShortcutSheet).close()
    qtbot.waitUntil(own.isActiveWindow)
    desktop.window.go(page.place)
    qtbot.waitUntil(own.isActiveWindow)
    assert workspace.pages() == [rows, page], "it is open already"
    write(page, "name", "Seau")
    drafting = page.findChild(Drafting)
    qtbot.waitUntil(lambda: drafting.on_disk)
    with qtbot.waitSignal(own.destroyed):
        press(Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.waitUntil(desktop.window.isActiveWindow)
    assert (workspace.page, workspace.windows, page.dirty, drafting.on_disk) == (page, [], True, True)
    assert workspace.tabText(workspace.indexOf(page)).startswith("● ")
    assert page.form.editors["name"].focusProxy().hasFocus()


def test_what_is_asked_for_there_opens_in_the_main_window_and_comes_back(desktop, qtbot):
    page = new_record(desktop, PLOTS)
    own = detach(desktop, qtbot)
    press(Qt.Key.Key_K, CTRL)
    palette = child(own, CommandPalette)
    QTest.keyClicks(palette.line, "unites")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(desktop.window.isActiveWindow)
    units = desktop.window.workspace.page
    assert units.place == Place("list", UNITS)
    own.activateWindow()
    qtbot.waitUntil(own.isActiveWindow)
    page.form.go_to("crop_id")
    press(Qt.Key.Key_F3)
    qtbot.waitUntil(desktop.window.isActiveWindow)
    new = desktop.window.workspace.page
    assert new.place == Place("new", CROPS)
    write(new, "code", code("C"))
    write(new, "name", "Palmier")
    new.save()
    qtbot.waitUntil(own.isActiveWindow)
    assert page.form.editors["crop_id"].chosen()[1].endswith("Palmier")
    assert desktop.window.workspace.pages() == [units, page]
    page.form.begin({})


def test_nothing_typed_is_lost_on_any_way_out(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Bloc sud")
    own = detach(desktop, qtbot)
    own.close()
    answer(own, "stay")
    desktop.window.activateWindow()
    desktop.window.close()
    qtbot.waitUntil(lambda: child(own, Question).isActiveWindow())
    desktop.window.close()
    answer(own, "stay")
    assert (desktop.window.isVisible(), own.isVisible(), page.dirty) == (True, True, True)
    own.activateWindow()
    qtbot.waitUntil(own.isActiveWindow)
    press(Qt.Key.Key_W, CTRL)
    with qtbot.waitSignal(own.destroyed):
        answer(own, "save")
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    write(open_record(desktop, qtbot, SITES, site["id"]), "name", "Bloc est")
    own = detach(desktop, qtbot)
    desktop.sign_out()
    answer(own, "drop")
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())


def test_the_lock_covers_it_and_brings_it_back(desktop, qtbot, site, person):
    qtbot.waitUntil(lambda: desktop.guard._account != "")
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Bloc sud")
    own, title = detach(desktop, qtbot), page.title
    assert {title, "Bloc sud"} <= set(readable(desktop).replace("● ", "").replace(" — FOFAL", "").split("\n"))
    press(Qt.Key.Key_L, CTRL)
    assert desktop.guard.on
    assert not own.isVisible()
    assert site["code"] not in readable(desktop)
    assert "Bloc" not in readable(desktop)
    own.show()  # something that came late
    qtbot.waitUntil(lambda: not own.isVisible())
    prompt(desktop).reject()
    QTest.mouseClick(child(desktop.window, QPushButton, "otherPerson"), Qt.MouseButton.LeftButton)
    assert "1 formulaire non enregistré" in readable(desktop)
    child(desktop.window, Question).reject()
    desktop.guard.ask()
    unlock(desktop, qtbot, person)
    qtbot.waitUntil(own.isActiveWindow)
    assert page.form.editors["name"].focusProxy().hasFocus()
    assert own.windowTitle() == f"● {title} — FOFAL"
    desktop.guard.close()
    prompt(desktop).reject()
    with qtbot.waitSignal(own.destroyed):
        desktop.guard.left.emit()
    assert own_windows() == []


def test_another_language_keeps_it_where_it_is(desktop, qtbot, site):
    rows = open_list(desktop, qtbot, UNITS)
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Bloc sud")
    own, before = detach(desktop, qtbot), desktop.window
    own.setGeometry(QRect(120, 90, 640, 480))
    with qtbot.waitSignal(own.destroyed):
        desktop.switch_language()
    window = desktop.window
    assert window is not before
    again = window.workspace.windows[0]
    qtbot.waitUntil(again.isActiveWindow)
    assert [one.place for one in window.workspace.pages()] == [rows.place, page.place]
    assert (again.geometry(), len(own_windows())) == (QRect(120, 90, 640, 480), 1)
    line = again.page.form.editors["name"].focusProxy()
    assert (line.text(), line.hasFocus(), again.page.dirty) == ("Bloc sud", True, True)
    assert "main window" in again.statusBar().findChild(QLabel, "muted").text()
    press(Qt.Key.Key_K, CTRL)
    assert child(again, CommandPalette).line.placeholderText().startswith("A record")


def test_an_expired_session_asks_over_it(desktop, qtbot, api, site, person):
    page = open_record(desktop, qtbot, SITES, site["id"])
    own = detach(desktop, qtbot)
    write(page, "name", "Bloc sud")
    end_session(desktop)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    dialog = desktop.entrance.sign_in
    assert dialog.parentWidget() is own
    assert dialog.windowModality() is Qt.WindowModality.ApplicationModal, "nor does the main window go on"
    QTest.keyClicks(dialog.password, person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(SITES, site["id"])["name"] == "Bloc sud"


def test_a_deletion_there_is_taken_back_when_its_window_is_gone(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    own = detach(desktop, qtbot)
    with qtbot.waitSignal(own.destroyed):
        page.delete()
    assert any("Bloc nord" in words for words in notices(desktop))
    told = desktop.window.notices.told[0].notice
    assert isinstance(told, Notice)
    told.deed()
    qtbot.waitUntil(lambda: "Suppression annulée." in notices(desktop))
    assert api.read(SITES, site["id"])["name"] == "Bloc nord"


def test_the_mouse_drags_a_tab_out_and_its_menu_offers_the_same(desktop, qtbot):
    open_list(desktop, qtbot, SITES)
    page, workspace = open_list(desktop, qtbot, UNITS), desktop.window.workspace
    bar = workspace.tabBar()
    start = bar.tabRect(1).center()

    drag(bar, start, QPoint(-20, 4))
    assert workspace.windows == [], "along the bar it is only moved"
    drag(bar, start, QPoint(0, 300))
    qtbot.waitUntil(lambda: len(workspace.windows) == 1)
    own = workspace.windows[0]
    assert own.page is page
    settle(qtbot, page)
    own.setGeometry(QRect(80, 60, 640, 480))
    QTest.mouseClick(own.button, Qt.MouseButton.LeftButton)
    assert workspace.page is page
    bar.asked.emit(workspace.indexOf(page), QPoint(10, 10))
    menu = next(one for one in workspace.findChildren(QMenu) if one.isVisible())
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "Détacher dans une fenêtre",
        "Fermer l’onglet",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert workspace.windows[0].geometry() == QRect(80, 60, 640, 480), "where the last of its kind was left"
    workspace.drop_all()


def test_the_mouse_drags_it_back_among_the_tabs_or_elsewhere(desktop, qtbot):
    """By its tab, dropped where a line shows the place; the home page, where no tab is open, takes it as well."""
    sites, page = open_list(desktop, qtbot, SITES), open_list(desktop, qtbot, UNITS)
    workspace, bar = desktop.window.workspace, desktop.window.workspace.bar
    settle(qtbot, page)
    own = workspace.take_out(page)
    qtbot.waitUntil(own.isActiveWindow)
    own.setGeometry(QRect(200, 300, 640, 400))
    tab, middle = own.tab, own.tab.tabRect(0).center()
    assert tab.tabText(0) == page.title
    drag(tab, middle, QPoint(60, 200))
    assert (workspace.windows, own.page) == ([own], page)
    moved = own.pos()
    assert moved != QPoint(200, 300), "it stands where it was dropped"
    way = bar.mapToGlobal(bar.tabRect(0).center() - QPoint(4, 0)) - tab.mapToGlobal(middle)
    gaps = []
    tab.carried.connect(lambda _at: gaps.append(bar.gap))
    drag(tab, middle, way)
    qtbot.waitUntil(lambda: workspace.windows == [])
    assert [one.place for one in workspace.pages()] == [page.place, sites.place], "before the tab it was dropped on"
    assert (0 in gaps, bar.gap) == (True, None)
    workspace.close_page(sites)
    own = workspace.take_out(page)
    own.setGeometry(QRect(200, 300, 640, 400))
    above = desktop.window.stack.mapToGlobal(QPoint(300, 10))
    drag(own.tab, middle, above - own.tab.mapToGlobal(middle))
    qtbot.waitUntil(lambda: workspace.page is page)


def test_no_window_opens_where_no_screen_shows_it() -> None:
    left, right = QRect(0, 0, 1366, 736), QRect(1366, 0, 1920, 1040)
    assert within(QRect(1400, 50, 900, 700), [left, right]) == QRect(1400, 50, 900, 700)
    assert within(QRect(1400, 50, 900, 700), [left]) == QRect(466, 36, 900, 700), "the right one was taken away"
    assert within(QRect(-50, -20, 2000, 2000), [left, right]) == left
    assert within(QRect(3000, 900, 600, 400), [left, right]) == QRect(2686, 640, 600, 400)
