"""A packaged program tries itself, ``--trial``: every module loads, the desktop knows French; silent if so.

``--trial-sign-in MOMENT SERVER`` is the clock of ``tests/packages/long_bundle.py``.
"""

import importlib
import os
import pkgutil
import sys
import time
import zoneinfo
from collections.abc import Iterator

ASKED, TIMED = "--trial", "--trial-sign-in"
STARTED = ("__main__", "tour")
"""Modules that do something when they are loaded, or stay in the source tree."""


def asked() -> bool:
    return sys.argv[1:] == [ASKED]


def timed() -> bool:
    """With the moment before the process was made and a server: how long until somebody may sign in."""
    return sys.argv[1:2] == [TIMED] and len(sys.argv) == 4


def sign_in(began: float, server: str) -> int:
    """Print the seconds from ``began`` until the sign-in is drawn for the first time, and end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from fofal_desktop import program
    from fofal_desktop.dialogs.signin import SignIn

    painted = SignIn.paintEvent

    def paint(dialog: SignIn, event: object) -> None:
        painted(dialog, event)  # type: ignore[arg-type]  # Qt's own
        SignIn.paintEvent = painted  # type: ignore[method-assign]  # the probe goes again
        print(time.time() - began, flush=True)  # noqa: T201 - whoever measures reads it
        QTimer.singleShot(0, QApplication.quit)

    SignIn.paintEvent = paint  # type: ignore[method-assign,assignment]  # put over it for one picture
    return program.main(["--server", server, "--lang", "fr"])


def load(package: str) -> int:
    """Load all of a package; the number of its modules. A missing one raises."""
    names = list(_names(package))
    for name in names:
        importlib.import_module(name)
    return len(names)


def company_zone() -> None:
    """Windows has no time zones, and a small Linux may have none: the program has its own. Raises where it has not."""
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.no_cache("Africa/Douala")


def french() -> None:
    """Sorting and the writing of days come from ICU and Qt, whose data the build has cut down."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCollator, QDate, QLocale

    locale = QLocale("fr_CM")
    words = ["zone", "étable", "eau", "Œuvre", "cote", "côté", "ouvrier"]
    collator = QCollator(locale)
    ordered = sorted(words, key=collator.sortKey)
    day = locale.toString(QDate(2026, 11, 23), "dddd d MMMM yyyy")
    if ordered != ["cote", "côté", "eau", "étable", "Œuvre", "ouvrier", "zone"] or day != "lundi 23 novembre 2026":
        raise AssertionError(ordered, day)


def _names(package: str) -> Iterator[str]:
    top = importlib.import_module(package)
    for found in pkgutil.walk_packages(top.__path__, f"{package}."):
        if not any(part in STARTED for part in found.name.split(".")):
            yield found.name
