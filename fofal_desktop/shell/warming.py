"""Loads what nobody needs before they are in while they type their password: it would hold up the first picture.

Decision 0045: these are imported where they are used, and nothing that the start needs imports them.
"""

import importlib
import sys

from PySide6.QtCore import QObject, QTimer

from fofal_desktop import garbage
from fofal_desktop.jobs import Job

AFTER_MS = 500
"""By then the sign-in is painted; whoever types a password leaves a few seconds."""
NEEDED = ("fofal_desktop.shell.pages", "fofal_desktop.shell.shortcuts", "fofal_desktop.shell.succession")
"""By whoever is in."""
SLOW = "fofal_desktop.charts.bar_chart"
"""Loaded for half a second, and needed where charts are drawn."""


def warm(owner: QObject) -> None:
    """Off the GUI thread, once the window stands."""
    QTimer.singleShot(AFTER_MS, owner, lambda: _load(owner))


def load() -> None:
    """What whoever is in needs; for a job, and at once where it is loaded already."""
    for name in NEEDED:
        importlib.import_module(name)


def _load(owner: QObject) -> None:
    Job(owner, _load_all, _loaded, _not_now).start()


def _load_all() -> bool:
    """Whether anything was there to be loaded."""
    before = len(sys.modules)
    load()
    importlib.import_module(SLOW)
    return len(sys.modules) > before


def _loaded(anything: bool) -> None:
    if anything:
        garbage.spare()


def _not_now(error: Exception) -> None:
    """Who needs it loads it then, and says what is wrong."""
    del error
