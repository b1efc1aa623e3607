"""Entered while nobody answers: kept to be sent, corrected meanwhile, stored exactly once; a refusal comes back."""

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys

import keyring
import pytest
from keyring.backends.null import Keyring as NullKeyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.drafts.disk import drafts_folder
from fofal_desktop.outbox.entry import Standing
from fofal_desktop.views.asked import Asked
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.outbox import NAME, SEND, TAKE_OUT
from fofal_server.core import clock
from tests.desktop.screens.driving import child, crash, cut, end_session, new_record, notices, offer, open_record, write
from tests.factories import body_of, made
from tests.support.api import code
from tests.support.patience import PATIENCE

SITES, OPERATIONS = "settings.sites", "agronomy.field-operations"
HARVESTS, CHECKS = "agronomy.harvests", "agronomy.quality-checks"
OUTBOX = Place("page", NAME)


def entered(far, qtbot, api, resource=HARVESTS, **given):
    """A new record, typed and saved without a line; answers its page and what was typed."""
    page, body = new_record(far, resource), body_of(api, resource, **given)
    page.form.put(body, {})
    page.save()
    qtbot.waitUntil(lambda: bool(page.unsent))
    return page, body


def lose(far, qtbot, line) -> None:
    """The line is cut, and the desktop knows."""
    cut(far, line)
    far.feed.ask_every(20)
    qtbot.waitUntil(lambda: far.outbox.away)


def stored(api, body, resource=HARVESTS):
    """What the server has on the plot of this test's own."""
    return api.items(resource, f"plot_id:eq:{body['plot_id']}")


def waiting() -> int:
    return len(list(drafts_folder().glob("*/*.entry")))


@pytest.mark.parametrize("unheard", ["", "POST /api/v1/agronomy/harvests"], ids=["heard", "answer lost"])
def test_what_is_entered_without_a_line_is_stored_once_when_it_is_back(far, qtbot, line, api, unheard):
    lose(far, qtbot, line)
    page, body = entered(far, qtbot, api)
    key = page.place.key
    assert (page.dirty, waiting(), stored(api, body)) == (False, 1, [])
    assert "partira dès que le serveur répond" in page.problem.words.text()
    assert any("partira dès que le serveur répond" in words for words in notices(far))
    assert (far.window.status.queue.isVisible(), far.window.status.queue.text()) == (True, "1 à envoyer")
    line.unheard, line.refuse = unheard, 0
    if unheard:
        qtbot.waitUntil(lambda: bool(stored(api, body)) and page.form.readonly)
        line.unheard = ""
    qtbot.waitUntil(lambda: page.record is not None)
    assert [one["id"] for one in stored(api, body)] == [key]
    assert (page.record["id"], page.place.key, page.problem.isVisible()) == (key, key, False)
    qtbot.waitUntil(lambda: not far.window.status.queue.isVisible())
    assert waiting() == 0
    history = api.get(f"/agronomy/harvests/{key}/history").json()["items"]
    assert [one["action"] for one in history] == ["create", "entered"]


def test_what_the_cut_left_in_doubt_is_fixed_until_it_is_known(far, qtbot, line, api):
    """The answer to the saving itself is lost: the same call goes again, and nothing may be typed over it."""
    page, body = new_record(far, HARVESTS), body_of(api, HARVESTS)
    page.form.put(body, {})
    line.swallow = 10_000
    page.save()
    qtbot.waitUntil(lambda: bool(page.unsent))
    assert len(stored(api, body)) == 1
    (entry,) = far.outbox.entries
    assert far.outbox.standing(entry) is Standing.LEFT
    assert page.form.readonly
    assert "peut-être" in page.problem.words.text()
    far.feed.ask_every(20)
    line.swallow = 0
    qtbot.waitUntil(lambda: page.record is not None)
    assert len(stored(api, body)) == 1
    assert not page.form.readonly


