"""The people of the tour, each signed in at a desktop of their own by a single-use ticket."""

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fofal_desktop.app import Desktop
from fofal_desktop.preferences import Preferences

SEATS = ("FOFAL_TICKET", "FOFAL_TICKET_SECOND", "FOFAL_TICKET_KEEPER", "FOFAL_TICKET_ADMINISTRATOR")


def seated(app: QApplication, server: str, folder: Path) -> Mapping[str, Desktop]:
    """One desktop a seat. Tickets live for a minute, so everybody signs in at once; each has preferences of its own."""
    found = {}
    for seat in SEATS:
        preferences = Preferences(folder / seat.lower())
        preferences.introduces = False  # the script shows around
        desktop = Desktop(app, preferences, server)
        desktop.window.resize(1360, 860)
        desktop.start(os.environ.pop(seat, None))
        found[seat] = desktop
    return found


def stop_all(desktops: Mapping[str, Desktop]) -> None:
    """Everybody leaves."""
    for desktop in desktops.values():
        desktop.window.hide()
        desktop.stop()
