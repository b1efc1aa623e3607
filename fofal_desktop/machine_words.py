"""What the administrator of this computer has fixed, and what is wrong with it, in words for whoever sits there."""

from PySide6.QtCore import QCoreApplication

from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.machine import machine

_SPOKEN = {"fr": "français", "en": "English"}
_FIXED = {
    (True, False): QT_TRANSLATE_NOOP("Machine", "The server is fixed by the administrator of this computer."),
    (False, True): QT_TRANSLATE_NOOP("Machine", "The language ({0}) is fixed by the administrator of this computer."),
    (True, True): QT_TRANSLATE_NOOP(
        "Machine", "The server and the language ({0}) are fixed by the administrator of this computer."
    ),
}
_WRONG = {
    "": QT_TRANSLATE_NOOP(
        "Machine",
        "The settings of this computer cannot be read ({0}). Nobody can sign in here before that is mended: tell your "
        "administrator.",
    ),
    "server": QT_TRANSLATE_NOOP(
        "Machine",
        "The server that is fixed for this computer is no address such as https://erp.example.cm: « {0} ». Nobody can "
        "sign in here before that is mended: tell your administrator.",
    ),
    "ca": QT_TRANSLATE_NOOP(
        "Machine",
        "The authority that is fixed for this computer is no whole path of a file: « {0} ». Nobody can sign in here "
        "before that is mended: tell your administrator.",
    ),
    "language": QT_TRANSLATE_NOOP(
        "Machine",
        "The language that is fixed for this computer is neither fr nor en: « {0} ». Tell your administrator.",
    ),
    "channel": QT_TRANSLATE_NOOP(
        "Machine",
        "The channel of new versions that is fixed for this computer is none of stable, pilot and off: « {0} ». No new "
        "version is looked for. Tell your administrator.",
    ),
    "limit_kbs": QT_TRANSLATE_NOOP(
        "Machine",
        "The limit for downloads that is fixed for this computer is no number of kilobytes a second: « {0} ». Tell "
        "your administrator.",
    ),
}
_UNKNOWN = QT_TRANSLATE_NOOP(
    "Machine",
    "Among the settings of this computer is one that this program does not know: « {0} ». Tell your administrator.",
)
_CLOSING = ("", "server", "ca")
"""Without them nobody knows for sure to whom a password would go."""


def fixed_words() -> str:
    """That server and language are not for the person to choose; empty where both are."""
    fixed = machine()
    words = _FIXED.get((fixed.server is not None, fixed.language is not None), "")
    return _said(words).format(_SPOKEN.get(fixed.language or "", "")) if words else ""


def closed_words() -> str:
    """Why nobody can sign in on this computer; empty where they can."""
    return "\n".join(_told(one.name, one.value) for one in machine().wrong if one.name in _CLOSING)


def wrong_words() -> list[str]:
    """What is wrong and stops nobody."""
    return [_told(one.name, one.value) for one in machine().wrong if one.name not in _CLOSING]


def _told(name: str, value: str) -> str:
    return _said(_WRONG[name]).format(value) if name in _WRONG else _said(_UNKNOWN).format(f"{name}={value}")


def _said(words: str) -> str:
    return QCoreApplication.translate("Machine", words)
