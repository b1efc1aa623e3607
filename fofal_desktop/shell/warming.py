"""Loads what draws charts while nobody waits for it: later it would hold up the window for half a second."""

import importlib

from PySide6.QtCore import QObject, QTimer

from fofal_desktop.jobs import Job

AFTER_MS = 500
"""By then the sign-in is painted; whoever types a password leaves a few seconds."""
_SLOW = "fofal_desktop.charts.bar_chart"


def warm(owner: QObject) -> None:
    """Off the GUI thread, once the window stands."""
    QTimer.singleShot(AFTER_MS, owner, lambda: _load(owner))


def _load(owner: QObject) -> None:
    Job(owner, lambda: importlib.import_module(_SLOW), lambda _loaded: None, _not_now).start()


def _not_now(error: Exception) -> None:
    """Who needs it loads it then, and says what is wrong."""
    del error
