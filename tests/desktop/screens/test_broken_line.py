"""The line breaks, the session ends: nothing typed is lost, and work goes on where it stood."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.api import calls
from fofal_desktop.api.client import READ_S
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.gate import gate
from fofal_desktop.models.dashboard import arrange
from fofal_desktop.shell import feed
from fofal_desktop.views import patience
from fofal_desktop.views.page import Place
from tests.desktop.line import NOBODY
from tests.desktop.looks.walk import rests
from tests.desktop.screens.driving import (
    child,
    cut,
    end_session,
    new_record,
    notices,
    open_list,
    open_record,
    settle,
    write,
)
from tests.support.api import code

SITES = "settings.sites"


def test_silence_is_said_before_it_counts_as_lost_and_a_list_waits_no_longer(far, qtbot, line, site, monkeypatch):
    """Nothing is cut: whoever is asked says nothing, as a server does that hangs."""
    page, said = open_list(far, qtbot, SITES), far.window.status.state
    qtbot.waitUntil(lambda: said.text() in {"Connecté", "Connexion lente"})
    monkeypatch.setattr(feed, "LATE_MS", 100)
    monkeypatch.setattr(patience, "LATE_MS", 50)
    monkeypatch.setattr(calls, "NEWS_S", 0.6)
    line.open.clear()
    begun = time.monotonic()
    page.refresh()
    far.feed.ask_every(20)
    qtbot.waitUntil(lambda: said.text() == "Le serveur met du temps à répondre")
    qtbot.waitUntil(page.patience.isVisible)
    qtbot.waitUntil(lambda: "injoignable" in said.text())
    qtbot.waitUntil(lambda: page.as_read.isVisible() and not page.busy.isVisible())
    assert time.monotonic() - begun < READ_S
    monkeypatch.setattr(calls, "NEWS_S", 10.0)
    line.open.set()
    qtbot.waitUntil(lambda: said.text() in {"Connecté", "Connexion lente"})


def test_whatever_waits_says_so_shows_what_is_kept_and_can_be_asked_again_or_given_up(
    far, qtbot, line, site, monkeypatch
):
    """Nobody knows yet whether the line is lost: one screen after the other is opened, and none gets an answer."""
    monkeypatch.setattr(calls, "NEWS_S", READ_S)
    arrange(far.client, None)
    read = [Place("list", SITES), Place("record", SITES, site["id"])]
    read += [Place("page", name) for name in ("map", "weather", "rain-book", "sensors")]
    for place in (*read, Place("page", "dashboard")):
        screen = far.window.go(place)
        qtbot.waitUntil(lambda screen=screen: rests(screen) and getattr(screen, "has_shown", True))
    for one in far.window.workspace.pages()[:-1]:
        far.window.workspace.close_page(one)
    monkeypatch.setattr(patience, "LATE_MS", 50)
    line.open.clear()
    screen.refresh()
    qtbot.waitUntil(screen.patience.isVisible)
    QTest.mouseClick(screen.patience.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.busy.isVisible() and screen.inside.isVisible())
    assert screen.problem.words.text().startswith("Ce que vous voyez a été chargé plus tôt. Vous n’avez pas attendu")
    for place in read:
        screen = far.window.go(place)
        qtbot.waitUntil(lambda screen=screen: screen.patience.isVisible() and screen.as_read.isVisible())
        qtbot.waitUntil(lambda screen=screen: getattr(screen, "has_shown", True))
        assert screen.patience.words.text() == "Le serveur met du temps à répondre."
        assert screen.as_read.words.text().startswith("En attendant la réponse\u00a0: tel que lu le "), place
        assert screen.busy.isVisible(), "the answer is still waited for"
        QTest.mouseClick(screen.patience.stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda screen=screen: not screen.busy.isVisible())
        assert screen.as_read.isVisible()
        far.window.workspace.drop_all()
    for name in ("operations", "alerts", "rights"):
        screen = far.window.go(Place("page", name))
        qtbot.waitUntil(screen.patience.isVisible)
        asked = len(line.calls)
        QTest.mouseClick(screen.patience.retry, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda asked=asked: len(line.calls) > asked)
        qtbot.waitUntil(screen.patience.isVisible)
        QTest.mouseClick(screen.patience.stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda screen=screen: not screen.busy.isVisible() and screen.unread.isVisible())
        assert screen.unread.title.text() == "Pas chargé"
    line.open.set()
    QTest.mouseClick(child(screen.unread, QPushButton, "blankRetry"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.has_shown and rests(screen) and not screen.unread.isVisible())


def test_a_list_says_that_it_is_old_and_recovers(far, qtbot, line, site, monkeypatch):
    page, pauses = open_list(far, qtbot, SITES), []
    cut(far, line)
    page.refresh()
    qtbot.waitUntil(page.as_read.isVisible)
    assert page.table.records.rowCount() > 0
    monkeypatch.setattr(feed, "LONGEST_MS", 100)
    far.feed.lost.connect(lambda: pauses.append(far.feed._timer.interval()))
    far.feed.ask_every(20)
    qtbot.waitUntil(lambda: "injoignable" in far.window.status.state.text())
    qtbot.waitUntil(lambda: len(pauses) >= 5)
    assert pauses[:5] == [20, 40, 80, 100, 100]
    line.refuse = 0
    page.refresh()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: not page.as_read.isVisible())
    qtbot.waitUntil(lambda: far.window.status.state.text() in {"Connecté", "Connexion lente"})


def test_a_record_that_cannot_be_read_is_no_empty_form_to_fill(far, qtbot, line, api, site):
    open_list(far, qtbot, SITES)
    cut(far, line)
    page = far.window.go(Place("record", SITES, site["id"]))
    qtbot.waitUntil(page.unread.isVisible)
    assert (page.title, page.heading.title.text()) == ("Site", "Site")
    assert page.form.editors["name"].focusProxy().isReadOnly()
    assert not page.heading.save.isVisible()
    page.save()
    line.refuse = 0
    page.deeds["refresh"].trigger()
    qtbot.waitUntil(lambda: page.record is not None)
    assert page.title.startswith(site["code"])
    assert page.heading.save.isVisible()
    assert not page.form.editors["name"].focusProxy().isReadOnly()


def test_a_save_without_a_line_keeps_the_form_and_happens_once(far, qtbot, line, api, site, monkeypatch):
    """The first attempt is done by the server, which nobody hears: the person did not wait for it."""
    page = open_record(far, qtbot, SITES, site["id"])
    write(page, "name", "Apres la coupure")
    monkeypatch.setattr(patience, "LATE_MS", 50)
    line.open.clear()
    page.save()
    qtbot.waitUntil(page.patience.isVisible)
    assert "reste ici" in page.patience.words.text()
    assert not page.patience.retry.isVisible(), "to save again is what saves again"
    QTest.mouseClick(page.patience.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.summary.isVisible() and not page.patience.isVisible())
    line.open.set()
    cut(far, line)
    page.save()
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    assert page.form.editors["name"].value() == "Apres la coupure"
    assert page.dirty
    line.refuse = 0
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    stored = api.read(SITES, site["id"])
    assert (stored["name"], stored["version"]) == ("Apres la coupure", site["version"] + 1)


def test_what_is_typed_while_it_is_saved_stays_and_is_still_to_be_saved(far, qtbot, line, api, site):
    """On a slow line the answer comes seconds after the key."""
    page = open_record(far, qtbot, SITES, site["id"])
    write(page, "name", "Parti")
    line.open.clear()
    before = len(line.calls)
    page.save(lambda: pytest.fail("what is to be done after it waits until all is saved"))
    qtbot.waitUntil(lambda: any(call.startswith("PATCH") for call in line.calls[before:]))
    write(page, "latitude", "4,5")
    line.open.set()
    qtbot.waitUntil(lambda: page.record["name"] == "Parti")
    assert (page.dirty, page.form.changed(), page.form.typed()) == (
        True,
        {"latitude": "4.5"},
        {"latitude": {"text": "4,5"}},
    )
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    stored = api.read(SITES, site["id"])
    assert (stored["name"], float(stored["latitude"])) == ("Parti", 4.5)


def test_an_answer_that_got_lost_is_not_done_twice(far, qtbot, line, api):
    mark = code("S")
    page = new_record(far, SITES)
    write(page, "code", mark)
    write(page, "name", "Une seule fois")
    line.swallow = NOBODY
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    line.swallow = 0
    page.save()
    qtbot.waitUntil(lambda: page.record is not None)
    assert len(api.items(SITES, f"code:eq:{mark}")) == 1


def test_rain_typed_while_the_server_is_away_stays_and_is_stored_once(far, qtbot, line, api, site):
    page = far.window.go(Place("page", "rain-book"))
    qtbot.waitUntil(lambda: page.loaded and not page.busy.isVisible())
    column = [str(one.book.site_id) for one in page.book.columns].index(site["id"])
    page.book.setData(page.book.place_of(column, page.book.today.day), "12,5")
    cut(far, line)
    for trouble in ("refuse", "swallow"):  # the second time the answer is lost: it is stored, and nobody knows
        page.problem.say("")
        page.save_action.trigger()
        qtbot.waitUntil(lambda: page.problem.isVisible() and not page.busy.isVisible())
        assert "reste ici" in page.problem.words.text()
        assert (page.book.place_of(column, page.book.today.day).data(), page.dirty) == ("12,5", True)
        line.refuse, line.swallow = 0, NOBODY if trouble == "refuse" else 0
    page.save_action.trigger()
    qtbot.waitUntil(lambda: not page.dirty)
    [reading] = api.items("weather.rain-readings", f"site_id:eq:{site['id']}")
    assert (reading["rain_mm"], reading["version"]) == ("12.5", 1)


def test_an_expired_session_asks_over_the_form_and_saves_it(far, qtbot, line, api, site, person):
    page = open_record(far, qtbot, SITES, site["id"])
    write(page, "name", "Garde")
    end_session(far)
    line.keys.clear()
    page.save()
    qtbot.waitUntil(lambda: far.entrance.sign_in is not None and far.entrance.sign_in.isVisible())
    dialog = far.entrance.sign_in
    assert dialog.username.isReadOnly()
    assert page.form.editors["name"].value() == "Garde"
    QTest.keyClicks(dialog.password, person.password)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(SITES, site["id"])["name"] == "Garde"
    assert (len(line.keys), len(set(line.keys))) == (2, 1), "what was refused at the door went again as the same"
    assert not gate.closed


def test_cancelling_the_sign_in_keeps_the_form(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Garde")
    end_session(desktop)
    page.save()
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    desktop.entrance.sign_in.reject()
    qtbot.waitUntil(page.summary.isVisible)
    assert page.dirty
    assert desktop.window.workspace.page is page
    assert page.form.editors["name"].value() == "Garde"


def test_a_list_waits_for_the_sign_in_and_then_loads(desktop, qtbot, site, person):
    page = open_list(desktop, qtbot, SITES)
    rows = page.table.records.rowCount()
    end_session(desktop)
    page.refresh()
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is not None and desktop.entrance.sign_in.isVisible())
    QTest.keyClicks(desktop.entrance.sign_in.password, person.password)
    QTest.keyClick(desktop.entrance.sign_in.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.entrance.sign_in is None and not page.busy.isVisible())
    assert page.table.records.rowCount() == rows
    assert notices(desktop) is not None


def test_an_export_that_is_cancelled_stops_and_leaves_nothing(far, qtbot, line, site, tmp_path):
    page = open_list(far, qtbot, SITES)
    page.open_export()
    dialog = child(page, ExportDialog)
    target = tmp_path / "sites.xlsx"
    dialog.target.setText(str(target))
    line.open.clear()
    dialog.export()
    qtbot.waitUntil(lambda: any("/export" in call for call in line.calls))
    assert dialog.busy.isVisible()
    job = dialog._job
    QTest.mouseClick(child(dialog, QPushButton, "cancel"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert job.cancelled
    line.open.set()
    qtbot.waitUntil(job._future.done)
    assert not target.exists()
    assert list(tmp_path.glob("*.part")) == []
