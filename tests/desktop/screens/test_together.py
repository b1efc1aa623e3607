"""Many rows at once: to a spreadsheet and back, changed together, told by groups; shown before, undone as one."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.api.errors import Unreachable
from fofal_desktop.dialogs.acting import ActDialog
from fofal_desktop.dialogs.changing import ChangeDialog
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.grouping import GroupDialog
from fofal_desktop.dialogs.one_by_one import OneByOne
from fofal_desktop.dialogs.pasting import PasteDialog
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.models.records import Role
from fofal_desktop.shell.notices import NoticeStrip
from fofal_server.contract.kinds import Operator
from tests.desktop.screens.driving import child, notices, open_list, settle
from tests.server.agronomy.farm import Farm
from tests.server.inventory.stockroom import MOVES, draft, warehouse
from tests.support.api import code

HARVESTS, SITES = "agronomy.harvests", "settings.sites"


@pytest.fixture
def sites(api):
    mark = code("P")
    names = ("Nord", "=1+1")
    return mark, [api.create(SITES, code=f"{mark}{n}", name=name, latitude="4.5") for n, name in enumerate(names)]


@pytest.fixture
def page(desktop, qtbot, sites):
    found = open_list(desktop, qtbot, SITES)
    found.search.setText(sites[0])
    qtbot.waitUntil(lambda: found.table.records.search == sites[0] and found.table.records.rowCount() == 2)
    settle(qtbot, found)
    found.table.setFocus()
    return found


def paste(qtbot, page, *rows: str) -> PasteDialog:
    """Paste these rows, cells parted by ``;``, and wait until they are judged."""
    QGuiApplication.clipboard().setText("\n".join(row.replace(";", "\t") for row in rows))
    page.actions_by_name["paste"].trigger()
    dialog = child(page, PasteDialog)
    qtbot.waitUntil(lambda: not dialog.busy.isVisible())
    return dialog


def becomes(dialog: PasteDialog) -> list[str]:
    return [dialog.rows.index(row, 0).data() for row in range(dialog.rows.rowCount())]


def undo(page) -> None:
    offer = child(page.window().findChild(NoticeStrip), QPushButton, "noticeOffer")
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)


def click(dialog: Dialog, name: str) -> None:
    QTest.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def test_rows_are_copied_as_a_spreadsheet_takes_them(qtbot, page, sites):
    page.table.heads.show_column([field.name for field in page.table.records.columns].index("longitude"), False)
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: notices(page) == ["2 lignes copiées."])
    heads, *rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert heads == ["Code", "Nom", "Latitude", "Fuseau horaire"]
    assert [row[:3] for row in rows] == [[f"{sites[0]}0", "Nord", "4,5"], [f"{sites[0]}1", "'=1+1", "4,5"]]


def test_new_and_changed_rows_are_shown_then_stored_and_undone_as_one(qtbot, page, sites, api):
    mark, (north, formula) = sites
    dialog = paste(qtbot, page, "Code;Nom;Latitude", f"{mark}0;Est;4,5", f"{mark}1;'=1+1;4,5", f"{mark}9;Neuf;5")
    assert becomes(dialog) == ["1 case modifiée", "Inchangée", "Nouvelle"]
    tones = [dialog.rows.index(0, column).data(Role.TONE) for column in range(4)]
    assert tones == ["", "", "active", ""]
    assert dialog.rows.index(0, 2).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Avant\u00a0: Nord"
    assert api.read(SITES, north["id"])["name"] == "Nord", "nothing is stored yet"
    click(dialog, "go")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    assert notices(page) == ["1 fiche ajoutée, 2 fiches modifiées"]
    assert [api.read(SITES, one["id"])["name"] for one in (north, formula)] == ["Est", "=1+1"]
    undo(page)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert api.read(SITES, north["id"])["name"] == "Nord"


def test_an_error_stands_at_its_cell_and_is_corrected_there(qtbot, page, sites, api):
    mark, _records = sites
    dialog = paste(qtbot, page, "Code;Nom;Latitude", f"{mark}7;Bon;4", f"{mark}8;Faux;quatre")
    assert becomes(dialog) == ["Nouvelle", "À corriger"]
    assert dialog.table.currentIndex() == dialog.rows.index(1, 3)
    assert "quatre" in dialog.told_here.text()
    assert not dialog.go.isEnabled()
    assert api.items(SITES, f"code:in:{mark}7|{mark}8") == []
    dialog.rows.setData(dialog.rows.index(1, 3), "4,2")
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    click(child(dialog, Question), "answer-stay")
    assert dialog.isVisible(), "what was corrected stands nowhere else"
    click(dialog, "checkAgain")
    qtbot.waitUntil(dialog.go.isEnabled)
    click(dialog, "go")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 4)
    assert {one["latitude"] for one in api.items(SITES, f"code:in:{mark}7|{mark}8")} == {"4", "4.2"}


def test_without_heads_the_columns_from_the_cursor_are_meant(qtbot, page, sites):
    page.table.setCurrentIndex(page.table.records.index(0, 0))
    dialog = paste(qtbot, page, f"{sites[0]}5;Ouest;4,1")
    assert [field.name for field in dialog.rows.fields][:3] == ["code", "name", "latitude"]
    assert becomes(dialog) == ["Nouvelle"]


def test_rows_without_a_code_are_laid_over_those_selected_and_undone_as_one(qtbot, harvests, api):
    page, _made = harvests
    page.table.setFocus()
    page.table.selectAll()
    page.actions_by_name["copy"].trigger()
    qtbot.waitUntil(lambda: "3 lignes copiées." in notices(page))
    page.window().notices.clear()
    heads, *rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    shown = [page.table.records.record(row) for row in range(3)]
    grade, bunches = heads.index("Qualité"), heads.index("Régimes")
    draft = next(at for at, one in enumerate(shown) if one["status"] == "draft")
    rows[draft][grade], rows[draft][bunches] = "C", "999"
    dialog = paste(qtbot, page, *(";".join(row) for row in (heads, *rows)))
    assert dialog.where.currentText() == "Sur les 3 lignes sélectionnées, dans leur ordre"
    assert [becomes(dialog)[at] for at in range(3) if at != draft] == ["Inchangée", "Inchangée"], "one is confirmed"
    assert becomes(dialog)[draft] == "1 case modifiée", "what the program fills itself stays behind"
    told = dialog.rows.headerData(draft, Qt.Orientation.Vertical)
    assert told == shown[draft]["name"]
    page.table.records.set_order(("total_weight_kg",))  # rows move meanwhile
    click(dialog, "go")
    qtbot.waitUntil(lambda: "1 fiche modifiée" in notices(page))
    grades = [api.read(HARVESTS, one["id"])["grade"] for one in shown]
    assert grades == ["c" if at == draft else "b" for at in range(3)]
    undo(page)
    qtbot.waitUntil(lambda: "Annulé." in notices(page))
    assert api.read(HARVESTS, shown[draft]["id"])["grade"] == "b"


def test_as_many_rows_are_selected_as_pasted_and_another_order_is_asked_about(qtbot, harvests):
    page, _made = harvests
    settle(qtbot, page)
    page.table.selectAll()
    page.table.setFocus()
    QGuiApplication.clipboard().setText("harvested_on\n01/01/2026\n02/01/2026")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert notices(page)[-1].startswith("2 lignes copiées, 3 sélectionnées")
    page.table.clearSelection()
    page.table.selectRow(0)
    dialog = paste(qtbot, page, "harvested_on", "01/01/2026")
    assert (dialog.where.count(), dialog.where.currentText()) == (2, "Comme nouvelles lignes")
    dialog.reject()
    page.table.selectAll()
    dialog = paste(qtbot, page, "harvested_on;grade", *["01/01/2026;C"] * 3)
    assert "Récolté le » change dans 2 lignes" in dialog.outcome.words.text().replace("\xa0", " ")


def test_what_is_no_table_is_said_in_words(qtbot, page):
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert notices(page) == ["Copiez d’abord des lignes d’un tableur."]
    QGuiApplication.clipboard().setText("a\n" * 501)
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert any("500" in words for words in notices(page))


def change(qtbot, page, name: str, value: object) -> ChangeDialog:
    """Select all rows, give a field of theirs a value, and wait until what changes is shown."""
    page.table.selectAll()
    page.actions_by_name["bulk"].trigger()
    dialog = child(page, ChangeDialog)
    dialog.field.setCurrentIndex(dialog.field.findData(name))
    dialog.editor.set_value(value)
    click(dialog, "go")
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 1 and not dialog.busy.isVisible())
    return dialog


def told(dialog: ChangeDialog | OneByOne) -> list[list[str]]:
    rows, columns = dialog.lines.rowCount(), dialog.lines.columnCount()
    return [[dialog.lines.index(row, column).data() for column in range(columns)] for row in range(rows)]


def test_the_selected_are_changed_together_after_a_look_and_undone_as_one(qtbot, page, sites, api):
    mark, (north, formula) = sites
    dialog = change(qtbot, page, "name", "Nord")
    assert told(dialog) == [[f"{mark}1 =1+1", "=1+1", "Nord", ""]], "one is called so already"
    assert api.read(SITES, formula["id"])["name"] == "=1+1", "nothing is stored yet"
    click(dialog, "go")
    qtbot.waitUntil(lambda: notices(page) == ["1 fiche modifiée"])
    assert api.read(SITES, formula["id"])["name"] == "Nord"
    assert api.read(SITES, north["id"])["version"] == north["version"]
    undo(page)
    qtbot.waitUntil(lambda: "Annulé." in notices(page))
    assert api.read(SITES, formula["id"])["name"] == "=1+1"


def test_a_record_that_somebody_changed_meanwhile_is_named_and_holds_back_all(qtbot, page, sites, api):
    mark, (north, formula) = sites
    dialog = change(qtbot, page, "name", "Sud")
    assert len(told(dialog)) == 2
    api.update(SITES, formula, note="d'un autre")
    click(dialog, "go")
    qtbot.waitUntil(lambda: dialog.outcome.property("notice") == "danger")
    assert [line[0] for line in told(dialog)] == [f"{mark}1 =1+1", f"{mark}0 Nord"]
    assert "quelqu’un d’autre a modifié" in told(dialog)[0][3]
    assert not dialog.go.isEnabled()
    assert api.read(SITES, north["id"])["name"] == "Nord"


def test_what_the_server_refuses_is_told_for_each_record(qtbot, page):
    dialog = change(qtbot, page, "latitude", "91")
    assert [bool(line[3]) for line in told(dialog)] == [True, True]
    assert not dialog.go.isEnabled()


@pytest.fixture
def harvests(desktop, qtbot, api):
    """The list of three harvests, the last of which is confirmed already."""
    land = Farm(api)
    plot = land.plot()
    made = [land.harvest(plot) for _ in range(3)]
    api.act(HARVESTS, made[2], "confirm")
    page = open_list(desktop, qtbot, HARVESTS)
    page.set_condition(Condition("plot_id", Operator.EQ, plot["id"], plot["code"]))
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    settle(qtbot, page)
    return page, made


def test_a_deed_is_done_to_the_selected_one_after_the_other_and_a_refusal_says_why(qtbot, harvests, api):
    page, made = harvests
    page.table.selectAll()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = child(page, ActDialog)
    dialog.deed.setCurrentIndex(dialog.deed.findData("confirm"))
    assert sorted(line[1] for line in told(dialog)) == ["Laissée de côté\u00a0: Confirmé", "Sera fait", "Sera fait"]
    assert dialog.go.text() == "Confirmer"
    api.update(HARVESTS, made[1], note="d'un autre")
    click(dialog, "go")
    qtbot.waitUntil(lambda: dialog.leave.text() == "Fermer")
    assert dialog.outcome.words.text() == "1 faite, 1 refusée"
    [change, *_] = api.get(f"/{HARVESTS.replace('.', '/')}/{made[1]['id']}/history").json()["items"]
    assert told(dialog)[0][1].startswith(f"Rien n’a été enregistré : {change['actor']} a modifié cette fiche")
    assert "(F5)" in told(dialog)[0][1]
    assert not dialog.go.isVisible(), "nothing is left to go on with"
    click(dialog, "cancel")
    qtbot.waitUntil(lambda: notices(page) == ["Confirmer\u00a0: fait pour 1 fiche."])
    assert [api.read(HARVESTS, one["id"])["status"] for one in made] == ["confirmed", "draft", "confirmed"]


def test_rows_that_were_never_seen_are_deleted_too_what_is_refused_stays_and_the_rest_comes_back(
    qtbot, page, sites, api, monkeypatch
):
    mark, (north, formula) = sites
    Farm(api).plot(site_id=north["id"])
    monkeypatch.setattr(page.table, "marked_records", list)  # as far down a long list as nobody has looked
    page.table.selectAll()
    page.actions_by_name["delete"].trigger()
    qtbot.waitUntil(lambda: any(one.leave.text() == "Fermer" for one in page.findChildren(OneByOne)))
    dialog = child(page, OneByOne)
    assert [line[0] for line in told(dialog)] == [f"{mark}0 Nord", f"{mark}1 =1+1"]
    assert told(dialog)[1][1] == "Fait"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    undo(page)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert api.read(SITES, formula["id"])["name"] == "=1+1"


def test_what_is_refused_when_it_is_taken_back_keeps_its_way_back(qtbot, page, sites, api):
    mark, records = sites
    page.table.selectAll()
    page.actions_by_name["delete"].trigger()
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 0)
    other = api.create(SITES, code=f"{mark}0", name="D'un autre (démo)")
    undo(page)
    qtbot.waitUntil(lambda: any(one.leave.text() == "Fermer" for one in page.window().findChildren(OneByOne)))
    QTest.keyClick(child(page.window(), OneByOne), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: notices(page) == ["1 fiche rétablie, 1 encore supprimée."])
    api.remove(SITES, other)
    undo(page)
    qtbot.waitUntil(lambda: "Suppression annulée." in notices(page))
    assert {one["id"] for one in api.items(SITES, f"code:in:{mark}0|{mark}1")} == {one["id"] for one in records}


def test_it_stops_after_the_record_under_way_and_goes_on_where_it_stood(desktop, qtbot):
    records = [{"id": str(n), "code": f"E{n}", "name": "Essai (démo)"} for n in range(3)]
    under_way, go_on, asked, answers = Event(), Event(), [], []

    def step(record):
        asked.append(record["id"])
        under_way.set()
        go_on.wait(10)
        if asked == ["0", "1"]:
            raise Unreachable("cut")
        return record

    dialog = OneByOne(desktop.metas[SITES], records, "Essai", desktop.window, step)
    dialog.ended.connect(answers.extend)
    dialog.open()
    dialog.begin()
    qtbot.waitUntil(under_way.is_set)
    dialog.reject()
    go_on.set()
    qtbot.waitUntil(lambda: dialog.outcome.words.text() == "1 faite, 2 laissées comme elles étaient")
    click(dialog, "go")
    qtbot.waitUntil(lambda: "ne répond pas" in dialog.problem.words.text())
    assert answers == []
    click(dialog, "go")
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert asked == ["0", "1", "1", "2"]


def test_quantities_carry_their_unit_on_the_screen_and_none_to_a_spreadsheet(desktop, qtbot, api):
    mark = code("U")
    sack = api.create("inventory.items", code=mark, name="N (démo)", category="input", unit="l", alert_quantity="7")
    draft(api, "receipt", sack, "1200.5", destination=warehouse(api))
    page = open_list(desktop, qtbot, MOVES)
    page.set_condition(Condition("item_id", Operator.EQ, sack["id"], mark))
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    settle(qtbot, page)
    column = [field.name for field in page.table.records.columns].index("quantity")
    assert page.table.records.index(0, column).data() == "1\u202f200,5\u202fl"
    page.table.selectAll()
    page.actions_by_name["copy"].trigger()
    assert "1200,5" in QGuiApplication.clipboard().text().splitlines()[1].split("\t")


def test_groups_tell_their_sums_and_open_the_rows_that_they_count(desktop, qtbot, api, tmp_path):
    mark = code("G")
    for number, (category, amount) in enumerate((("input", "1000.5"), ("input", "2"), ("packaging", "7"))):
        given = {"name": "N (démo)", "category": category, "unit": "kg", "alert_quantity": amount}
        api.create("inventory.items", code=f"{mark}{number}", **given)
    page = open_list(desktop, qtbot, "inventory.items")
    page.search.setText(mark)
    qtbot.waitUntil(lambda: page.table.records.search == mark and page.table.records.rowCount() == 3)
    page.actions_by_name["group"].trigger()
    dialog = child(page, GroupDialog)
    qtbot.waitUntil(lambda: not dialog.busy.isVisible())
    dialog.field.setCurrentIndex(dialog.field.findData("category"))
    qtbot.waitUntil(lambda: dialog.groups.rowCount() == 3)
    lines = [[dialog.groups.index(row, column).data() for column in range(3)] for row in range(3)]
    assert lines == [
        ["Emballage", "1", "7\u202fkg"],
        ["Intrant", "2", "1\u202f002,5\u202fkg"],
        ["Tout ensemble", "3", "1\u202f009,5\u202fkg"],
    ]
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [copied[0][2], *(line[1:3] for line in copied[1:])] == [
        "Seuil d'alerte (kg)", ["1", "7"], ["2", "1002,5"], ["3", "1009,5"],
    ]  # fmt: skip
    QTest.keyClick(dialog.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = child(dialog, PreviewDialog)
    qtbot.waitUntil(lambda: preview.view.total == 1)
    preview.reject()
    child(dialog, QPushButton, "exportGroups").click()
    export = child(dialog, ExportDialog)
    export.target.setText(str(tmp_path / "groupes.xlsx"))
    with qtbot.waitSignal(page.told):
        export.export()
    assert (tmp_path / "groupes.xlsx").stat().st_size
    dialog.table.setCurrentIndex(dialog.groups.index(1, 0))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert [condition.wire for condition in page.conditions] == ["category:eq:input"]


def test_dates_are_grouped_by_the_length_that_is_chosen(desktop, qtbot, api):
    mark = code("")[:6]
    for number, day in enumerate(("2026-01-31", "2026-02-01")):
        api.create("hr.employees", code=f"{mark}{number}", last_name="A (démo)", hired_on=day)
    page = open_list(desktop, qtbot, "hr.employees")
    page.search.setText(mark)
    qtbot.waitUntil(lambda: page.table.records.search == mark and page.table.records.rowCount() == 2)
    page.actions_by_name["group"].trigger()
    dialog = child(page, GroupDialog)
    assert not dialog.step.isVisible()
    dialog.field.setCurrentIndex(dialog.field.findData("hired_on"))
    assert dialog.step.isVisible()
    qtbot.waitUntil(lambda: dialog.groups.rowCount() == 3)
    assert [dialog.groups.index(row, 0).data() for row in range(2)] == ["01/2026", "02/2026"]
    dialog.step.setCurrentIndex(dialog.step.findData("year"))
    qtbot.waitUntil(lambda: dialog.groups.rowCount() == 2)
    assert dialog.groups.index(0, 0).data() == "2026"
