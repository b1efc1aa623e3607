"""The program as the system starts it: what its command line says, one desktop, and its end."""

import argparse
import os
import sys
from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from fofal_desktop import faults, garbage, jobs
from fofal_desktop.app import Desktop
from fofal_desktop.machine import machine
from fofal_desktop.machine_words import wrong_words
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import LANGUAGES, Preferences, default_folder
from fofal_desktop.resources import resource
from fofal_desktop.running import Running
from fofal_desktop.theme import fonts
from fofal_desktop.theme.colours import THEMES
from fofal_desktop.updates.versions import Versions, own_folder


def options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line may say; anything it leaves out comes from the preferences."""
    parser = argparse.ArgumentParser(prog="fofal-desktop", description="FOFAL desktop")
    parser.add_argument("--server", metavar="URL", help="address of the server")
    parser.add_argument("--ticket", metavar="T", help="single-use sign-in")
    parser.add_argument("--first-start", action="store_true", help="set up an empty installation")
    parser.add_argument(
        "link", nargs="?", metavar="fofal://…", help="record to open, in the program that runs if one does"
    )
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--theme", choices=sorted(THEMES))
    return parser.parse_args(argv)


def take_up(said: argparse.Namespace, preferences: Preferences) -> str:
    """Keep what the command line wants, and answer the server; what is fixed for this computer counts before both."""
    fixed = machine()
    preferences.language = fixed.language or said.lang or preferences.language
    preferences.theme = said.theme or preferences.theme
    return said.server or preferences.server if fixed.server is None else fixed.server


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop until its window closes; answers what the process ends with."""
    said = options(argv)
    app = _application()
    preferences, running = Preferences(), Running(default_folder(), app)
    if said.link and running.hand_over(said.link):
        Versions(own_folder()).forget_tries()  # that it goes no further is no failure
        return 0
    died = faults.watch(default_folder())
    desktop = Desktop(app, preferences, take_up(said, preferences))
    running.linked.connect(desktop.follow)
    running.listen()
    desktop.start(said.ticket or os.environ.pop("FOFAL_TICKET", None), first=said.first_start)
    if died is not None:
        desktop.tidings.fault(died)
    for words in wrong_words():
        desktop.tidings.wait(Notice(words, "warning", lasting=True))
    if said.link:
        desktop.follow(said.link)
    code = app.exec()
    running.stop()
    desktop.stop()
    _install(app, desktop)
    return code


def _application() -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FOFAL")
    app.setDesktopFileName("fofal-desktop")  # under which Linux knows its entry of the menu, and its icon
    app.setWindowIcon(QIcon(str(resource("icons", "fofal.svg"))))
    app.setQuitOnLastWindowClosed(False)
    fonts.load()
    garbage.install(app)
    return app


def _install(app: QApplication, desktop: Desktop) -> None:
    """The version that was agreed to, once nobody works any more."""
    if (installing := desktop.updating.at_closing()) is not None:
        installing.finished.connect(app.quit)
        installing.begin()
        app.exec()
        jobs.shutdown()
