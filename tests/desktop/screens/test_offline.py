"""The server does not answer: what was seen stays readable, says how old it is, and is read anew when the line is back."""

import contextlib
import time

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.errors import Unreachable
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.fields.lookup import offers
from fofal_desktop.line import line as the_line
from fofal_desktop.models.dashboard import arrange
from fofal_desktop.seen.kept import LONGEST, Kept
from fofal_desktop.seen.memory import own_folder, seen_folder
from fofal_desktop.views.page import Place
from tests.desktop.looks.walk import rests
from tests.desktop.screens.driving import child, cut, new_record, notices, open_list, open_record, running_desktop
from tests.factories import body_of
from tests.factories import made as stored
from tests.support.api import code

SITES, USERS, OPERATIONS = "settings.sites", "auth.users", "agronomy.field-operations"
SOON_MS = 50
"""From one question of the desktop after news to the next."""
KEEPING = 0.005
"""Seconds of the thread that draws the screen, for a page that is kept."""


@contextlib.contextmanager
def started(qapp, folder, url, ticket=None):
    """A desktop of this computer that does not wait long between attempts."""
    with running_desktop(qapp, folder, url) as found:
        found.client._backoff = Backoff(pauses=(0.01,))
        found.start(ticket)
        yield found


def lose(desktop, line, qtbot) -> None:
    """Nobody answers any more, and the program knows."""
    cut(desktop, line)
    the_line.wanted.emit()
    qtbot.waitUntil(lambda: not the_line.is_there)


def mend(line) -> None:
    line.refuse = 0
    the_line.wanted.emit()


def kept_files() -> list[bytes]:
    return [file.read_bytes() for file in seen_folder().rglob("*") if file.is_file()]


def test_details_beside_a_list_are_those_that_were_read_before(far, qtbot, line, made):
    page = open_list(far, qtbot, "settings.units")
    page.search.setText(made)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    page.details.turn()
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: "Dernières modifications" in page.details.text.toPlainText())
    lose(far, line, qtbot)
    page.table.selectRow(1)
    qtbot.waitUntil(page.details.problem.isVisible)
    assert f"Automne {made}" in page.details.text.toPlainText(), "the row itself is here"
    page.table.selectRow(0)
    qtbot.waitUntil(page.details.as_read.isVisible)
    assert "0,1" in page.details.text.toPlainText()
    mend(line)
    qtbot.waitUntil(lambda: not page.details.as_read.isVisible())
    assert "0,1" in page.details.text.toPlainText()


def test_a_list_that_was_seen_stays_readable_says_how_old_it_is_and_is_read_anew(far, qtbot, line, api, site):
    page = open_list(far, qtbot, SITES)
    far.window.workspace.close_page(page)
    lose(far, line, qtbot)
    page = open_list(far, qtbot, SITES)
    assert page.table.records.rowCount() > 0
    assert page.as_read.isVisible()
    assert page.as_read.words.text().startswith("Hors ligne\u00a0: tel que lu le ")
    assert not page.actions_by_name["export"].isEnabled()
    assert not page.problem.isVisible()
    assert "injoignable depuis" in far.window.status.state.text()
    api.update(SITES, site, name="Bloc sud")
    far.feed.ask_every(SOON_MS)
    line.refuse = 0
    QTest.mouseClick(far.window.status.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.as_read.isVisible())
    shown = page.table.records
    qtbot.waitUntil(lambda: "Bloc sud" in [shown.record(row)["name"] for row in range(shown.rowCount())])
    assert page.actions_by_name["export"].isEnabled()
    assert not far.window.status.retry.isVisible()


