"""How long ago something was, as a person says it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

MINUTE, HOUR, DAY = 60, 3600, 86_400

translate = QCoreApplication.translate


def ago(now: datetime, moment: datetime) -> str:
    """The time between in the one unit that matters."""
    return since(max(0, int((now - moment).total_seconds())))


def since(seconds: int) -> str:
    """The same of a time that is known by its length."""
    if seconds < MINUTE:
        return translate("Operations", "now")
    if seconds < 2 * HOUR:
        return translate("Operations", "%n min ago", "", seconds // MINUTE)
    if seconds < 2 * DAY:
        return translate("Operations", "%n h ago", "", seconds // HOUR)
    return translate("Operations", "%n days ago", "", seconds // DAY)
