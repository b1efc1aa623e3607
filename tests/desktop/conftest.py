"""Offscreen Qt, a keyring of our own and a house-cleaning after each test."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import builtins
import contextlib
import gc
import itertools
import secrets
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage, jobs
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.client import Client
from fofal_desktop.api.session import Session
from fofal_server.auth import services
from fofal_server.auth.models import Role, User
from fofal_server.auth.passwords import Passwords
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.insight.models import DashboardLayout
from fofal_server.ops import service_watches
from tests.desktop.line import Line
from tests.desktop.ticking import Ticking
from tests.support.patience import PATIENCE
from tests.support.servers import Server

HERE = Path(__file__).parent
SERVERS_KEPT, _SERVERS = 8, itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Qt warns of is a mistake of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class ShelfKeyring(KeyringBackend):
    """A keyring that lives as long as a test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.shelf: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.shelf.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.shelf[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.shelf.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def shelf() -> Iterator[ShelfKeyring]:
    """Passwords of this test and of nobody else."""
    before, own = keyring.get_keyring(), ShelfKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def _made_elsewhere() -> Iterator[list[str]]:
    """The classes of Qt that another thread than the window's made: any of them may end the process (decision 0045)."""
    build, found, ours = builtins.__build_class__, [], threading.current_thread()

    def built(*given: Any, **named: Any) -> type:
        made = build(*given, **named)
        if isinstance(made, type(QObject)) and threading.current_thread() is not ours:
            found.append(f"{made.__module__}.{made.__qualname__}")
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "__build_class__", built)
        yield found


@pytest.fixture(scope="session", autouse=True)
def _french(qapp: QApplication, ticking: Ticking) -> Iterator[None]:
    """Also the collector, which ticks from before the first test to the end."""
    QLocale.setDefault(QLocale("fr_CM"))
    garbage.install(qapp)
    yield
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _slow_is_no_news() -> Iterator[None]:
    """How long calls take on this machine says nothing of the screens tried here, and must not be told on them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service_watches, "FEWEST", sys.maxsize)
        yield


@pytest.fixture
def qtbot(qtbot):
    """The same with more patience."""
    patience = int(PATIENCE * 1000)
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=patience)
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=patience)
    return qtbot


@pytest.fixture(scope="module")
def server(server: Server) -> Server:
    """The same, left out of the garbage collection after each test.

    Those of the modules before go several at a time: for that all that is loaded has to be looked through.
    """
    if next(_SERVERS) % SERVERS_KEPT == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
    return server


@pytest.fixture(scope="session")
def ticking() -> Iterator[Ticking]:
    """Every timer that is started, whatever it belongs to."""
    found = Ticking()
    found.begin()
    yield found
    found.end()


@pytest.fixture(autouse=True)
def _leave_nothing_running(_made_elsewhere: list[str], ticking: Ticking) -> Iterator[None]:
    """No thread, no task, and no timer that did not run before: those of the application and of what tests share."""
    before = ticking.running()
    yield
    jobs.shutdown()
    assert _made_elsewhere == []
    gc.collect()
    ours = ("job", "long-job")  # not those of the server, which looks at jobs too
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(ours)] == []
    assert [where for timer, where in ticking.running().items() if timer not in before] == []


@dataclass(frozen=True)
class Person:
    """Somebody who may do everything, and the password."""

    username: str
    password: str
    ticket: str


@pytest.fixture
def newcomer(server: Server) -> Person:
    """A new person of this test; the hash is a cheap one."""
    mark = secrets.token_hex(4)
    username, password = f"person-{mark}", f"a long password {mark}"
    with transaction(server.engine) as session:
        role = Role(code=f"all-{mark}", name=f"Tout {mark}", permissions=["*:*"])
        session.add(role)
        session.flush()
        hashed = Passwords(server.keys.pepper, 4).hashed(password)
        services.create_user(session, username, f"Personne {mark}", [role.code], password_hash=hashed)
        return Person(username, password, services.create_ticket(session, username))


@pytest.fixture
def person(server: Server, newcomer: Person) -> Person:
    """The same without a tile on the dashboard: to count and draw them all takes longer than most tests."""
    with transaction(server.engine) as session:
        found = session.scalars(scoped(SYSTEM, User).where(User.username == newcomer.username)).one()
        session.add(DashboardLayout(user_id=found.id, tiles=[]))
    return newcomer


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server that the test can disturb."""
    found = Line(server.url)
    yield found
    found.close()


@pytest.fixture
def client(server: Server, person: Person) -> Iterator[Client]:
    """The desktop's own client, signed in."""
    with contextlib.closing(Client(Session(server.url))) as found:
        found.redeem(person.ticket)
        yield found


@pytest.fixture
def far_client(line: Line, person: Person) -> Iterator[Client]:
    """The same behind a line that can break; it does not wait long between attempts."""
    with contextlib.closing(Client(Session(line.url), backoff=Backoff(pauses=(0.01, 0.02, 0.03)))) as found:
        found.redeem(person.ticket)
        yield found
