"""Desktops of a test's own, on the real server, and what they show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.app import Desktop
from tests.desktop.conftest import Person
from tests.desktop.line import Line
from tests.desktop.screens.driving import running_desktop
from tests.support.api import code
from tests.support.servers import Server

PAUSES = (0.01, 0.02)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing out wipes a folder, typing fills another: let them be ours."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def fresh(qapp: QApplication, server: Server, tmp_path: Path) -> Iterator[Desktop]:
    """A desktop that nobody has signed in to; it does not wait long between attempts."""
    with running_desktop(qapp, tmp_path / "preferences", server.url) as found:
        found.client._backoff = Backoff(pauses=PAUSES)
        yield found


@pytest.fixture
def desktop(fresh: Desktop, qtbot, person: Person) -> Desktop:
    """A desktop signed in by ticket, its modules on show."""
    fresh.start(person.ticket)
    qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
    fresh.window.activateWindow()
    qtbot.waitUntil(fresh.window.isActiveWindow)
    return fresh


@pytest.fixture
def far(qapp: QApplication, qtbot, line: Line, person: Person, tmp_path: Path) -> Iterator[Desktop]:
    """The same behind a line that can be cut."""
    with running_desktop(qapp, tmp_path / "preferences", line.url) as found:
        found.client._backoff = Backoff(pauses=PAUSES)
        found.start(person.ticket)
        qtbot.waitUntil(lambda: bool(found.metas) and found.window.sidebar.isVisible())
        yield found


@pytest.fixture
def site(api):
    return api.create("settings.sites", code=code("S"), name="Bloc nord")


class _Windows(QObject):
    """Notes every widget that appears as a window of its own without being meant to."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, QMainWindow | QDialog | QMenu)
            if not meant and watched.windowType() not in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}:
                self.strays.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture(autouse=True)
def _nothing_flashes(qapp: QApplication) -> Iterator[None]:
    """A piece shown before it has a parent flashes up as a window and takes the focus away."""
    spy = _Windows()
    qapp.installEventFilter(spy)
    yield
    qapp.removeEventFilter(spy)
    assert spy.strays == []


@pytest.fixture
def made(api):
    """Three units of this test, told apart from those of others by their mark."""
    mark = code("U")
    for number, (name, dimension) in enumerate((("Été", "mass"), ("Automne", "volume"), ("Hiver", "mass"))):
        known = {"dimension": dimension, "factor": f"0.{number + 1}"}
        api.create("settings.units", code=f"{mark}-{number}", name=f"{name} {mark}", **known)
    return mark
