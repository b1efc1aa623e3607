"""The rain book: a month typed by keyboard, sums that know what is missing, refusals at their cell, nothing lost."""

import datetime as dt
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import delete

from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.dialogs.question import Question
from fofal_desktop.models.rain_book import BookRole
from fofal_desktop.models.rain_month import months_around
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.rain_book import RainBookPage
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.settings.models import Site
from fofal_server.weather.models import RainReading
from tests.desktop.screens.driving import crash, offer
from tests.support.api import code

LAST = months_around(clock.today())[0]
"""A month that is over."""


@pytest.fixture
def sites(server, api):
    """Two sites and no other."""
    with transaction(server.engine) as session:
        session.execute(delete(RainReading))
        session.execute(delete(Site))
    return [api.create("settings.sites", code=code(mark), name=f"Site {mark}") for mark in "AB"]


@pytest.fixture
def page(sites, desktop, qtbot):
    """The book of the month before this one."""
    found = desktop.window.go(Place("page", "rain-book"))
    assert isinstance(found, RainBookPage)
    rests(qtbot, found)
    found.before.trigger()
    rests(qtbot, found)
    assert found.month == LAST
    return found


def rests(qtbot, page):
    qtbot.waitUntil(lambda: page.loaded and not page.busy.isVisible())


def keys(page, *pressed):
    """As from a keyboard: to the cell, or to the line that is open in it."""
    for one in pressed:
        for key in one if isinstance(one, str) else [one]:
            send = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
            send(QApplication.focusWidget(), key)


def cell(page, day, column=0, role=Qt.ItemDataRole.DisplayRole):
    return page.book.place_of(column, day).data(role)


def row(page, head):
    lines = range(page.book.rowCount())
    return next(one for one in lines if page.book.headerData(one, Qt.Orientation.Vertical) == head)


def stored(server, site):
    with transaction(server.engine) as session:
        query = session.query(RainReading).where(RainReading.site_id == UUID(site["id"]))
        return {one.day.day: str(one.rain_mm) for one in query}


def write_rain(api, site, amount):
    """Somebody else writes the first day of the month."""
    theirs = {"day": LAST.isoformat(), "rain_mm": amount, "was": None}
    body = {"site_id": site["id"], "month": LAST.isoformat(), "days": [theirs]}
    told = api.post("/weather/rain-book", json=body, key=code("k"))
    assert told.status_code == 200, told.text


def start(page, day=1, column=0):
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.book.place_of(column, day))


def test_a_month_is_typed_without_a_mouse_and_saved_at_once(page, qtbot, server, sites):
    start(page)
    enter = Qt.Key.Key_Return
    keys(page, "12,5", enter, "0", enter, enter, "7.25", Qt.Key.Key_Tab, "3", enter)
    assert [cell(page, day) for day in (1, 2, 3, 4)] == ["12,5", "0", "", "7,25"]
    assert (cell(page, 4, 1), page.dirty) == ("3", True)
    page.save_action.trigger()
    qtbot.waitUntil(lambda: not page.dirty and not page.busy.isVisible())
    assert stored(server, sites[0]) == {1: "12.500", 2: "0.000", 4: "7.250"}
    assert stored(server, sites[1]) == {4: "3.000"}
    assert page.problem.isHidden()


def test_sums_say_of_how_many_days_they_are(page):
    start(page)
    keys(page, "10", Qt.Key.Key_Return, "2,5", Qt.Key.Key_Return)
    ten = page.book.index(row(page, "1 au 10"), 0)
    assert ten.data() == "(2/10)  12,5"
    assert "8 jours non relevés" in page.book.told(ten)
    assert page.book.index(row(page, "11 au 20"), 0).data() == "—"
    for day in range(3, 11):
        start(page, day)
        keys(page, "0", Qt.Key.Key_Return)
    assert page.book.index(row(page, "1 au 10"), 0).data() == "12,5"
    assert page.grid.currentIndex() == page.book.place_of(0, 11)  # the sum between is passed over


def test_what_is_no_rain_is_told_at_its_cell_and_not_sent(page, server, sites):
    start(page)
    keys(page, "abc", Qt.Key.Key_Return, "5", Qt.Key.Key_Return, "2000", Qt.Key.Key_Return)
    page.save_action.trigger()
    assert not page.busy.isVisible()
    assert cell(page, 1) == "abc"
    assert cell(page, 1, role=BookRole.PROBLEM) == "Ce n’est pas un nombre."
    assert cell(page, 3, role=BookRole.PROBLEM).startswith("Au plus")
    assert (page.problem.words.text(), page.grid.currentIndex()) == ("2 jours à corriger", page.book.place_of(0, 1))
    assert stored(server, sites[0]) == {}


def test_what_somebody_else_wrote_is_told_and_nothing_typed_is_lost(page, qtbot, server, sites, api):
    start(page)
    keys(page, "5", Qt.Key.Key_Return, "6", Qt.Key.Key_Return)
    write_rain(api, sites[0], "9")
    page.save_action.trigger()
    qtbot.waitUntil(lambda: page.problem.isVisible() and not page.busy.isVisible())
    assert (cell(page, 1), cell(page, 2)) == ("5", "6")
    assert "9 mm" in cell(page, 1, role=BookRole.PROBLEM)
    assert not cell(page, 2, role=BookRole.PROBLEM)
    page.save_action.trigger()
    qtbot.waitUntil(lambda: not page.dirty)
    assert stored(server, sites[0]) == {1: "5.000", 2: "6.000"}


