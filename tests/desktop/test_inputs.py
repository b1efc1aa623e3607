"""Each kind of value is typed, shown and sent as the contract says."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.session import Session
from fofal_desktop.fields.editors import EditorContext, editor_for
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import Choice, FieldMeta

CHOICES = [Choice(value="draft", label="Brouillon"), Choice(value="done", label="Terminé")]
SAMPLES = {
    Kind.CODE: "P01",
    Kind.NAME: "Bloc nord",
    Kind.NOTE: "une\ndeux",
    Kind.FLAG: True,
    Kind.COUNT: 1600,
    Kind.QUANTITY: "1250.5",
    Kind.MONEY: "119250",
    Kind.AREA: "13.4143",
    Kind.PERCENT: "19.25",
    Kind.COORDINATE: "4.05110001",
    Kind.DAY: "2026-11-22",
    Kind.MOMENT: "2026-11-22T08:05:09.123456Z",
    Kind.CHOICE: "done",
    Kind.REFERENCE: "01930000-0000-7000-8000-000000000001",
    Kind.REFERENCES: ["01930000-0000-7000-8000-000000000001"],
    Kind.WORDS: ["a", "b"],
    Kind.FILE: "reçu.pdf",
    Kind.EMAIL: "a@example.org",
    Kind.PHONE: "+237600000000",
    Kind.VALUE: {"days": 14},
    Kind.GEOMETRY: {"type": "Point", "coordinates": [9.7, 4.0]},
    Kind.LINES: [{"what": "x"}],
}


@pytest.fixture
def stage(qtbot):
    """A window that shows an editor beside another field, with the cursor in the editor."""
    client = Client(Session("http://127.0.0.1:9"))
    made = []

    def show(kind, **options):
        field = FieldMeta(name="x_id", label="X", kind=kind, **options)
        window = QWidget()
        window.other = QLineEdit()
        editor = editor_for(field, EditorContext(client, {}))
        column = QVBoxLayout(window)
        column.addWidget(editor)
        column.addWidget(window.other)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        editor.setFocus()
        qtbot.waitUntil(lambda: editor.inner().hasFocus() or not editor.inner().isEnabled())
        made.append(window)
        return editor

    yield show
    client.close()


def type_and_leave(editor, text):
    editor.setFocus()
    editor.inner().selectAll()
    QTest.keyClicks(editor.inner(), text or "\b")
    editor.window().other.setFocus()


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_what_came_goes_back_untouched(stage, kind):
    lines = [FieldMeta(name="what", label="Quoi", kind=Kind.NAME)]
    editor = stage(kind, choices=CHOICES, lines=lines)
    editor.set_value(SAMPLES[kind], {"x_label": "Mot", "x_labels": ["Mot"]})
    editor.window().other.setFocus()
    assert editor.value() == SAMPLES[kind]
    assert editor.problem() == ""
    editor.set_value(None)
    assert editor.value() in (None, [], False)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_fresh_editor_holds_nothing_and_complains_of_nothing(stage, kind):
    editor = stage(kind)
    assert editor.value() in (None, [])
    assert editor.problem() == ""


@pytest.mark.parametrize(
    ("kind", "typed", "sent", "shown"),
    [
        (Kind.QUANTITY, "1250,5", "1250.5", "1\u202f250,5"),
        (Kind.QUANTITY, "1250.5", "1250.5", "1\u202f250,5"),
        (Kind.MONEY, "119 250", "119250", "119\u202f250"),
        (Kind.COUNT, "1600", 1600, "1\u202f600"),
        (Kind.AREA, "13,4143", "13.4143", "13,4143"),
    ],
)
def test_numbers_are_typed_as_one_likes_and_grouped_when_left(stage, kind, typed, sent, shown):
    editor = stage(kind, decimals=None if kind is Kind.COUNT else 4)
    type_and_leave(editor, typed)
    assert (editor.value(), editor.inner().text()) == (sent, shown)


@pytest.mark.parametrize(
    ("kind", "typed", "options"),
    [
        (Kind.QUANTITY, "viel", {}),
        (Kind.COUNT, "3,5", {}),
        (Kind.MONEY, "3,5", {"decimals": 0}),
        (Kind.PERCENT, "101", {"maximum": "100"}),
        (Kind.PERCENT, "-1", {"minimum": "0"}),
        (Kind.DAY, "31/02", {}),
        (Kind.MOMENT, "demain", {}),
    ],
)
def test_what_cannot_be_meant_stays_as_typed_with_the_reason(stage, kind, typed, options):
    editor = stage(kind, **options)
    type_and_leave(editor, typed)
    assert editor.inner().text() == typed
    assert editor.problem()
    assert editor._hint.isVisible()
    assert editor._hint.text() == editor.problem()
    assert editor.inner().property("problem") is True
    type_and_leave(editor, "")
    assert not editor._hint.isVisible()


@pytest.mark.parametrize(
    ("before", "shown", "typed", "sent"),
    [
        (10, "10", "1 600", 1600),
        ("5", "5", "7", "7"),
        ("5", "5", "7,5", "7.5"),
        ("119250", "119\u202f250", "120 000", "120000"),
        ("2020-12-31", "31/12/2020", "30/06/2021", "2021-06-30"),
        ("007", "007", "008", "008"),
        ({"A": 10}, '{"A": 10}', '{"A": 10.5}', {"A": "10.5"}),
        (None, "", "4,5", "4.5"),
        (None, "", "0", 0),
        (None, "", "non", False),
        (None, "", '"12"', "12"),
        (None, "", "Edéa", "Edéa"),
    ],
)
def test_a_value_of_any_kind_is_shown_and_typed_as_what_it_is(stage, before, shown, typed, sent):
    editor = stage(Kind.VALUE)
    editor.set_value(before)
    assert (editor.line.text(), editor.value()) == (shown, before)
    editor.line.setText(typed)
    assert editor.value() == sent
    assert type(editor.value()) is type(sent)


def test_short_dates_are_spelt_out(stage):
    editor = stage(Kind.DAY)
    today = editor.today()
    for typed, day in (("=", today), ("j", today), ("+7", today + dt.timedelta(days=7))):
        type_and_leave(editor, typed)
        assert editor.value() == day.isoformat()
        assert editor.inner().text() == day.strftime("%d/%m/%Y")
        editor.setFocus()
    type_and_leave(editor, "12/03")
    assert editor.value() == f"{today.year}-03-12"


def test_a_moment_is_typed_in_the_companys_zone(stage):
    editor = stage(Kind.MOMENT)
    type_and_leave(editor, "12/03/2026 14h30")
    assert editor.value() == "2026-03-12T13:30:00Z"
    assert editor.inner().text() == "12/03/2026 14:30"


def test_a_day_is_picked_from_the_calendar(stage):
    editor = stage(Kind.DAY)
    editor.set_value("2026-11-22")
    QTest.keyClick(editor.inner(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 22)
    calendar.activated.emit(QDate(2026, 12, 1))
    assert editor.value() == "2026-12-01"


def test_a_moment_keeps_its_time_when_another_day_is_picked(stage):
    editor = stage(Kind.MOMENT)
    editor.set_value("2026-11-22T08:05:00Z")
    editor.take_day(dt.date(2026, 12, 1))
    assert editor.value() == "2026-12-01T08:05:00Z"


def test_nothing_is_an_answer_where_nothing_is_allowed(stage):
    flag = stage(Kind.FLAG, nullable=True)
    assert flag.value() is None
    QTest.keyClicks(flag.inner(), "Y")
    assert flag.value() is True
    QTest.keyClick(flag.inner(), Qt.Key.Key_Down)
    assert flag.value() is False
    certain = stage(Kind.FLAG, nullable=False, default=False)
    assert certain.value() is False
    QTest.keyClick(certain.inner(), Qt.Key.Key_Space)
    assert certain.value() is True
    free = stage(Kind.CHOICE, choices=CHOICES)
    assert [free.box.itemData(row) for row in range(free.box.count())] == [None, "draft", "done"]
    due = stage(Kind.CHOICE, choices=CHOICES, required=True)
    assert [due.box.itemData(row) for row in range(due.box.count())] == ["draft", "done"]
    assert due.value() is None


def test_a_choice_is_made_by_its_letters(stage):
    editor = stage(Kind.CHOICE, choices=CHOICES)
    QTest.keyClicks(editor.inner(), "te")
    assert editor.value() == "done"


def test_a_choice_unknown_here_is_kept(stage):
    editor = stage(Kind.CHOICE, choices=CHOICES)
    editor.set_value("from-the-future")
    assert editor.value() == "from-the-future"


def test_a_secret_is_masked_and_sends_nothing_until_it_is_written(stage):
    editor = stage(Kind.SECRET)
    editor.set_value("should not come, must not show")
    assert editor.inner().text() == ""
    assert editor.value() is None
    QTest.keyClicks(editor.inner(), "pass word ")
    assert editor.value() == "pass word "
    assert "pass" not in editor.inner().displayText()


def test_read_only_editors_take_no_key(stage):
    for kind in (Kind.NAME, Kind.MONEY, Kind.DAY, Kind.NOTE, Kind.REFERENCE):
        editor = stage(kind, readonly=True)
        editor.set_value("1")
        QTest.keyClicks(editor.inner(), "5")
        assert editor.value() in ("1", 1)


def test_every_change_is_told(stage, qtbot):
    editor = stage(Kind.NAME)
    with qtbot.waitSignal(editor.changed):
        QTest.keyClicks(editor.inner(), "x")


def test_help_and_problems_are_told_to_a_screen_reader(stage):
    editor = stage(Kind.NAME, help="Comme sur la carte")
    assert editor.inner().accessibleName() == "X"
    assert editor.inner().accessibleDescription() == "Comme sur la carte"
    editor.show_problem("<b>Déjà pris</b>")
    assert editor.inner().accessibleDescription() == "<b>Déjà pris</b>"
    assert editor._hint.textFormat() is Qt.TextFormat.PlainText