def test_what_was_never_asked_here_says_why_it_has_no_answer(far, qtbot, line, site):
    page = open_list(far, qtbot, SITES)
    far.window.workspace.close_page(page)
    lose(far, line, qtbot)
    page = open_list(far, qtbot, SITES)
    page.search.setText("jamais cherché")
    qtbot.waitUntil(page.blank.isVisible)
    assert "ne sont pas gardés" in page.blank.words.text()
    assert not page.as_read.isVisible(), "no rows stand there of which it could speak"
    QTest.mouseClick(child(page.blank, QPushButton, "blankClear"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.isVisible() and page.as_read.isVisible())
    page = far.window.go(Place("list", "settings.units"))
    qtbot.waitUntil(page.blank.isVisible)
    assert page.blank.title.text() == "Pas gardé sur cet ordinateur"


def test_a_record_that_was_seen_is_looked_at_only_until_the_line_is_back(far, qtbot, line, site):
    far.window.workspace.close_page(open_record(far, qtbot, SITES, site["id"]))
    lose(far, line, qtbot)
    page = open_record(far, qtbot, SITES, site["id"])
    assert page.as_read.isVisible()
    assert page.title.startswith(site["code"])
    assert page.form.editors["name"].focusProxy().isReadOnly()
    assert [page.deeds[name].isEnabled() for name in ("save", "delete", "history")] == [False] * 3
    far.feed.ask_every(SOON_MS)
    mend(line)
    qtbot.waitUntil(lambda: not page.as_read.isVisible() and page.deeds["save"].isEnabled())
    assert not page.form.editors["name"].focusProxy().isReadOnly()


def test_pages_that_were_read_stay_readable_and_others_say_why_not(far, qtbot, line, site, api):
    arrange(far.client, None)
    stored(api, "sensors.sensors")
    seen = ("map", "weather", "rain-book", "sensors", "dashboard")
    for name in seen:
        page = far.window.go(Place("page", name))
        qtbot.waitUntil(lambda page=page: page.has_shown and rests(page))
    far.window.workspace.drop_all()
    lose(far, line, qtbot)
    for name in seen:
        page = far.window.go(Place("page", name))
        qtbot.waitUntil(lambda page=page: page.has_shown and rests(page))
        assert page.as_read.words.text().startswith("Hors ligne\u00a0: tel que lu le "), name
        assert (page.inside.isVisible(), page.unread.isVisible()) == (True, False), name
    sensors = page_of(far, "sensors")
    qtbot.waitUntil(lambda: sensors.series is not None)
    assert sensors.ages["series"] is not None, "the week as it was read"
    sensors.period.setCurrentIndex(0)
    qtbot.waitUntil(lambda: sensors.series is None and sensors.ages["series"] is None)
    never = [far.window.go(Place("page", "rights")), far.window.go(Place("record", SITES, site["id"]))]
    for page in never:
        qtbot.waitUntil(lambda page=page: not page.unread.isHidden())
        assert page.unread.title.text() == "Pas gardé sur cet ordinateur"
    line.refuse = 0
    QTest.mouseClick(child(never[1].unread, QPushButton, "blankRetry"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: never[1].record is not None and never[1].unread.isHidden())
    far.window.go(never[0].place)
    qtbot.waitUntil(lambda: never[0].unread.isHidden() and never[0].has_shown)
    far.window.go(page_of(far, "map").place)
    qtbot.waitUntil(page_of(far, "map").as_read.isHidden)


def page_of(desktop, name):
    return next(one for one in desktop.window.workspace.pages() if one.place.name == name)


def test_what_is_kept_is_sealed_without_what_is_secret_and_gone_at_sign_out(far, qtbot, line, person, site):
    open_list(far, qtbot, SITES)
    open_list(far, qtbot, USERS)
    far.client.memory.finish()
    assert kept_files() != []
    for content in kept_files():
        assert site["code"].encode() not in content
    far.client.memory.open(far.client.session.account)
    lose(far, line, qtbot)
    far.window.workspace.drop_all()
    page = far.window.go(Place("list", USERS))
    qtbot.waitUntil(page.blank.isVisible)
    far.sign_out()
    qtbot.waitUntil(lambda: isinstance(far.entrance.sign_in, SignIn))
    assert kept_files() == []
    assert keyring.get_password("fofal", f"seen {line.url} {person.username}") is None


def test_a_start_without_a_line_opens_what_is_kept_and_signs_in_by_itself(qapp, qtbot, line, person, site, tmp_path):
    with started(qapp, tmp_path / "preferences", line.url, person.ticket) as first:
        qtbot.waitUntil(lambda: bool(first.metas))
        open_list(first, qtbot, SITES)
    line.refuse = 10_000
    with started(qapp, tmp_path / "preferences", line.url) as later:
        qtbot.waitUntil(lambda: bool(later.metas) and later.window.sidebar.isVisible())
        assert later.entrance.sign_in is None
        page = open_list(later, qtbot, SITES)
        assert page.as_read.isVisible()
        qtbot.waitUntil(later.window.status.retry.isVisible)
        assert [words for words in notices(later) if "répond pas" in words] == []
        mend(line)
        qtbot.waitUntil(lambda: not page.as_read.isVisible() and not later.entrance.offline)
        assert later.client.session.access_token
        assert later.entrance.sign_in is None


def test_what_is_entered_after_a_start_without_a_line_is_sent_when_it_is_back(qapp, qtbot, line, person, api, tmp_path):
    with started(qapp, tmp_path / "preferences", line.url, person.ticket) as first:
        qtbot.waitUntil(lambda: bool(first.metas))
    line.refuse = 10_000
    with started(qapp, tmp_path / "preferences", line.url) as later:
        qtbot.waitUntil(lambda: bool(later.metas) and later.outbox.away)
        page, body = new_record(later, OPERATIONS), body_of(api, OPERATIONS, kind="pruning")
        page.form.put(body, {})
        page.save()
        qtbot.waitUntil(later.window.status.queue.isVisible)
    with started(qapp, tmp_path / "preferences", line.url) as last:
        qtbot.waitUntil(lambda: len(last.outbox.entries) == 1)
        mend(line)
        qtbot.waitUntil(lambda: last.outbox.entries == [] and not last.entrance.offline)
    assert len(api.items(OPERATIONS, f"plot_id:eq:{body['plot_id']}")) == 1


def test_an_account_that_was_closed_meanwhile_asks_over_the_window_and_wipes(qapp, qtbot, line, person, api, tmp_path):
    with started(qapp, tmp_path / "preferences", line.url, person.ticket) as first:
        qtbot.waitUntil(lambda: bool(first.metas))
    [account] = api.items(USERS, f"username:eq:{person.username}")
    api.update(USERS, account, active=False)
    line.refuse = 10_000
    with started(qapp, tmp_path / "preferences", line.url) as later:
        qtbot.waitUntil(lambda: bool(later.metas))
        assert kept_files() != []
        mend(line)
        qtbot.waitUntil(lambda: later.entrance.sign_in is not None and later.entrance.sign_in.isVisible())
        assert later.entrance.sign_in.username.isReadOnly()
        assert later.window.sidebar.isVisible()
        assert kept_files() == []


def test_without_a_keyring_a_start_without_a_line_says_so(fresh, qtbot, line, person):
    keyring.set_keyring(NoKeyring())
    fresh.client.session.base_url = line.url
    line.refuse = 10_000
    fresh.client._backoff = Backoff(pauses=())
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None)
    assert "ne répond pas" in fresh.entrance.sign_in.problem.words.text()


def test_a_spoilt_answer_is_said_in_the_window(far, qtbot, line, site):
    far.window.workspace.close_page(open_list(far, qtbot, SITES))
    far.client.memory.finish()
    for file in own_folder(far.client.session.account).rglob("*.seen"):
        file.write_bytes(b"half a fi")
    far.client.memory.open(far.client.session.account)
    lose(far, line, qtbot)
    page = far.window.go(Place("list", SITES))
    qtbot.waitUntil(page.blank.isVisible)
    qtbot.waitUntil(lambda: any("jeté" in words for words in notices(far)))


def test_keeping_a_page_costs_the_window_nothing(far, qtbot):
    """Processor time of the thread that draws the screen; packing, sealing and the disk are another's."""
    now, memory = far.client.clock.now(), far.client.memory
    page = Kept(now, now + LONGEST, b"x" * 100_000)
    begun = time.thread_time()
    for number in range(10):
        memory.keep("/settings/sites", str(number), page)
    assert time.thread_time() - begun < 10 * KEEPING


def test_a_picker_offers_what_was_read_before_and_says_when_there_is_nothing(far, qtbot, line, api):
    mark = code("S")
    for name in ("Amont", "Aval"):
        api.create(SITES, code=f"{mark}-{name[:2]}", name=f"{name} {mark}")
    open_list(far, qtbot, SITES)
    lose(far, line, qtbot)
    sites = far.metas[SITES]
    assert [one["name"] for one in offers(far.client, sites, f"{mark} aval")] == [f"Aval {mark}"]
    assert [one["code"][-2:] for one in offers(far.client, sites, mark)] == ["Am", "Av"]
    with pytest.raises(Unreachable):
        offers(far.client, far.metas["settings.units"], "kg")
