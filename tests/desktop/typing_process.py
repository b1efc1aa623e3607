"""A desktop of its own process in which somebody types, and that dies while a new record is on its way.

``python -m tests.desktop.typing_process SERVER USER PASSWORD SITE CODE``: renames the site, then saves a new one with
``CODE``. The server has stored it when the process is killed, as by a power cut; the desktop has not heard so.
"""

import faulthandler
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import keyring
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage
from fofal_desktop.app import Desktop
from fofal_desktop.drafts.disk import drafts_folder
from fofal_desktop.preferences import Preferences
from fofal_desktop.tour import quiet
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage

SITES, EVERY_MS = "settings.sites", 20


def wait(done: Callable[[], bool]) -> None:
    """Let the program run until then; whoever started this process has the patience."""
    loop, timer = QEventLoop(), QTimer(interval=EVERY_MS)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()


def page_at(desktop: Desktop, place: Place) -> RecordPage:
    page = desktop.window.go(place)
    assert isinstance(page, RecordPage)
    wait(lambda: page.record is not None or place.kind == "new")
    return page


def write(page: RecordPage, name: str, words: str) -> None:
    line: Any = page.form.editors[name].focusProxy()
    line.setText(words)


def kept() -> int:
    return len(list(drafts_folder().glob("*/*.draft")))


def die_after(call: Callable[..., Any]) -> Callable[..., NoReturn]:
    """Do it, and be gone before the answer is heard."""

    def done(*given: Any, **named: Any) -> NoReturn:
        call(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    return done


@contextmanager
def signed_in(server: str, username: str, password: str) -> Iterator[Desktop]:
    """A desktop of this process that knows no keyring."""
    faulthandler.enable()
    keyring.set_keyring(NoKeyring())
    quiet.install()
    app = QApplication(sys.argv[:1])
    garbage.install(app)
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(app, Preferences(Path(folder)), server)
        desktop.start()
        wait(lambda: desktop.entrance.sign_in is not None)
        sign_in = desktop.entrance.sign_in
        assert sign_in is not None
        sign_in.username.setText(username)
        sign_in.password.setText(password)
        sign_in.submit()
        wait(lambda: bool(desktop.metas) and desktop.window.sidebar.isVisible())
        yield desktop


def main(server: str, username: str, password: str, site: str, code: str) -> None:
    with signed_in(server, username, password) as desktop:
        write(page_at(desktop, Place("record", SITES, site)), "name", "Saisi avant la coupure")
        wait(lambda: kept() == 1)
        page = page_at(desktop, Place("new", SITES))
        write(page, "code", code)
        write(page, "name", "Enregistré pendant la coupure")
        wait(lambda: kept() == 2)
        setattr(desktop.client, "create", die_after(desktop.client.create))  # noqa: B010 - a method of this one client
        page.save()
        wait(lambda: False)


if __name__ == "__main__":
    main(*sys.argv[1:])
