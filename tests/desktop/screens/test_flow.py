"""What is done with a record: deeds of its flow, looking back, copying, deleting; and its files."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QToolButton

from fofal_desktop.dialogs.file_preview import FilePreview
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.shell.notices import NoticeStrip
from tests.desktop.looks.walk import offer_all
from tests.desktop.screens.driving import answer, child, notices, open_record, write
from tests.desktop.test_glance import drawn
from tests.server.agronomy.farm import Farm
from tests.server.documents.files import PDF, attached
from tests.support.api import code

HARVESTS, SITES, EMPLOYEES, TEAMS = "agronomy.harvests", "settings.sites", "hr.employees", "hr.teams"


@pytest.fixture
def harvest(api):
    """A harvest that is not confirmed yet."""
    land = Farm(api)
    return land.harvest(land.plot())


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name="Bloc nord", latitude="4.0511")


def flow(page) -> list[str]:
    """The deeds on offer."""
    found = [one for one in page.heading.findChildren(QPushButton) if one.objectName().startswith("act-")]
    return [one.objectName().removeprefix("act-") for one in found if one.isVisible()]


def test_a_deed_asks_is_done_and_the_record_follows(desktop, qtbot, api, harvest):
    page = open_record(desktop, qtbot, HARVESTS, harvest["id"])
    qtbot.waitUntil(lambda: "confirm" in flow(page))
    assert page.heading.state.text() == "Brouillon"
    QTest.mouseClick(child(page, QPushButton, "act-confirm"), Qt.MouseButton.LeftButton)
    answer(page, "no")
    assert api.read(HARVESTS, harvest["id"])["status"] == "draft"
    QTest.mouseClick(child(page, QPushButton, "act-confirm"), Qt.MouseButton.LeftButton)
    answer(page, "yes")
    qtbot.waitUntil(lambda: page.record["status"] == "confirmed")
    assert page.record["lot_id"]
    assert page.heading.state.property("tone") == "done"
    qtbot.waitUntil(lambda: "confirm" not in flow(page))
    assert not page.heading.save.isVisible(), "what is confirmed cannot be edited"
    assert len(notices(page)) == 1


def test_deeds_that_find_no_room_stand_in_a_menu(desktop, qtbot, harvest):
    page = open_record(desktop, qtbot, HARVESTS, harvest["id"])
    offer_all(page)
    whole = flow(page)
    assert len(whole) > 1
    assert not child(page, QPushButton, f"act-{whole[0]}").isHidden()
    page.heading._flow.setMaximumWidth(page.heading._flow.minimumSizeHint().width())
    qtbot.waitUntil(lambda: flow(page) == [])
    names = [one.text() for one in page.heading._flow.more.menu().actions()]
    assert names == [action.label for action in page.resource.actions]
    page.heading._flow.more.menu().actions()[0].trigger()
    assert child(page, QDialog).isVisible()
    page.heading._flow.setMaximumWidth(1000)
    qtbot.waitUntil(lambda: flow(page) == whole)


def test_a_deed_first_saves_what_was_typed(desktop, qtbot, api, harvest):
    page = open_record(desktop, qtbot, HARVESTS, harvest["id"])
    page.form.editors["note"].set_value("Pluie le matin")
    assert page.dirty
    qtbot.waitUntil(lambda: "confirm" in flow(page))
    QTest.mouseClick(child(page, QPushButton, "act-confirm"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.dirty and page.findChild(Question) is not None)
    answer(page, "yes")
    qtbot.waitUntil(lambda: page.record["status"] == "confirmed")
    assert api.read(HARVESTS, harvest["id"])["note"] == "Pluie le matin"


def test_a_refused_deed_says_why_and_leaves_the_record(desktop, qtbot, api, harvest):
    page = open_record(desktop, qtbot, HARVESTS, harvest["id"])
    qtbot.waitUntil(lambda: "confirm" in flow(page))
    api.act(HARVESTS, harvest, "confirm")
    page.act(next(action for action in page.resource.actions if action.name == "confirm"))
    answer(page, "yes")
    qtbot.waitUntil(page.summary.isVisible)
    assert page.record["status"] == "draft"


# -- looking back, copying, deleting


def test_the_history_shows_each_field_before_and_after(desktop, qtbot, api, site):
    api.update(SITES, site, name="Bloc est")
    page = open_record(desktop, qtbot, SITES, site["id"])
    page.deeds["history"].trigger()
    dialog = child(page, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    table = child(dialog, QTableView, "history")
    first = [table.model().index(0, column).data() for column in range(table.model().columnCount())]
    assert first[3:] == ["Nom", "Bloc nord", "Bloc est"]


def test_a_copy_begins_with_the_values_and_is_not_stored_yet(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    page.deeds["duplicate"].trigger()
    copy = desktop.window.workspace.page
    assert copy is not page
    assert copy.record is None
    assert copy.form.editors["name"].value() == "Bloc nord"
    assert copy.form.editors["latitude"].value() == page.form.editors["latitude"].value()
    assert copy.dirty, "a copy that was never saved must not vanish without a question"


def test_a_refused_deletion_leaves_what_was_typed(desktop, qtbot, api):
    leader = api.create(EMPLOYEES, code=code("E"), last_name="Chef (démo)", hired_on="2024-01-08")
    api.create(TEAMS, code=code("T"), name="Équipe (démo)", leader_id=leader["id"])
    page = open_record(desktop, qtbot, EMPLOYEES, leader["id"])
    write(page, "first_name", "Corrigé")
    page.deeds["delete"].trigger()
    answer(page, "keep")
    assert notices(page) == []
    page.deeds["delete"].trigger()
    answer(page, "delete")
    qtbot.waitUntil(lambda: notices(page) != [])
    assert (page.dirty, page.form.editors["first_name"].value()) == (True, "Corrigé")


def test_a_deleted_record_comes_back_by_the_notice_with_its_files(desktop, qtbot, api, site):
    file = attached(api, site, resource=SITES)
    page = open_record(desktop, qtbot, SITES, site["id"])
    page.deeds["delete"].trigger()
    qtbot.waitUntil(lambda: desktop.window.workspace.count() == 0)
    assert api.items(SITES, f"code:eq:{site['code']}") == []
    strip = child(desktop.window, NoticeStrip)
    QTest.mouseClick(child(strip, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Suppression annulée." in notices(desktop))
    back = api.read(SITES, site["id"])
    assert (back["name"], back["latitude"]) == ("Bloc nord", site["latitude"])
    assert [one["id"] for one in api.items("documents.attachments", f"record_id:eq:{site['id']}")] == [file["id"]]


# -- files


@pytest.fixture
def page(desktop, qtbot, site):
    """A stored site with its pane of files open."""
    found = open_record(desktop, qtbot, SITES, site["id"])
    found.deeds["attachments"].trigger()
    return found


def test_a_file_is_dropped_listed_and_taken_away(page, qtbot, tmp_path):
    file = tmp_path / "bornage éte.pdf"
    file.write_bytes(b"%PDF-1.4\n% d\xc3\xa9mo\n%%EOF\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.pane.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: page.pane.list.count() == 1)
    assert page.pane.list.item(0).text().startswith("bornage éte.pdf")
    assert not page.pane.empty.isVisible()
    page.pane.list.setCurrentRow(0)
    page.pane.remove.click()
    answer(page, "keep")
    assert page.pane.list.count() == 1
    page.pane.remove.click()
    answer(page, "delete")
    qtbot.waitUntil(lambda: page.pane.list.count() == 0)


def test_a_file_comes_back_as_it_was_sent(page, qtbot, tmp_path):
    file, back = tmp_path / "note.txt", tmp_path / "back.txt"
    file.write_text("Ébondi", encoding="utf-8")
    page.pane.attach(file)
    qtbot.waitUntil(lambda: page.pane.list.count() == 1 or page.pane.problem.isVisible())
    assert not page.pane.problem.isVisible(), page.pane.problem.words.text()
    page.pane.fetch(page.pane.list.item(0).data(Qt.ItemDataRole.UserRole), back, lambda: None)
    qtbot.waitUntil(back.exists)
    assert back.read_bytes() == file.read_bytes()


def test_a_file_is_seen_beside_the_record_and_large(page, qtbot, tmp_path):
    """Added, it is selected; a picture and the beginning of a text are seen, of a PDF what is known of it is told."""
    pane, files = page.pane, page.pane.list
    for name, content in (("carte.png", drawn(600, 300)), ("mesures.csv", b"jour;pluie\n1;12\n"), ("acte.pdf", PDF)):
        (tmp_path / name).write_bytes(content)
        pane.attach(tmp_path / name)
        qtbot.waitUntil(lambda name=name: (pane.chosen or {}).get("name") == name)
    assert pane.preview.remark.text() == pane.tr(
        "Files of this kind are not shown here: Enter opens it in its program."
    )
    assert not child(pane, QToolButton, "button-look").isEnabled()
    files.setCurrentRow(1)
    qtbot.waitUntil(lambda: pane.preview.text.toPlainText() == "jour;pluie\n1;12")
    files.setCurrentRow(2)
    qtbot.waitUntil(pane.preview.picture.isVisible)
    assert pane.preview.picture.pixmap().width() == pane.preview.room.width()
    assert pane.preview.facts.text().startswith("PNG · ")
    clip = child(page, QToolButton, "button-attachments")
    assert (clip.text(), clip.accessibleName()) == ("3", "Pièces jointes : 3")
    files.setFocus()
    QTest.keyClick(files, Qt.Key.Key_Space)
    large = child(page, FilePreview)
    qtbot.waitUntil(large.view.isVisible)
    before = large.view.zoom
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_R):
        QTest.keyClick(large.view, key)
    assert (large.view.zoom > before, large.view.angle) == (True, 90)
    QTest.keyClick(large.view, Qt.Key.Key_Space)
    assert not large.isVisible()
    damaged = tmp_path / "moitié.png"
    damaged.write_bytes(drawn(600, 300)[:200])
    pane.attach(damaged)
    qtbot.waitUntil(lambda: pane.preview.remark.text().startswith("Cette image est abîmée"))


def test_a_refused_file_says_why(page, qtbot, tmp_path):
    file = tmp_path / "prog.exe"
    file.write_bytes(b"MZ\x90\x00" + b"\x00" * 64)
    page.pane.attach(file)
    qtbot.waitUntil(page.pane.problem.isVisible)
    assert page.pane.problem.words.text()
    assert page.pane.list.count() == 0
    write(page, "name", "Toujours la")
    assert page.dirty
