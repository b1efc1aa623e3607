"""The end of the server's log, as it grows, and only the lines that one looks for."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from fofal_server.console.live.pane import Pane
from fofal_server.console.output import escaped
from fofal_server.core import clock

FILE = Path("log") / "server.log"
TAIL_BYTES = 256 * 1024
_SILENT = {"logger", "exception"}
_LOOKERS = ('"route":"/metrics"', '"route":"/health/')
"""Calls of those who watch."""
MOST = 200
"""Lines that are kept in view."""


class LogPane(Pane):
    """The newest line is the last one; the filter looks for words in the whole line."""

    title = "Journal"
    every = 2.0
    can_focus = True
    BINDINGS: ClassVar = [Binding("slash", "search", "Filtrer", key_display="/")]

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Mots cherchés ; Entrée revient aux lignes", compact=True, classes="hidden")
        yield Static("", markup=False, id="lines")

    def look(self) -> list[str]:
        words = self.query_one(Input).value
        return list(wanted(tail(self.house.data_dir / FILE), words))[-MOST:]

    def fill(self, found: list[str]) -> None:
        lines = self.query_one("#lines", Static)
        room, width = max(1, self.size.height - 1), max(20, self.size.width)
        lines.update("\n".join(line[:width] for line in found[-room:]) or "Rien.")

    def action_search(self) -> None:
        self.query_one(Input).remove_class("hidden").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.input.set_class(not event.value, "hidden")
        self.focus()
        self.renew()


def tail(path: Path) -> list[str]:
    """The last lines of a log that others write; nothing where there is none yet."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL_BYTES))
            return file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return []


def wanted(lines: Iterable[str], words: str) -> Iterable[str]:
    """The lines that hold all of the words, as a person reads them."""
    asked = words.lower().split()
    for line in lines:
        if all(word in line.lower() for word in asked) and not any(one in line for one in _LOOKERS):
            yield escaped(_plain(line))


def _plain(line: str) -> str:
    try:
        told: dict[str, Any] = json.loads(line)
        moment, level, event = (str(told.pop(name, "")) for name in ("timestamp", "level", "event"))
        at = dt.datetime.fromisoformat(moment).astimezone(clock.COMPANY_ZONE)
    except (ValueError, AttributeError):  # cut in the middle, or written by something else
        return line
    told |= {"request_id": told.pop("request_id", "")}  # the longest, and last looked for
    rest = " ".join(f"{name}={value}" for name, value in told.items() if value and name not in _SILENT)
    return f"{at:%H:%M:%S} {level[:4]:<4} {event} {rest}".rstrip()
