"""What a person likes on this computer: language, theme, size, how each list was left, what was shown already."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

LANGUAGES = ("fr", "en")
LOCKS = (5, 10, 15, 30, 60)
"""Minutes without a touch after which the program may lock."""
NORMAL_LOCK = 15
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
_LEFT, _AGREED = "lists", "lists-agreed"
_LOCK, _RECENT, _SHOWN = "lock", "recent", "shown-around"
_PERSONAL = (_LEFT, _AGREED, _LOCK, _RECENT, _SHOWN)
"""What is kept of each person at each server, who are named together (``Session.account``)."""
_RECORD = re.compile(r"[a-z-]+\.[a-z-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def default_folder() -> Path:
    """Where the system keeps settings of programs."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / "fofal"


class Preferences:
    """Kept in one readable file; never holds a password or a token."""

    def __init__(self, folder: Path | None = None) -> None:
        file = (folder or default_folder()) / "desktop.ini"
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        kept = str(self._settings.value("language", LANGUAGES[0]))
        return kept if kept in LANGUAGES else LANGUAGES[0]

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def theme(self) -> str:
        return str(self._settings.value("theme", "light"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def zoom(self) -> int:
        """Size of the font in percent."""
        kept = str(self._settings.value("zoom", 100))
        return int(kept) if kept.isdecimal() and int(kept) in ZOOMS else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._settings.setValue("zoom", percent)

    def take_over(self, user: str, name: str) -> None:
        """Give ``user`` what stands under the ``name`` alone, as it was kept before servers were told apart."""
        for group in _PERSONAL:
            self._settings.beginGroup(group)
            for key in self._settings.allKeys():
                if key == name or key.startswith(f"{name}/"):
                    place = quote(user, safe="") + key.removeprefix(name)
                    if not self._settings.contains(place):
                        self._settings.setValue(place, self._settings.value(key))
                    self._settings.remove(key)
            self._settings.endGroup()

    def lock_after(self, user: str) -> int:
        """Minutes without a touch after which the program locks for ``user``; 0 is never."""
        kept = str(self._settings.value(_place(_LOCK, user), NORMAL_LOCK))
        return int(kept) if kept.isdecimal() and int(kept) in (0, *LOCKS) else NORMAL_LOCK

    def keep_lock_after(self, user: str, minutes: int) -> None:
        self._settings.setValue(_place(_LOCK, user), minutes)

    @property
    def introduces(self) -> bool:
        """Whether newcomers are shown around on this computer; somebody who rolls it out may say no."""
        return str(self._settings.value("introduction", "true")).lower() != "false"

    @introduces.setter
    def introduces(self, wanted: bool) -> None:
        self._settings.setValue("introduction", str(wanted).lower())

    def shown_around(self, user: str) -> str:
        """Empty until ``user`` was; then "here", and "everywhere" once the server knows."""
        return str(self._settings.value(_place(_SHOWN, user), ""))

    def keep_shown_around(self, user: str, where: str) -> None:
        self._settings.setValue(_place(_SHOWN, user), where)

    @property
    def server(self) -> str:
        return str(self._settings.value("server", "http://127.0.0.1:8000"))

    @server.setter
    def server(self, url: str) -> None:
        self._settings.setValue("server", url)

    @property
    def username(self) -> str:
        """Who signed in last."""
        return str(self._settings.value("username", ""))

    @username.setter
    def username(self, name: str) -> None:
        self._settings.setValue("username", name)

    @property
    def geometry(self) -> QByteArray:
        kept = self._settings.value("window/geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._settings.setValue("window/geometry", state)

    def window_place(self, name: str) -> QByteArray:
        """Where the window of its own of such a page was left; empty when there was none."""
        kept = self._settings.value(f"windows/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_window_place(self, name: str, state: QByteArray) -> None:
        self._settings.setValue(f"windows/{name}", state)

    def layout(self, user: str, resource: str) -> dict[str, Any]:
        """How ``user`` left the list of ``resource``; empty when never touched."""
        return self._json(_LEFT, user, resource)

    def keep_layout(self, user: str, resource: str, layout: dict[str, Any]) -> None:
        self._keep_json(_LEFT, user, resource, layout)

    def agreed_layout(self, user: str, resource: str) -> dict[str, Any]:
        """How the list stood here and on the server when the two last spoke of it."""
        return self._json(_AGREED, user, resource)

    def agree_layout(self, user: str, resource: str, layout: dict[str, Any]) -> None:
        self._keep_json(_AGREED, user, resource, layout)

    def recent(self, user: str) -> list[str]:
        """Records that ``user`` looked at last, as ``<resource>:<id>``; what is no such text is passed over."""
        kept = str(self._settings.value(_place(_RECENT, user), ""))
        return [one for one in kept.split(" ") if _RECORD.fullmatch(one)]

    def keep_recent(self, user: str, records: Sequence[str]) -> None:
        self._settings.setValue(_place(_RECENT, user), " ".join(records))

    def touched_lists(self, user: str) -> list[str]:
        """Resources whose list ``user`` has touched, here or elsewhere."""
        found: set[str] = set()
        for group in (_LEFT, _AGREED):
            self._settings.beginGroup(_place(group, user))
            found.update(self._settings.childKeys())
            self._settings.endGroup()
        return sorted(found)

    def _json(self, group: str, user: str, resource: str) -> dict[str, Any]:
        kept = self._settings.value(_place(group, user, resource))
        try:
            found = json.loads(str(kept)) if kept else {}
        except json.JSONDecodeError:  # edited by hand: the list starts as the server describes it
            found = {}
        return found if isinstance(found, dict) else {}

    def _keep_json(self, group: str, user: str, resource: str, value: dict[str, Any]) -> None:
        place = _place(group, user, resource)
        self._settings.setValue(place, json.dumps(value)) if value else self._settings.remove(place)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()


def _place(group: str, user: str, *more: str) -> str:
    """A key of the file: the slashes of a server's address would part it."""
    return "/".join((group, quote(user, safe=""), *more))
