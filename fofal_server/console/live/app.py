"""The live screen itself: a head with what matters most, one pane of several, what was said, and the keys."""

import os
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher, Footer, Static

from fofal_server.console.live.alerts import AlertsPane
from fofal_server.console.live.backups import BackupsPane
from fofal_server.console.live.head import Head
from fofal_server.console.live.house import House
from fofal_server.console.live.jobs import JobsPane
from fofal_server.console.live.log import LogPane
from fofal_server.console.live.pane import Pane
from fofal_server.console.live.replicas import ReplicasPane
from fofal_server.console.live.sessions import SessionsPane
from fofal_server.console.live.state import StatePane

PANES: tuple[type[Pane], ...] = (StatePane, SessionsPane, JobsPane, BackupsPane, ReplicasPane, AlertsPane, LogPane)
LIGHT, DARK = "textual-light", "textual-dark"


class Console(App[None]):
    """Everything is reached by keys; a pane looks only while it is shown."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        *(Binding(f"{place},f{place}", f"go({place - 1})", show=False) for place in range(1, len(PANES) + 1)),
        Binding("m", "maintenance", "Maintenance"),
        Binding("t", "theme", "Clair/sombre", show=False),
        Binding("q", "quit", "Quitter"),
    ]
    CSS = """
    Screen { layout: vertical; }
    #head, #tabs, #said { height: 1; }
    #head { background: $primary; color: $text; }
    #said.wrong { color: $error; text-style: bold; }
    ContentSwitcher { height: 1fr; }
    Pane { height: 1fr; padding: 0 1; }
    DataTable { height: 1fr; }
    .nothing { color: $text-muted; padding: 1; height: 3; display: none; dock: bottom; }
    .hidden { display: none; }
    .asking { width: 72; max-width: 96%; height: auto; border: round $primary; padding: 1 2; background: $surface; }
    .asking .keys { margin-top: 1; }
    Sure, Form { align: center middle; }
    """

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.theme = LIGHT if os.environ.get("COLORFGBG", "").endswith(";15") else DARK

    def compose(self) -> ComposeResult:
        yield Head(self.house, "head")
        yield Static(id="tabs")
        with ContentSwitcher(initial=_name(PANES[0])):
            yield from (kind(self.house, _name(kind)) for kind in PANES)
        yield Static("", id="said", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.action_go(0)

    def on_unmount(self) -> None:
        self.house.close()

    def action_go(self, place: int) -> None:
        """Show a pane; its keys work at once."""
        self.query_one(ContentSwitcher).current = _name(PANES[place])
        pane = self.query_one(f"#{_name(PANES[place])}", Pane)
        (pane if pane.can_focus else pane.query("DataTable").first()).focus()
        tabs = Text()
        for number, kind in enumerate(PANES, 1):
            tabs.append(f" {number} {kind.title} ", "reverse" if number == place + 1 else "")
        self.query_one("#tabs", Static).update(tabs)

    def action_maintenance(self) -> None:
        self.query_one(Head).change()

    def action_theme(self) -> None:
        self.theme = DARK if self.theme == LIGHT else LIGHT

    def on_pane_said(self, said: Pane.Said) -> None:
        line = self.query_one("#said", Static)
        line.update(("✗ " if said.wrong else "") + said.words)
        line.set_class(said.wrong, "wrong")


def _name(kind: type[Pane]) -> str:
    return kind.__name__.removesuffix("Pane").lower()
