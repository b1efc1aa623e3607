"""Driving the real screens as a person would, and leaving nothing of them behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.question import Question
from fofal_desktop.preferences import Preferences
from fofal_desktop.theme import fonts
from fofal_desktop.tour.hands import type_into
from fofal_desktop.views.draft_strip import DraftStrip
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.record import RecordPage
from tests.desktop.line import NOBODY, Line

W = TypeVar("W", bound=QWidget)


@contextmanager
def running_desktop(app: QApplication, folder: Path, server: str) -> Iterator[Desktop]:
    """A desktop that is not signed in yet; afterwards the application looks as before."""
    fonts.load()
    preferences = Preferences(folder)
    preferences.introduces = False
    desktop = Desktop(app, preferences, server)
    try:
        yield desktop
    finally:
        desktop.stop()
        desktop.window.hide()
        desktop.window.deleteLater()
        desktop.forget_language()
        desktop.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.setStyleSheet("")


def child(parent: QWidget, kind: type[W], name: str = "") -> W:
    """The one visible child of a kind (and name)."""
    found = [one for one in parent.findChildren(kind, name or None) if one.isVisible()]
    assert len(found) == 1, f"{len(found)} × {kind.__name__} {name}"
    return found[0]


def open_list(desktop: Desktop, qtbot, resource: str) -> ListPage:
    """The list of a resource, loaded."""
    page = desktop.window.go(Place("list", resource))
    assert isinstance(page, ListPage)
    settle(qtbot, page)
    return page


def settle(qtbot, page: ListPage) -> None:
    """Wait until a list has nothing under way."""
    qtbot.waitUntil(lambda: not page.busy.isVisible() and page.count.text() != "")


def open_record(desktop: Desktop, qtbot, resource: str, key: str) -> RecordPage:
    """A stored record in its tab, loaded."""
    page = desktop.window.go(Place("record", resource, key))
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.record is not None)
    return page


def new_record(desktop: Desktop, resource: str) -> RecordPage:
    page = desktop.window.go(Place("new", resource))
    assert isinstance(page, RecordPage)
    return page


def notices(page: Page | Desktop) -> list[str]:
    window = page.window if isinstance(page, Desktop) else page.window()
    return window.notices.shown()


def crash(desktop: Desktop, qtbot) -> None:
    """The window is gone with what stood in it, as far as one process can do that to itself."""
    desktop.window.workspace.drop_all()
    desktop.desk.leave()
    desktop.desk.enter("")
    qtbot.waitUntil(lambda: desktop.window.workspace.count() == 0)


def cut(desktop: Desktop, line: Line) -> None:
    """Nobody answers any more; connections that stood are gone too."""
    line.refuse = NOBODY
    desktop.client.close()


def end_session(desktop: Desktop) -> None:
    """End it at the server, as an administrator may; the desktop does not know yet."""
    session = desktop.client.session
    access, refresh = session.access_token, session.refresh_token
    desktop.client.sign_out()
    session.access_token, session._refresh_token = access, refresh


def switch(desktop: Desktop, qtbot) -> Page | None:
    """The page on top of the window that speaks the other language."""
    before = desktop.window
    desktop.switch_language()
    qtbot.waitUntil(lambda: desktop.window is not before)
    qtbot.waitUntil(desktop.window.isActiveWindow)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isModal()]
    return desktop.window.workspace.page


def answer(over: QWidget, name: str) -> None:
    """Answer the question that stands over a page or a window."""
    QTest.mouseClick(child(child(over, Question), QPushButton, f"answer-{name}"), Qt.MouseButton.LeftButton)


def offer(page: QWidget, qtbot, answer: str) -> None:
    """Wait until a page offers what was typed there before, then press a button of the offer."""
    qtbot.waitUntil(lambda: any(one.offering and one.isVisible() for one in page.findChildren(DraftStrip)))
    QTest.mouseClick(child(page, QPushButton, answer), Qt.MouseButton.LeftButton)


def write(page: RecordPage, name: str, words: str) -> None:
    """Type into a field of a form."""
    line = page.form.editors[name].focusProxy()
    assert isinstance(line, QLineEdit)
    type_into(line, words)


def in_order_of_tab(*widgets: QWidget) -> bool:
    """Whether Tab, going round the window from the first of them, comes to the others in this order."""
    found, one = [widgets[0]], widgets[0].nextInFocusChain()
    while one is not widgets[0]:
        found += [one] if one in widgets else []
        one = one.nextInFocusChain()
    return found == list(widgets)
