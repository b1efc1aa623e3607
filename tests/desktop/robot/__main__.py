"""``python -m tests.desktop.robot SERVER FOLDER < what.json``: the day, on the display of DISPLAY; 0 when all went well.

It prints each part of the day, and at its end the longest pauses of the window.
"""

import json
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "xcb"

import keyring
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.app import Desktop
from fofal_desktop.preferences import Preferences
from fofal_desktop.theme import fonts
from fofal_desktop.tour.stage import Stage
from tests.benchmarks.desktop.pauses import Pauses
from tests.desktop.line import Line
from tests.desktop.robot.hands import Hands
from tests.desktop.robot.script import Day
from tests.desktop.robot.steps import Person

PAUSES = (0.2, 0.4)
"""Seconds between attempts while the server is lost: of an office they are 5 in all, and nothing else goes on meanwhile."""


def main(server: str, folder: Path) -> int:
    keyring.set_keyring(NoKeyring())
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    fonts.load()
    garbage.install(app)
    line, preferences = Line(server), Preferences(folder / "preferences")
    preferences.introduces = False
    desktop = Desktop(app, preferences, line.url)
    desktop.client._backoff = Backoff(pauses=PAUSES)
    hands, stage, pauses = Hands(), Stage(folder), Pauses()
    stage.ended.connect(app.exit)
    desktop.start()
    pauses.begin()
    stage.play(Day(Person(desktop, hands), stage, line, pauses, json.load(sys.stdin)).script())
    code = app.exec()
    pauses.stop()
    hands.rest()
    desktop.window.hide()
    desktop.stop()
    line.close()
    for name, one in pauses.longest.items():
        stage.tell(f"{name}: {one.cpu:.0f} ms of processor time, {one.wall:.0f} ms on the clock")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
