"""One record: made, corrected, changed by two people, never lost."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from fofal_desktop import pieces
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.chooser import Chooser
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.drafts.disk import drafts_folder
from fofal_desktop.fields.editor import FieldEditor
from fofal_desktop.models.lines import Cell
from fofal_desktop.views.page import Place
from fofal_desktop.views.summary import ProblemSummary
from tests.desktop.screens.driving import answer, child, new_record, notices, open_list, open_record, write
from tests.factories import made
from tests.support.api import code

SITES, PARTIES, EMPLOYEES, TEAMS = "settings.sites", "parties.parties", "hr.employees", "hr.teams"
WEIGHTS, HARVESTS = "agronomy.bunch-weights", "agronomy.harvests"


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name="Bloc nord", latitude="4.0511")


def press(page, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.window(), key, modifier)


# -- made and corrected


def test_a_new_record_begins_with_its_defaults_and_is_stored_by_ctrl_s(desktop, qtbot, api):
    page = new_record(desktop, SITES)
    assert page.form.editors["timezone"].value() == "Africa/Douala"
    assert not page.dirty
    mark = code("S")
    write(page, "code", mark)
    write(page, "name", "Bloc sud")
    assert page.dirty
    press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.record is not None)
    assert not page.dirty
    assert page.title == f"{mark} · Bloc sud" or mark in page.title
    assert api.items(SITES, f"code:eq:{mark}")[0]["name"] == "Bloc sud"
    assert notices(page)[0].startswith("Enregistré")


def test_a_form_is_built_between_what_is_typed_into_it(desktop, qtbot, monkeypatch):
    monkeypatch.setattr(pieces, "TURN_S", 0)
    page = new_record(desktop, PARTIES)
    form, built, watch = page.form, [], QTimer(interval=0)
    watch.timeout.connect(lambda: built.append(len(form.findChildren(FieldEditor))))
    watch.start()
    qtbot.waitUntil(lambda: bool(built))
    assert not form.whole
    QTest.keyClicks(QApplication.focusWidget(), "first")
    qtbot.waitUntil(lambda: form.whole)
    watch.stop()
    assert max(after - before for before, after in pairwise(built)) <= 2, "fields between two turns of the loop"
    assert (page.dirty, form.changed()) == (True, {"code": "first"})
    first, met, around = QApplication.focusWidget(), [], set()
    while not (met and QApplication.focusWidget() is first):
        focused = QApplication.focusWidget()
        met += [name for name, editor in form.editors.items() if editor.isAncestorOf(focused)]
        around.add(focused.objectName())
        assert len(met) <= len(form.editors), "Tab goes round in the form and comes to nothing else"
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert met == list(form.editors), "what was built last comes last, and before what stands around the form"
    assert {"button-save", "finder", "modules"} <= around


def test_what_the_server_works_out_is_shown_before_it_is_stored(desktop, qtbot, api):
    plot = made(api, "agronomy.plots")
    page = new_record(desktop, WEIGHTS)
    average = page.form.editors["average_kg"]
    assert average.isVisible()
    page.form.put({"plot_id": plot["id"], "month": "2026-01-01"}, {"plot_id_label": plot["code"]})
    write(page, "sample_bunches", "100")
    write(page, "sample_kg", "1250")
    qtbot.waitUntil(lambda: average.value() == "12.5")
    write(page, "sample_kg", "1300")
    qtbot.waitUntil(lambda: average.value() == "13")
    assert (page.dirty, page.record) == (True, None)
    assert api.items(WEIGHTS, f"plot_id:eq:{plot['id']}") == []
    page.save()
    qtbot.waitUntil(lambda: page.record is not None)
    assert (page.record["average_kg"], page.dirty) == ("13", False)


def test_what_is_wrong_stands_under_its_field_and_what_was_typed_stays(desktop, qtbot, api, site):
    page = new_record(desktop, SITES)
    write(page, "code", site["code"])
    write(page, "name", "Un autre")
    write(page, "latitude", "95")
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    shown = [line.text() for line in page.summary.findChildren(QPushButton)]
    assert len(shown) >= 1
    assert page.form.editors["latitude"].focusProxy().property("problem")
    write(page, "latitude", "4")
    page.save()
    qtbot.waitUntil(lambda: "Code" in "".join(line.text() for line in page.summary.findChildren(QPushButton)))
    assert page.form.editors["code"].focusProxy().property("problem")
    assert page.form.editors["name"].value() == "Un autre"
    write(page, "code", code("S"))
    page.save()
    qtbot.waitUntil(lambda: page.record is not None)
    assert not page.summary.isVisible()


def test_a_line_of_the_summary_leads_to_its_field(desktop, qtbot):
    page = new_record(desktop, SITES)
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    line = next(one for one in page.summary.findChildren(QPushButton) if "Nom" in one.text())
    page.form.editors["latitude"].setFocus()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert desktop.window.focusWidget() is page.form.editors["name"].focusProxy()


def test_what_cannot_be_read_is_not_sent(desktop, qtbot):
    page = new_record(desktop, SITES)
    write(page, "code", code("S"))
    write(page, "name", "x")
    write(page, "latitude", "quatre")
    page.save()
    assert page.summary.isVisible()
    assert not page.busy.isVisible()
    assert page.form.editors["latitude"].focusProxy().text() == "quatre"


def test_only_what_changed_is_sent(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Bloc ouest")
    assert page.form.changed() == {"name": "Bloc ouest"}
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(SITES, site["id"])["latitude"] == site["latitude"]


# -- two people


def test_two_people_choose_field_by_field(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    api.update(SITES, site, name="Le leur", latitude="5")
    write(page, "name", "Le mien")
    write(page, "longitude", "9,5")
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    dialog = child(page, ConflictDialog)
    assert set(dialog.choices) == {"name", "latitude", "longitude"}
    assert dialog.choices["latitude"].checkedButton().objectName() == "theirs-latitude"
    assert dialog.choices["longitude"].checkedButton().objectName() == "mine-longitude"
    assert dialog.choices["name"].checkedButton() is None
    assert not dialog.save.isEnabled(), "both changed the name: nobody may overwrite unknowingly"
    mine = child(dialog, QRadioButton, "mine-name")
    assert (mine.text(), child(dialog, QRadioButton, "theirs-name").text()) == ("Le mien", "Le leur")
    mine.click()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.dirty)
    stored = api.read(SITES, site["id"])
    assert (stored["name"], float(stored["latitude"]), float(stored["longitude"])) == ("Le mien", 5, 9.5)


def test_lines_of_both_are_put_together(desktop, qtbot, api):
    harvest = api.update(HARVESTS, made(api, HARVESTS), lines=[{"weight_kg": "10"}, {"weight_kg": "20"}])
    first, second = ({"id": line["id"], "weight_kg": line["weight_kg"]} for line in harvest["lines"])
    page = open_record(desktop, qtbot, HARVESTS, harvest["id"])
    api.update(HARVESTS, harvest, lines=[first, second | {"weight_kg": "25"}, {"weight_kg": "5"}])
    lines = page.form.editors["lines"].model
    lines.write([Cell(0, "weight_kg", "11"), Cell(2, "weight_kg", "1"), Cell(3, "weight_kg", "7")])
    lines.write([Cell(2, "weight_kg", None)])  # nothing stands there any more: it is no line
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    dialog = child(page, ConflictDialog)
    mine = dialog.choices["lines"].checkedButton()
    assert mine.text().startswith("Les lignes des deux"), mine.text()
    assert "Identifiant" not in mine.text()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.dirty)
    assert [line["weight_kg"] for line in api.read(HARVESTS, harvest["id"])["lines"]] == ["11", "25", "5", "7"]


def test_taking_all_of_the_other_version_sends_nothing(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    theirs = api.update(SITES, site, name="Le leur")
    write(page, "name", "Le mien")
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    dialog = child(page, ConflictDialog)
    QTest.mouseClick(child(dialog, QPushButton, "allTheirs"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.dirty)
    assert page.form.editors["name"].value() == "Le leur"
    assert api.read(SITES, site["id"])["version"] == theirs["version"]


def test_closing_the_comparison_goes_on_with_what_was_typed(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    api.update(SITES, site, name="Le leur")
    write(page, "name", "Le mien")
    page.save()
    qtbot.waitUntil(lambda: page.findChild(ConflictDialog) is not None)
    child(page, ConflictDialog).reject()
    assert page.form.editors["name"].value() == "Le mien"
    assert page.dirty


def test_what_was_typed_into_a_record_that_others_deleted_is_saved_as_a_new_one(desktop, qtbot, api):
    harvest = api.update(HARVESTS, made(api, HARVESTS), lines=[{"weight_kg": "10"}, {"weight_kg": "20"}])
    page, then = open_record(desktop, qtbot, HARVESTS, harvest["id"]), []
    api.remove(HARVESTS, harvest)
    page.form.editors["lines"].model.write([Cell(0, "weight_kg", "11"), Cell(2, "weight_kg", "7")])
    page.save(lambda: then.append("left"))
    qtbot.waitUntil(lambda: page.findChild(Question) is not None)
    words = child(child(page, Question), QLabel, "questionText").text()
    assert re.match(r"\S+ a supprimé cette fiche entre-temps \(\d\d:\d\d\)\. ", words), words
    QTest.keyClick(child(page, Question), Qt.Key.Key_Escape)
    assert page.dirty
    assert child(page, ProblemSummary).isVisible()
    page.save(lambda: then.append("left"))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(Question)))
    assert not page.findChildren(QPushButton, "answer-back")
    QTest.keyClick(child(page, Question), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: then == ["left"])
    anew = api.read(HARVESTS, page.place.key)
    assert anew["id"] != harvest["id"]
    assert [line["weight_kg"] for line in anew["lines"]] == ["11", "20", "7"]
    assert anew["plot_id"] == harvest["plot_id"]


def test_who_deleted_a_record_may_take_it_back_with_what_is_typed(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    desktop.client.delete(page.resource, site["id"], site["version"], idempotency_key=new_key())
    write(page, "name", "Le mien")
    page.save()
    qtbot.waitUntil(lambda: page.findChild(Question) is not None)
    answer(page, "back")
    qtbot.waitUntil(lambda: not page.dirty)
    stored = api.read(SITES, site["id"])
    assert (stored["name"], stored["code"], stored["latitude"]) == ("Le mien", site["code"], site["latitude"])


def test_a_record_on_show_follows_what_others_save(desktop, qtbot, api, site):
    desktop.feed.ask_every(50)
    page = open_record(desktop, qtbot, SITES, site["id"])
    changed = api.update(SITES, site, name="Renommé")
    qtbot.waitUntil(lambda: page.form.editors["name"].value() == "Renommé")
    write(page, "name", "Ma saisie")
    api.update(SITES, changed, name="Encore")
    qtbot.waitUntil(page.problem.isVisible)
    assert page.form.editors["name"].value() == "Ma saisie"


# -- lines, relations


def test_lines_are_typed_stored_and_their_problems_marked(desktop, qtbot, api):
    page = new_record(desktop, PARTIES)
    write(page, "code", code("P"))
    write(page, "name", "Huilerie du nord")
    page.form.editors["contacts"].focusProxy().setFocus()
    for key in (*"Awa", Qt.Key.Key_Tab, *"Chef", Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert page.form.values()["contacts"] == [{"name": "Awa", "role": "Chef", "phone": None, "email": None}]
    page.save()
    qtbot.waitUntil(lambda: page.record is not None)
    assert [line["name"] for line in page.record["contacts"]] == ["Awa"]
    assert not page.dirty


def test_f2_opens_the_list_to_choose_from(desktop, qtbot, api):
    team = api.create(TEAMS, code=code("T"), name="Équipe du nord")
    page = new_record(desktop, EMPLOYEES)
    editor = page.form.editors["team_id"]
    editor.focusProxy().setFocus()
    QTest.keyClick(editor.focusProxy(), Qt.Key.Key_F2)
    chooser = child(page, Chooser)
    QTest.keyClicks(chooser.search, team["code"])
    qtbot.waitUntil(lambda: chooser.table.records.rowCount() == 1 and chooser.table.records.record(0) is not None)
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    chooser.table.selectRow(0)
    QTest.mouseClick(chooser.choose, Qt.MouseButton.LeftButton)
    assert editor.value() == team["id"]
    assert "Équipe du nord" in editor.focusProxy().text()


def test_ctrl_n_and_ctrl_f_hold_in_a_form_too(desktop, qtbot, site):
    page, ctrl = open_record(desktop, qtbot, SITES, site["id"]), Qt.KeyboardModifier.ControlModifier
    write(page, "name", "Pas encore")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_N, ctrl)
    new = desktop.window.workspace.page
    assert new.place == Place("new", SITES)
    QTest.keyClick(new.focusWidget(), Qt.Key.Key_F, ctrl)
    found = desktop.window.workspace.page
    assert found.place == Place("list", SITES)
    assert desktop.window.focusWidget() is found.search
    found.table.setFocus()
    desktop.window.workspace.setCurrentWidget(page)
    assert page.dirty
    page.deeds["find"].trigger()
    assert desktop.window.focusWidget() is found.search, "also where the list is open already"


def test_what_is_missing_is_made_for_its_field_and_opened_from_there(desktop, qtbot):
    workspace, mark = desktop.window.workspace, code("T")
    page = new_record(desktop, EMPLOYEES)
    open_list(desktop, qtbot, SITES)  # a tab right of it, which is not the one to come back to
    workspace.setCurrentWidget(page)
    page.form.go_to("team_id")
    editor = page.form.editors["team_id"]
    QTest.keyClicks(editor.line, mark)
    qtbot.waitUntil(editor.offers.isVisible)
    assert editor.offers.item(editor.offers.count() - 1).text() == f"Créer «\u00a0{mark}\u00a0»"
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    new = workspace.page
    assert (new.place, new.form.editors["name"].value()) == (Place("new", TEAMS), mark)
    write(new, "code", mark)
    new.save()
    qtbot.waitUntil(lambda: workspace.page is page)
    assert editor.chosen()[1].endswith(mark)
    assert QApplication.focusWidget() is editor.line
    QTest.keyClick(editor.line, Qt.Key.Key_F2)
    assert workspace.page.place == Place("record", TEAMS, editor.value())


# -- leaving


def test_escape_asks_before_it_closes_and_keeps_what_was_typed(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pas encore")
    press(page, Qt.Key.Key_Escape)
    answer(page, "stay")
    assert desktop.window.workspace.count() == 1
    assert page.form.editors["name"].value() == "Pas encore"
    press(page, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    answer(page, "drop")
    assert desktop.window.workspace.count() == 0


def test_leaving_can_save(desktop, qtbot, api, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Gardé")
    press(page, Qt.Key.Key_Escape)
    answer(page, "save")
    qtbot.waitUntil(lambda: desktop.window.workspace.count() == 0)
    assert api.read(SITES, site["id"])["name"] == "Gardé"


def test_leaving_stays_when_the_save_is_refused(desktop, qtbot, site, api):
    other = api.create(SITES, code=code("S"), name="Autre")
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "code", other["code"])
    press(page, Qt.Key.Key_Escape)
    answer(page, "save")
    qtbot.waitUntil(page.summary.isVisible)
    assert desktop.window.workspace.count() == 1
    assert page.form.editors["code"].value() == other["code"]


def test_the_window_asks_before_it_closes(desktop, qtbot, site):
    open_list(desktop, qtbot, SITES)
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pas encore")
    desktop.window.close()
    assert desktop.window.isVisible()
    answer(page, "stay")
    assert desktop.window.isVisible()
    assert page.dirty


class Leaving:
    """What the system says when it is shut down, and what it is told; Qt lets nobody make one."""

    cancelled = False

    def allowsInteraction(self) -> bool:
        return True

    def release(self) -> None:
        pass

    def cancel(self) -> None:
        self.cancelled = True


def test_a_shutdown_finds_what_was_typed_on_the_disk_and_asks(desktop, qtbot, site):
    page, system = open_record(desktop, qtbot, SITES, site["id"]), Leaving()
    desktop.farewell.hear(system)
    assert not system.cancelled, "nothing stands against it"
    write(page, "name", "Pas encore")
    desktop.farewell.hear(system)
    assert len(list(drafts_folder().glob("*/*.draft"))) == 1, "before the pause after the first key is over"
    assert system.cancelled
    answer(page, "drop")
    qtbot.waitUntil(lambda: not desktop.window.isVisible())


# -- what one may do


def sit_down(desktop, person) -> None:
    """Another person at the desktop, as the server knows it."""
    desktop.client.session.access_token = person.http.headers["Authorization"].removeprefix("Bearer ")
    desktop.metas.update(desktop.client.meta())
    desktop.window.show()


def test_without_the_right_to_make_one_what_was_typed_into_a_deleted_record_stays(fresh, qtbot, api, site):
    sit_down(fresh, api.as_user("settings.sites:read", "settings.sites:update"))
    page = open_record(fresh, qtbot, SITES, site["id"])
    api.remove(SITES, site)
    write(page, "name", "Le mien")
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    assert "copiez" in child(page.summary, QLabel, "bannerText").text()
    assert page.findChild(Question) is None
    assert page.form.editors["name"].value() == "Le mien"
    fresh.client.session.access_token = ""


def test_without_the_right_to_change_it_is_shown_read_only(fresh, qtbot, api, site):
    sit_down(fresh, api.as_user("settings.sites:read"))
    page = open_record(fresh, qtbot, SITES, site["id"])
    assert not page.heading.save.isVisible()
    assert page.heading.hint.text() == "Lecture seule"
    line = page.form.editors["name"].focusProxy()
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert not page.deeds["delete"].isEnabled()
    fresh.client.session.access_token = ""


def test_a_record_that_is_gone_says_so(desktop, qtbot, api, site):
    api.remove(SITES, site)
    page = desktop.window.go(Place("record", SITES, site["id"]))
    qtbot.waitUntil(page.unread.isVisible)
    assert (page.area.isVisible(), page.heading.save.isVisible()) == (False, False)
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desktop.window.page.place == Place("list", SITES))
