"""A record whose name is markup: it is shown letter by letter on every screen, and nothing is fetched for it."""

import html

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QRadioButton, QTableView, QWidget

from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.notices import Notice
from fofal_desktop.shell.notices import NoticeStrip
from tests.desktop.screens.driving import child, open_list, open_record, write
from tests.support.api import code

SITES = "settings.sites"
EVIL = '<b>x</b><img src="file:///etc/hostname"> & co'
WRAPPED = "<p style='white-space:pre-wrap'>"


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name=EVIL)


def tips(window: QWidget) -> list[str]:
    """Every tooltip of a window: of widgets, tabs, actions and cells."""
    widgets = [window, *window.findChildren(QWidget)]
    found = [widget.toolTip() for widget in widgets]
    found += [action.toolTip() for widget in widgets for action in widget.actions()]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        found += cells(model, Qt.ItemDataRole.ToolTipRole) if model is not None else []
    return found


def cells(model: QAbstractItemModel, role: Qt.ItemDataRole) -> list[str]:
    places = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    return [str(index.data(role) or "") for index in places]


def assert_plain(window: QWidget) -> None:
    """No label guesses, and every tooltip shows the letters that it was given."""
    guessing = [
        one.text()
        for one in window.findChildren(QLabel)
        if one.text() and one.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert guessing == []
    for tip in tips(window):
        inside = tip.removeprefix(WRAPPED).removesuffix("</p>")
        assert "<" not in inside, tip


def test_in_the_list(desktop, qtbot, site):
    page = open_list(desktop, qtbot, SITES)
    assert EVIL in cells(page.table.records, Qt.ItemDataRole.DisplayRole)
    assert_plain(desktop.window)


def test_in_the_form_its_title_its_tab_and_their_tooltips(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    line = page.form.editors["name"].focusProxy()
    assert isinstance(line, QLineEdit)
    assert line.text() == EVIL
    assert EVIL in page.heading.title.text()
    workspace = desktop.window.workspace
    assert html.escape(EVIL) in workspace.tabToolTip(workspace.indexOf(page))
    assert html.escape(EVIL) in page.heading.title.toolTip()
    assert_plain(desktop.window)


def test_in_the_history(desktop, qtbot, api, site):
    api.update(SITES, site, name="Bloc est")
    page = open_record(desktop, qtbot, SITES, site["id"])
    page.deeds["history"].trigger()
    dialog = child(page, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert EVIL in cells(child(dialog, QTableView, "history").model(), Qt.ItemDataRole.DisplayRole)
    assert_plain(dialog)


def test_in_the_comparison_of_two_versions(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    api.update(SITES, site, name=f"{EVIL} leur")
    write(page, "name", "Le mien")
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    dialog = child(page, ConflictDialog)
    assert child(dialog, QRadioButton, "theirs-name").text().replace("&&", "&") == f"{EVIL} leur"
    assert EVIL in [label.text() for label in dialog.findChildren(QLabel)]
    assert_plain(dialog)


def test_in_notices_and_in_the_name_of_a_person(desktop):
    desktop.window.tell(Notice(EVIL, "warning"))
    strip = child(desktop.window, NoticeStrip)
    words = child(strip, QLabel, "noticeText")
    assert words.text() == EVIL
    user = desktop.client.session.user.model_copy(update={"full_name": EVIL})
    desktop.window.furnish(user, desktop.metas)
    desktop.window.status.show_session("https://erp.example", EVIL, EVIL)
    assert EVIL in desktop.window.status.person.text()
    assert_plain(desktop.window)


def test_a_question_about_it(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", f"{EVIL} encore")
    QTest.keyClick(page.window(), Qt.Key.Key_Escape)
    for top in QApplication.topLevelWidgets():
        assert_plain(top)
