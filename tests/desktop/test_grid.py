"""A long sheet is filled with the keyboard alone, and pasted from a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.session import Session
from fofal_desktop.fields.editors import EditorContext, editor_for
from fofal_desktop.fields.lines import LinesEditor
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import Choice, FieldMeta

NARROW = "\u202f"
SHEET = FieldMeta(
    name="lines",
    label="Lignes",
    kind=Kind.LINES,
    lines=[
        FieldMeta(name="id", label="Id", kind=Kind.NAME, readonly=True),
        FieldMeta(name="worker", label="Ouvrier", kind=Kind.NAME, required=True),
        FieldMeta(
            name="task",
            label="Travail",
            kind=Kind.CHOICE,
            choices=[Choice(value="cut", label="Coupe"), Choice(value="carry", label="Transport")],
        ),
        FieldMeta(name="bunches", label="Régimes", kind=Kind.COUNT, minimum="0", default=0),
        FieldMeta(name="computed", label="Calculé", kind=Kind.QUANTITY, readonly=True),
        FieldMeta(name="weight_kg", label="Poids (kg)", kind=Kind.QUANTITY, decimals=3),
        FieldMeta(name="day", label="Jour", kind=Kind.DAY),
        FieldMeta(name="whole", label="Entier", kind=Kind.FLAG, default=False, nullable=False),
    ],
)
EMPTY = {"worker": None, "task": None, "bunches": 0, "weight_kg": None, "day": None, "whole": False}


@pytest.fixture
def window(qtbot):
    """A window with a field, the grid and another field."""
    client = Client(Session("http://127.0.0.1:9"))
    window = QWidget()
    column = QVBoxLayout(window)
    window.before, window.after = QLineEdit(), QLineEdit()
    window.editor = editor_for(SHEET, EditorContext(client, {}))
    for widget in (window.before, window.editor, window.after):
        column.addWidget(widget)
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.before.setFocus()
    qtbot.waitUntil(window.before.hasFocus)
    yield window
    client.close()


@pytest.fixture
def editor(window) -> LinesEditor:
    window.editor.grid.setFocus()
    return window.editor


def press(*keys):
    """Press keys, or type texts, where the cursor is."""
    for key in keys:
        if isinstance(key, str):
            for letter in key:  # each to whoever has the cursor by then
                QTest.keyClicks(QApplication.focusWidget(), letter)
        elif isinstance(key, tuple):
            QTest.keyClick(QApplication.focusWidget(), key[1], key[0])
        else:
            QTest.keyClick(QApplication.focusWidget(), key)


TAB, ENTER, ESC, UP, DOWN = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def at(editor):
    index = editor.grid.currentIndex()
    return index.row(), editor.model.fields[index.column()].name


def put(editor, row, name):
    column = [field.name for field in editor.model.fields].index(name)
    editor.grid.setCurrentIndex(editor.model.index(row, column))


def test_sixty_lines_are_typed_without_a_mouse(editor):
    assert at(editor) == (0, "worker")
    for number in range(60):
        press(f"Ouvrier {number}", TAB, "co", ENTER, f"{number}", ENTER, "12,5", TAB, "12/03", ENTER, TAB)
    lines = editor.value()
    assert len(lines) == 60
    assert lines[7] == EMPTY | {
        "worker": "Ouvrier 7",
        "task": "cut",
        "bunches": 7,
        "weight_kg": "12.5",
        "day": f"{editor._context.client.clock.today().year}-03-12",
    }
    assert at(editor) == (60, "worker")
    assert editor.totals.texts() == ["60 line(s)", "", "1\u202f770", "", "750", "", ""]


def test_tab_leaves_the_grid_from_the_empty_row_and_backwards_from_the_first_cell(window):
    press(TAB, TAB)
    assert window.after.hasFocus()
    press(Qt.Key.Key_Backtab)
    assert window.editor.grid.hasFocus()
    press(Qt.Key.Key_Backtab)
    assert window.before.hasFocus()


def test_columns_that_are_computed_are_passed_over(editor):
    put(editor, 0, "bunches")
    press("5", TAB)
    assert at(editor) == (0, "weight_kg")
    press((SHIFT, Qt.Key.Key_Backtab))
    assert at(editor) == (0, "bunches")


def test_escape_takes_the_typing_of_one_cell_back_and_closes_nothing_else(editor):
    press("Anne", ENTER)
    put(editor, 0, "worker")
    press("Ber", ESC)
    assert editor.value()[0]["worker"] == "Anne"
    assert editor.grid.hasFocus()


def test_arrows_leave_a_cell_up_and_down(editor):
    press("Anne", DOWN, "Berthe", UP)
    assert at(editor) == (0, "worker")
    assert [line["worker"] for line in editor.value()] == ["Anne", "Berthe"]


def test_what_stands_in_an_open_cell_is_saved_too(editor, qtbot):
    press("Anne")
    assert editor.delegate.editing() is not None
    assert editor.value() == [EMPTY | {"worker": "Anne"}]
    assert editor.delegate.editing() is not None
    press("-Marie")
    editor.set_value(editor.value())  # as when it has been saved
    editor.set_readonly(False)
    assert (editor.grid.hasFocus(), at(editor)) == (True, (0, "worker")), "who saves goes on typing there"
    assert editor.value() == [EMPTY | {"worker": "Anne-Marie"}]


def test_ctrl_d_copies_the_cell_above(editor):
    press("Anne", DOWN)
    press((CTRL, Qt.Key.Key_D))
    press(DOWN, "x")
    press((CTRL, Qt.Key.Key_D))
    assert [line["worker"] for line in editor.value()] == ["Anne", "Anne", "Anne"]


def test_ctrl_delete_removes_and_ctrl_z_brings_back(editor):
    press("Anne", DOWN, "Berthe", DOWN, "Carine", UP)
    press((CTRL, Qt.Key.Key_Delete))
    assert [line["worker"] for line in editor.value()] == ["Anne", "Carine"]
    assert at(editor) == (1, "worker"), "the next line comes under the cursor"
    press((CTRL, Qt.Key.Key_Z))
    assert [line["worker"] for line in editor.value()] == ["Anne", "Berthe", "Carine"]
    press((CTRL, Qt.Key.Key_Y))
    assert [line["worker"] for line in editor.value()] == ["Anne", "Carine"]
    assert at(editor) == (1, "worker"), "who took something back goes on typing there"
    press("Denise", ENTER)
    assert [line["worker"] for line in editor.value()] == ["Anne", "Denise"]


def test_alt_and_arrows_carry_a_line(editor):
    press("Anne", DOWN, "Berthe", UP)
    press((ALT, DOWN))
    assert [line["worker"] for line in editor.value()] == ["Berthe", "Anne"]
    assert at(editor) == (1, "worker")
    press((ALT, DOWN))
    assert [line["worker"] for line in editor.value()] == ["Berthe", "Anne"]


def test_delete_empties_cells_and_an_emptied_line_does_not_travel(editor):
    press("Anne", TAB, "co", ENTER)
    editor.grid.setCurrentIndex(editor.model.index(0, 0))
    press(Qt.Key.Key_Delete)
    assert editor.value() == [EMPTY | {"task": "cut"}]
    put(editor, 0, "task")
    press(Qt.Key.Key_Delete)
    assert editor.value() == []


def test_cells_of_a_spreadsheet_are_pasted(editor):
    QGuiApplication.clipboard().setText(
        'Anne\tCoupe\t12\t\t1 250,5\t12/03/2026\toui\r\n"Ber\tthe"\tcarry\t13\t99\t7.25\t2026-03-13\t0\r\n'
    )
    press((CTRL, Qt.Key.Key_V))
    assert editor.value() == [
        {"worker": "Anne", "task": "cut", "bunches": 12, "weight_kg": "1250.5", "day": "2026-03-12", "whole": True},
        {
            "worker": "Ber\tthe",
            "task": "carry",
            "bunches": 13,
            "weight_kg": "7.25",
            "day": "2026-03-13",
            "whole": False,
        },
    ]
    assert editor.problem() == ""
    press((CTRL, Qt.Key.Key_Z))
    assert editor.value() == []


def test_what_cannot_be_read_stays_and_is_marked(editor):
    put(editor, 0, "bunches")
    QGuiApplication.clipboard().setText("12\nviele\n3,5")
    press((CTRL, Qt.Key.Key_V))
    assert [line["bunches"] for line in editor.value()] == [12, "viele", "3.5"]
    assert editor.problem().startswith("Line 2:")
    put(editor, 1, "bunches")
    press("4", ENTER)
    assert editor.problem().startswith("Line 3:")
    put(editor, 2, "bunches")
    press("5", ENTER)
    assert editor.problem() == ""


@pytest.mark.parametrize("text", ["", "\n" * 6000 + "x", '"never closed'])
def test_no_clipboard_breaks_the_grid(editor, text):
    QGuiApplication.clipboard().setText(text)
    press((CTRL, Qt.Key.Key_V))
    assert len(editor.value()) <= 1


def test_cells_go_to_a_spreadsheet_as_it_writes_them(editor):
    editor.set_value([EMPTY | {"worker": "Anne", "weight_kg": "1250.5", "day": "2026-03-12", "task": "cut"}])
    editor.grid.selectAll()
    press((CTRL, Qt.Key.Key_C))
    first = QGuiApplication.clipboard().text().splitlines()[0]
    assert first == "Anne\tCoupe\t0\t\t1250,5\t12/03/2026\t–"


def test_the_server_marks_the_cell_that_it_means(editor):
    press(DOWN, "Anne", DOWN, "Berthe", ENTER)
    editor.set_value([EMPTY | {"worker": "Anne"}, EMPTY, EMPTY | {"worker": "Berthe"}])
    editor.show_cell_problem(1, "worker", "Unbekannt")
    model = editor.model
    assert "Unbekannt" in model.data(model.index(2, 0), Qt.ItemDataRole.ToolTipRole)
    editor.show_problem("")
    assert not model.data(model.index(2, 0), Qt.ItemDataRole.ToolTipRole)


def test_stored_lines_keep_their_ids_and_nothing_computed_travels(editor):
    editor.set_value([EMPTY | {"id": "0190", "worker": "Anne", "computed": "5", "task_label": "x"}])
    assert editor.value() == [EMPTY | {"id": "0190", "worker": "Anne"}]


def test_a_grid_that_may_not_be_changed_takes_no_key(editor):
    editor.set_value([EMPTY | {"worker": "Anne"}])
    editor.set_readonly(True)
    editor.grid.setCurrentIndex(editor.model.index(0, 0))
    press("x", (CTRL, Qt.Key.Key_Delete), Qt.Key.Key_Delete, (CTRL, Qt.Key.Key_V))
    assert editor.value() == [EMPTY | {"worker": "Anne"}]
    assert editor.model.rowCount() == 1


def test_double_click_opens_and_a_click_elsewhere_keeps(window, editor, qtbot):
    rect = editor.grid.visualRect(editor.model.index(0, 0))
    QTest.mouseClick(editor.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.mouseDClick(editor.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    press("Anne")
    window.after.setFocus()
    assert editor.value() == [EMPTY | {"worker": "Anne"}]
    assert editor.delegate.editing() is None
