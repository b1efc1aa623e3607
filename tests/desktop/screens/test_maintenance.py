"""The server is closed for a while: open forms stay, the strip says why and goes by itself, saving again works."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fofal_desktop.views.page import Place
from fofal_server.auth import services
from fofal_server.auth.models import Role
from fofal_server.auth.passwords import Passwords
from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.desktop.conftest import Person
from tests.desktop.screens.driving import open_list, open_record, write
from tests.support.api import code

SITES = "settings.sites"
DOOR = "/ops/maintenance"


@pytest.fixture
def person(server, person):
    """Somebody who may do a lot, but not carry out a maintenance."""
    mark = code("c").lower()
    hashed = Passwords(server.keys.pepper, 4).hashed(person.password)
    with transaction(server.engine) as session:
        session.add(Role(code=mark, name="Bureau", permissions=["settings.*:*", "parties.*:*"]))
        session.flush()
        services.create_user(session, mark, "Bureau", [mark], password_hash=hashed)
        return Person(mark, person.password, services.create_ticket(session, mark))


@pytest.fixture
def closing(api):
    """Begins a maintenance, which is over after the test."""
    yield lambda **order: api.post(DOOR, json={"message": "Nouveau disque", **order})
    api.delete(DOOR)


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name="Avant")


def strip(desktop):
    return desktop.window.maintenance


def test_a_form_is_kept_and_saved_once_it_is_over(desktop, qtbot, api, site, closing):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Pendant la maintenance")
    closing()
    page.save()
    qtbot.waitUntil(page.summary.isVisible)
    assert (page.dirty, page.form.editors["name"].value()) == (True, "Pendant la maintenance")
    desktop.feed.ask_every(50)
    qtbot.waitUntil(strip(desktop).isVisible)
    assert "Nouveau disque" in strip(desktop).words.text()
    assert "Ce que vous avez saisi reste ici" in strip(desktop).words.text()
    assert desktop.window.status.state.text() == "Serveur fermé pour maintenance"
    api.delete(DOOR)
    qtbot.waitUntil(lambda: not strip(desktop).isVisible())
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(SITES, site["id"])["name"] == "Pendant la maintenance"


def test_a_list_that_could_not_be_read_fills_itself_afterwards(desktop, qtbot, api, site, closing):
    closing()
    desktop.feed.ask_every(50)
    qtbot.waitUntil(strip(desktop).isVisible)
    page = desktop.window.go(Place("list", SITES))
    qtbot.waitUntil(page.problem.isVisible)
    api.delete(DOOR)
    qtbot.waitUntil(lambda: page.table.records.rowCount() > 0)


def test_an_announcement_counts_the_minutes_and_goes_when_it_is_taken_back(desktop, qtbot, api, closing):
    open_list(desktop, qtbot, SITES)
    closing(starts_at=(clock.now() + dt.timedelta(minutes=10)).isoformat())
    desktop.feed.ask_every(50)
    qtbot.waitUntil(strip(desktop).isVisible)
    assert strip(desktop).words.text().startswith("Maintenance dans 10 minutes")
    assert "Enregistrez d’ici là" in strip(desktop).words.text()
    api.delete(DOOR)
    qtbot.waitUntil(lambda: not strip(desktop).isVisible())


def test_who_comes_in_meanwhile_reads_why_and_is_let_in_at_its_end(fresh, qtbot, api, person, closing):
    closing()
    fresh.entrance.reopening.every_ms = 50
    fresh.start()
    qtbot.waitUntil(lambda: fresh.entrance.sign_in is not None and fresh.entrance.sign_in.isVisible())
    for field, words in (
        (fresh.entrance.sign_in.username, person.username),
        (fresh.entrance.sign_in.password, person.password),
    ):
        QTest.keyClicks(field, words)
    first = fresh.entrance.sign_in
    QTest.keyClick(first.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fresh.entrance.sign_in not in {None, first} and fresh.entrance.sign_in.isVisible())
    assert "Nouveau disque" in fresh.entrance.sign_in.problem.words.text()
    api.delete(DOOR)
    qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
    assert fresh.entrance.sign_in is None


def test_an_administrator_works_on_and_is_reminded(fresh, qtbot, api, closing, server):
    closing()
    mark = code("a").lower()
    with transaction(server.engine) as session:
        session.add(Role(code=mark, name="Tout", permissions=["*:*"]))
        session.flush()
        services.create_user(session, mark, "Administration", [mark])
        ticket = services.create_ticket(session, mark)
    fresh.start(ticket)
    qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
    qtbot.waitUntil(strip(fresh).isVisible)
    assert "tous les autres en attendent la fin" in strip(fresh).words.text()
