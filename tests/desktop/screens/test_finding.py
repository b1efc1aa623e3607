"""Ctrl+K over records, what was looked at last, and links."""

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from fofal_desktop.api.client import Client
from fofal_desktop.app import Desktop
from fofal_desktop.models.recents import KEPT
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.views.page import Place
from fofal_server.contract.finding import Hit
from fofal_server.contract.links import link_to
from tests.desktop.screens.driving import child, notices, open_record, type_into

UNITS = "settings.units"


@pytest.fixture
def unit(api, made) -> dict[str, object]:
    """The first of three units of this test, called « <code> Été <mark> »."""
    return api.items(UNITS, f"code:eq:{made}-0")[0]


def palette_of(desktop: Desktop) -> CommandPalette:
    QTest.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return child(desktop.window, CommandPalette)


def lines(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_it_finds_a_record_without_its_accents_and_opens_it(desktop, qtbot, made, unit):
    palette = palette_of(desktop)
    type_into(palette.line, f"ete {made.lower()}")
    assert palette.foot.text().startswith("Recherche")
    qtbot.waitUntil(lambda: "Fiches" in lines(palette))
    assert lines(palette) == ["Fiches", f"{made}-0 Été {made}"]
    assert palette.foot.isHidden()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert desktop.window.workspace.page.place == Place("record", UNITS, unit["id"])


def test_enter_before_the_answer_takes_the_first_record_when_it_comes(desktop, qtbot, made):
    palette = palette_of(desktop)
    type_into(palette.line, f"{made}-2")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.workspace.count() == 1)
    qtbot.waitUntil(lambda: desktop.window.workspace.page.title == f"{made}-2 Hiver {made}")


def test_screens_stand_above_and_do_not_move_when_records_come(desktop, qtbot, api, made):
    api.create("settings.sites", code=f"{made}S", name="Sites du nord")
    palette = palette_of(desktop)
    type_into(palette.line, "site")
    before = lines(palette)
    assert "Sites" in before
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Fiches" in lines(palette))
    assert lines(palette)[: len(before)] == before
    assert palette.list.currentRow() == 1
    for _ in before[1:]:
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == len(before) + 1  # the head of the records is passed over
    palette.close()


def test_nothing_found_and_no_server_are_said_in_words(desktop, qtbot):
    palette = palette_of(desktop)
    type_into(palette.line, f"q{uuid.uuid4().hex}")
    qtbot.waitUntil(lambda: palette.foot.text().startswith("Rien de trouvé"))
    assert lines(palette) == []
    desktop.client.session.base_url = "http://127.0.0.1:9"
    type_into(palette.line, "unites de mesure")
    qtbot.waitUntil(lambda: palette.foot.text().startswith("Le serveur ne répond pas"))
    palette.close()


def test_only_the_last_words_are_asked_for(desktop, qtbot, monkeypatch):
    asked = []
    search = Client.search
    monkeypatch.setattr(
        Client, "search", lambda self, words, limit: (asked.append(words), search(self, words, limit))[1]
    )
    palette = palette_of(desktop)
    type_into(palette.line, "q" + "z" * 30)
    qtbot.waitUntil(lambda: palette.foot.text().startswith("Rien de trouvé"))
    assert asked[-1] == "q" + "z" * 30
    assert len(asked) < 10
    type_into(palette.line, "z")  # one letter says too little
    assert not desktop.finder.searching
    palette.close()


def test_what_was_looked_at_last_is_offered_and_its_name_is_kept_nowhere(desktop, qtbot, made, api, tmp_path):
    for number in (0, 1):
        open_record(desktop, qtbot, UNITS, api.items(UNITS, f"code:eq:{made}-{number}")[0]["id"])
    palette = palette_of(desktop)
    assert lines(palette)[:3] == ["Vues récemment", f"{made}-1 Automne {made}", f"{made}-0 Été {made}"]
    palette.close()
    desktop.preferences.save()
    user = desktop.client.session.account
    assert len(desktop.preferences.recent(user)) == 2
    assert desktop.preferences.recent("somebody") == []
    kept = (tmp_path / "preferences" / "desktop.ini").read_text(encoding="utf-8")
    assert "settings.units" in kept
    assert "Automne" not in kept
    desktop.recents.end()
    desktop.recents.refresh()  # as after the next sign-in
    qtbot.waitUntil(lambda: len(desktop.recents.shown()) == 2)


def test_records_that_are_gone_are_offered_no_more(desktop, qtbot, made, unit):
    desktop.recents.note(Hit(resource=UNITS, label="Unité", id=uuid.uuid4(), title="Partie"))
    desktop.recents.note(Hit(resource=UNITS, label="Unité", id=unit["id"], title="Ancien nom"))
    assert [one.title for one in desktop.recents.shown()] == ["Ancien nom", "Partie"]
    desktop.recents.refresh()
    qtbot.waitUntil(lambda: [one.title for one in desktop.recents.shown()] == [f"{made}-0 Été {made}"])
    for _ in range(KEPT):
        desktop.recents.note(Hit(resource=UNITS, label="Unité", id=uuid.uuid4(), title="Une"))
    assert len(desktop.recents.shown()) == KEPT


def test_a_link_is_copied_from_a_record_and_opens_it_from_the_palette(desktop, qtbot, unit):
    page = open_record(desktop, qtbot, UNITS, unit["id"])
    page.deeds["copy-link"].trigger()
    link = QGuiApplication.clipboard().text()
    assert link == link_to(UNITS, unit["id"])
    assert any("lien est copié" in words for words in notices(desktop))
    desktop.window.workspace.close_current()
    palette = palette_of(desktop)
    palette.line.setText(link)
    assert lines(palette) == ["Ouvrir le lien"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert desktop.window.workspace.page.place == Place("record", UNITS, unit["id"])


def test_a_link_waits_for_the_sign_in_and_for_the_unlocking(fresh, qtbot, person, unit, made, api):
    fresh.follow(link_to(UNITS, unit["id"]))
    assert fresh.window.workspace.count() == 0
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: fresh.window.workspace.count() == 1)
    assert fresh.window.workspace.page.place == Place("record", UNITS, unit["id"])
    other = api.items(UNITS, f"code:eq:{made}-1")[0]
    fresh.guard.close()
    fresh.follow(link_to(UNITS, other["id"]))
    assert fresh.window.workspace.count() == 1
    fresh.guard.dialog.password.setText(person.password)
    fresh.guard.dialog.submit()
    qtbot.waitUntil(lambda: fresh.window.workspace.count() == 2)
    assert fresh.window.workspace.page.place.key == other["id"]


def test_a_link_that_leads_nowhere_says_so(desktop, qtbot):
    desktop.follow("fofal://settings.units/1")
    assert any("mène à aucune fiche" in words for words in notices(desktop))
    desktop.follow(link_to("no.such", uuid.uuid4()))
    assert "Cet écran ne vous est pas ouvert." in notices(desktop)
    assert desktop.window.workspace.count() == 0
