"""Beside a list stands the record of its row: read while one moves, never a hindrance, kept as the person left it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from fofal_desktop.models.details import MOST_LINES, parts_of
from tests.desktop.screens.driving import child, open_list, settle

UNITS = "settings.units"
F4, DOWN, RETURN = Qt.Key.Key_F4, Qt.Key.Key_Down, Qt.Key.Key_Return


@pytest.fixture
def narrowed(made, qtbot):
    """The list of the three units of this test, with its details."""

    def make(desktop):
        page = open_list(desktop, qtbot, UNITS)
        page.search.setText(made)
        qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
        settle(qtbot, page)
        page.table.setFocus()
        if page.details.isHidden():
            QTest.keyClick(page.table, F4)
        return page

    return make


def whole(qtbot, page) -> str:
    """What stands there once all of it has been read."""
    qtbot.waitUntil(lambda: "Dernières modifications" in page.details.text.toPlainText())
    return page.details.text.toPlainText()


def test_the_record_of_the_row_is_read_beside_the_list(desktop, qtbot, api, narrowed, made):
    page = narrowed(desktop)
    page.table.selectRow(0)
    assert f"Été {made}" in page.details.text.toPlainText(), "what the row says stands there at once"
    assert "0,1" in whole(qtbot, page)
    for _row in range(2):
        QTest.keyClick(page.table, DOWN)
        assert page.details._rest.isActive(), "nothing is asked for where one only passes by"
    assert "0,3" in whole(qtbot, page)
    assert page.details.record["id"] == page.table.records.record(2)["id"]
    page.details._read()
    page.table.selectRow(1)
    assert "0,2" in whole(qtbot, page), "an answer for the row before comes too late"
    other = page.details.record
    api.update(UNITS, other, name=f"Printemps {made}")
    page.refresh()
    qtbot.waitUntil(lambda: "Printemps" in page.details.text.toPlainText())
    QTest.keyClick(page.table, RETURN)
    qtbot.waitUntil(lambda: desktop.window.workspace.page is not page)
    assert desktop.window.workspace.page.place.key == other["id"]


def test_it_is_kept_for_the_person_and_the_list_and_begins_hidden_in_a_narrow_window(desktop, qtbot, narrowed):
    page = narrowed(desktop)
    assert desktop.layouts.of(UNITS)["details"] is True
    for width, shown in ((1280, True), (960, False)):
        desktop.window.workspace.drop_all()
        desktop.window.resize(width, 700)
        assert open_list(desktop, qtbot, UNITS).details.isHidden() is not shown
    page = narrowed(desktop)
    assert page.details.isVisible(), "who asks for it has it"
    QTest.mouseClick(child(page.details, QToolButton, "hideDetails"), Qt.MouseButton.LeftButton)
    assert page.details.isHidden()
    assert "details" not in desktop.layouts.of(UNITS)


def test_lines_are_told_one_by_one_and_what_says_nothing_is_left_out(desktop):
    moves = desktop.metas["inventory.stock-moves"]
    lines = next(field for field in moves.fields.values() if field.lines)
    told = parts_of(moves, {lines.name: [{"id": "x", "quantity": "1.5"}] * (MOST_LINES + 2)})
    assert [len(part.lines) for part in told] == [MOST_LINES + 1]
    assert told[0].lines[-1].endswith("et 2 autres")