def test_what_was_typed_before_a_crash_comes_back_beside_what_others_wrote(desktop, page, qtbot, server, sites, api):
    start(page)
    keys(page, "5", Qt.Key.Key_Return, "6", Qt.Key.Key_Return, "x", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(Drafting).on_disk)
    crash(desktop, qtbot)
    write_rain(api, sites[0], "9")
    again = desktop.window.go(Place("page", "rain-book"))
    rests(qtbot, again)
    offer(again, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: again.dirty)
    assert again.month == LAST
    assert [cell(again, day) for day in (1, 2, 3)] == ["5", "6", "x"]
    assert "9 mm" in cell(again, 1, role=BookRole.PROBLEM)
    assert not cell(again, 2, role=BookRole.PROBLEM)
    start(again, 3)
    keys(again, Qt.Key.Key_Delete)
    again.save_action.trigger()
    qtbot.waitUntil(lambda: not again.dirty)
    assert stored(server, sites[0]) == {1: "5.000", 2: "6.000"}
    assert not again.findChild(Drafting).name


def test_a_reading_is_taken_away_by_an_empty_cell(page, qtbot, server, sites):
    start(page)
    keys(page, "5", Qt.Key.Key_Return)
    page.save()
    qtbot.waitUntil(lambda: not page.dirty and not page.busy.isVisible())
    start(page)
    keys(page, Qt.Key.Key_Delete)
    assert (cell(page, 1), page.dirty) == ("", True)
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    assert stored(server, sites[0]) == {}


def test_what_is_typed_while_the_book_is_read_is_not_overwritten(page, qtbot):
    page.refresh()
    page.book.setData(page.book.place_of(0, 2), "8")
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    assert (cell(page, 2), page.dirty) == ("8", True)


def test_another_month_asks_before_typed_days_go(page, qtbot):
    start(page)
    keys(page, "5", Qt.Key.Key_Return)
    page.after.trigger()
    [question] = page.findChildren(Question)
    question.findChild(QPushButton, "answer-save").click()
    qtbot.waitUntil(lambda: page.month > LAST)
    page.before.trigger()
    qtbot.waitUntil(lambda: page.month == LAST and not page.busy.isVisible())
    assert cell(page, 1) == "5"


def test_days_to_come_cannot_be_typed(page, qtbot):
    page.after.trigger()
    rests(qtbot, page)
    page.after.trigger()
    rests(qtbot, page)
    start(page, 3)
    keys(page, "5", Qt.Key.Key_Return)
    assert (cell(page, 3), page.dirty) == ("", False)


def test_a_column_is_pasted_around_the_sums(page):
    start(page, 9)
    QGuiApplication.clipboard().setText("1,5\n2\n3\n")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [cell(page, day) for day in (9, 10, 11)] == ["1,5", "2", "3"]


def test_rain_of_the_past_comes_from_a_file(page, qtbot, tmp_path, sites):
    page.open_import()
    [wizard] = page.findChildren(ImportWizard)
    file = tmp_path / "pluie.csv"
    file.write_text(f"site_id;day;rain_mm\n{sites[0]['code']};{LAST:%d/%m/%Y};41,5\n", encoding="utf-8")
    wizard.source.setText(str(file))
    wizard.rehearse()
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == 1 and not wizard.busy.isVisible())
    assert wizard.go.isEnabled(), wizard.outcome.words.text()
    wizard.store()
    qtbot.waitUntil(lambda: cell(page, 1) == "41,5")
    wizard.accept()


def test_more_sites_than_one_grid_holds_are_told_and_turned_to(page, qtbot, monkeypatch):
    assert not page.which.isVisible()
    for room in ("fofal_desktop.models.rain_saving", "fofal_desktop.views.pages.rain_book"):
        monkeypatch.setattr(f"{room}.SITES_AT_ONCE", 1)
    page.refresh()
    qtbot.waitUntil(page.which.isVisible)
    assert (page.which.text(), page.sites_before.isEnabled()) == ("Sites 1 à 1 sur 2", False)
    start(page)
    keys(page, "5", Qt.Key.Key_Return)
    page.sites_after.trigger()
    [question] = page.findChildren(Question)  # nothing typed goes unasked
    question.findChild(QPushButton, "answer-save").click()
    qtbot.waitUntil(lambda: page.which.text() == "Sites 2 à 2 sur 2" and not page.busy.isVisible())
    assert ([one.name for one in page.book.columns], page.sites_after.isEnabled()) == (["Site B"], False)
    page.sites_before.trigger()
    qtbot.waitUntil(lambda: cell(page, 1) == "5")


def test_without_a_site_it_says_what_to_do(server, sites, desktop, qtbot):
    with transaction(server.engine) as session:
        session.execute(delete(Site))
    found = desktop.window.go(Place("page", "rain-book"))
    rests(qtbot, found)
    assert (found.grid.isVisible(), found.blank.isVisible(), found.first.isVisible()) == (False, True, True)
    assert isinstance(found.month, dt.date)