def test_what_was_being_sent_when_the_power_failed_is_stored_once(fresh, qtbot, server, person, api):
    keyring.set_keyring(NullKeyring())
    body = body_of(api, HARVESTS)
    program = (sys.executable, "-m", "tests.desktop.entering_process", server.url, person.username, person.password)
    died = subprocess.run([*program, HARVESTS, json.dumps(body)], timeout=PATIENCE, check=False)
    assert died.returncode == -signal.SIGKILL
    assert (len(stored(api, body)), waiting()) == (1, 1)
    fresh.start()
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None)
    fresh.entrance.sign_in.username.setText(person.username)
    fresh.entrance.sign_in.password.setText(person.password)
    fresh.entrance.sign_in.submit()
    qtbot.waitUntil(lambda: bool(fresh.metas) and waiting() == 0)
    assert len(stored(api, body)) == 1


def test_an_entry_is_corrected_and_taken_out_while_it_waits(far, qtbot, line, api):
    lose(far, qtbot, line)
    first, body = entered(far, qtbot, api)
    entered(far, qtbot, api)
    page = far.window.go(OUTBOX)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert far.window.workspace.page is first
    first.form.put({"note": "Corrigé"}, {})
    first.save()
    qtbot.waitUntil(lambda: not first.dirty)
    far.window.go(OUTBOX)
    page.table.selectRow(1)
    page.deeds[TAKE_OUT].trigger()
    QTest.mouseClick(child(child(page, Question), QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(far.window.workspace.pages()) == 2)  # its form goes with it
    assert waiting() == 1
    line.refuse = 0
    qtbot.waitUntil(lambda: waiting() == 0)
    assert [one["note"] for one in stored(api, body)] == ["Corrigé"]


def test_a_refusal_comes_back_beside_what_was_typed(far, qtbot, line, api):
    lose(far, qtbot, line)
    soon = (clock.today() + dt.timedelta(days=2)).isoformat()
    page, body = entered(far, qtbot, api, harvested_on=soon)
    checked = {"harvest_id": page.place.key, "plot_id": None, "lot_id": None}
    check, _ = entered(far, qtbot, api, CHECKS, **checked)
    apart, other = entered(far, qtbot, api)
    page.finished.emit()
    line.refuse = 0
    qtbot.waitUntil(lambda: apart.record is not None and far.outbox.refused == 1)
    assert (len(stored(api, other)), stored(api, body)) == (1, [])
    held = far.outbox.creation_of(CHECKS, check.place.key)
    assert far.outbox.standing(held) is Standing.HELD, "only what refers to it is held back"
    (told,) = [words for words in notices(far) if words.startswith("Refusé")]
    assert far.window.status.queue.text() == "1 refusée · 1 à envoyer"
    listed = far.window.go(OUTBOX)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    again = far.window.workspace.page
    qtbot.waitUntil(again.summary.isVisible)
    assert again.form.editors["harvested_on"].value() == soon
    assert again.form.editors["harvested_on"]._hint.text() != ""
    key = far.outbox.creation_of(HARVESTS, again.place.key).key
    again.form.put({"harvested_on": clock.today().isoformat()}, {})
    again.save()
    qtbot.waitUntil(lambda: again.record is not None and check.record is not None)
    assert check.record["harvest_id"] == again.record["id"] == again.place.key
    assert key != ""
    qtbot.waitUntil(lambda: told not in notices(far) and waiting() == 0)


def test_who_signs_out_is_told_what_waits_and_nothing_is_wiped(far, qtbot, line, api):
    lose(far, qtbot, line)
    entered(far, qtbot, api)
    page = far.window.go(OUTBOX)
    page.deeds[SEND].trigger()
    qtbot.waitUntil(page.problem.isVisible)
    assert "ne répond pas" in page.problem.words.text()
    far.sign_out()
    question = child(far.window, Question)
    assert "1 saisie" in question.findChild(type(question.title), "questionText").text()
    QTest.mouseClick(child(question, QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(far.entrance.sign_in, SignIn))
    assert (waiting(), far.outbox.entries, far.window.status.queue.isVisible()) == (1, [], False)
    far.desk.enter("")
    far.client.session.username = "somebody-else"
    far.desk.enter("")
    qtbot.waitUntil(lambda: far.outbox.contents.others == 1)
    assert far.outbox.entries == []
    far.desk.leave()


def test_a_full_disk_keeps_the_form(far, qtbot, line, api, monkeypatch):
    lose(far, qtbot, line)
    page, body = new_record(far, HARVESTS), body_of(api, HARVESTS)
    page.form.put(body, {})

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        page.save()
        qtbot.waitUntil(page.summary.isVisible)
    assert (page.unsent, page.dirty, page.form.editors["plot_id"].value()) == ("", True, body["plot_id"])
    assert far.outbox.entries == []
    page.save()
    qtbot.waitUntil(lambda: bool(page.unsent) and waiting() == 1)


def test_what_is_not_declared_so_stays_in_its_form(far, qtbot, line, api):
    lose(far, qtbot, line)
    page = new_record(far, SITES)
    write(page, "code", code("S"))
    write(page, "name", "Bloc nord")
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    assert (page.unsent, page.dirty, far.outbox.entries) == ("", True, [])


def test_a_deed_asked_for_without_a_line_is_done_after_its_record_is_stored(far, qtbot, line, api):
    known = made(api, OPERATIONS, kind="pruning")
    there = open_record(far, qtbot, OPERATIONS, known["id"])
    lose(far, qtbot, line)
    new, body = entered(far, qtbot, api, OPERATIONS, kind="pruning")
    for page in (new, there):
        far.window.workspace.setCurrentWidget(page)
        qtbot.waitUntil(lambda page=page: any(one.isVisible() for one in page.findChildren(QPushButton, "act-confirm")))
        QTest.mouseClick(child(page, QPushButton, "act-confirm"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(child(child(page, Question), QPushButton, "answer-yes"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.findChild(Asked).banner.isVisible)
    assert far.window.status.queue.text() == "3 à envoyer"
    line.refuse = 0
    qtbot.waitUntil(lambda: waiting() == 0)
    assert [one["status"] for one in stored(api, body, OPERATIONS)] == ["confirmed"]
    assert api.read(OPERATIONS, known["id"])["status"] == "confirmed"
    qtbot.waitUntil(lambda: new.record is not None and new.record["status"] == "confirmed")
    assert not new.findChild(Asked).banner.isVisible()


def test_what_waits_is_offered_where_it_can_be_referred_to(far, qtbot, line, api):
    lose(far, qtbot, line)
    harvest, _body = entered(far, qtbot, api)
    check = new_record(far, CHECKS)
    editor = check.form.editors["harvest_id"]
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.waitUntil(editor.offers.isVisible)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == harvest.place.key
    editor.set_value(None)
    far.outbox.drop(far, far.outbox.entries[0], lambda _error: None)
    qtbot.waitUntil(lambda: waiting() == 0)


def test_what_waits_is_sent_after_the_sign_in_that_had_expired(desktop, qtbot, api, person):
    desktop.feed.stop()  # it would say at any moment that the server answers
    desktop.outbox.lost()
    page, body = entered(desktop, qtbot, api)
    end_session(desktop)
    desktop.outbox.answered()
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    assert (stored(api, body), desktop.outbox.refused) == ([], 0)
    QTest.keyClicks(desktop.entrance.sign_in.password, person.password)
    QTest.keyClick(desktop.entrance.sign_in.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.record is not None)
    assert len(stored(api, body)) == 1


def test_what_was_typed_over_a_waiting_entry_is_offered_over_it_again(far, qtbot, line, api):
    lose(far, qtbot, line)
    page, _body = entered(far, qtbot, api)
    place = page.place
    page.form.put({"note": "Pas encore"}, {})
    qtbot.waitUntil(lambda: bool(list(drafts_folder().glob("*/*.draft"))))
    crash(far, qtbot)
    qtbot.waitUntil(lambda: len(far.outbox.entries) == 1)
    again = far.window.go(place)
    assert (again.unsent, again.dirty) != ("", True)
    offer(again, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: again.form.changed() == {"note": "Pas encore"})
    again.save()
    qtbot.waitUntil(lambda: not again.dirty and far.outbox.entries[0].body["note"] == "Pas encore")
    assert (waiting(), again.place) == (1, place)
