"""The first line: which installation, whether a maintenance goes on, and beginning or ending one."""

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from fofal_server.console.commands.maintenance import lines, orders
from fofal_server.console.live.asking import Form, Sure
from fofal_server.console.live.pane import Pane
from fofal_server.console.output import escaped
from fofal_server.core import clock
from fofal_server.ops import maintenance
from fofal_server.ops.maintenance import MaintenanceOrder, MaintenanceState

_FIELDS = (
    ("Message que chacun lira :", "Par exemple : nouvelle version de FOFAL"),
    ("Durée prévue (30m, 2h), ou rien :", ""),
    ("Commence dans (10m), ou rien pour tout de suite :", ""),
)


class Head(Pane):
    """Looks whatever pane is shown."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # handed through
        self._state = MaintenanceState()

    def compose(self) -> ComposeResult:
        yield Static("FOFAL", markup=False)

    def look(self) -> MaintenanceState:
        return self.house.ask(maintenance.state)

    def fill(self, found: MaintenanceState) -> None:
        self._state = found
        at = clock.now().astimezone(clock.COMPANY_ZONE).strftime("%H:%M:%S")
        told = next(iter(lines(found))) if found.notice else str(self.house.data_dir)
        self.query_one(Static).update(f"FOFAL  {at}  {escaped(told)}")

    def change(self) -> None:
        """Begin a maintenance, or end the one that goes on or is announced, as the plain commands do."""
        if self._state.notice is not None:
            self.app.push_screen(Sure("Mettre fin à la maintenance ?"), lambda sure: self._end() if sure else None)
        else:
            self.app.push_screen(Form("Maintenance", _order, *_FIELDS), self._begin)

    def _begin(self, order: MaintenanceOrder | None) -> None:
        if order is not None:
            work = partial(maintenance.begin, order=order)
            self.act(lambda: self.house.ask(work), "Maintenance : c'est dit à tous les postes.")

    def _end(self) -> None:
        self.act(lambda: self.house.ask(maintenance.end), "Maintenance finie.")


def _order(typed: list[str]) -> MaintenanceOrder:
    message, lasts, ahead = typed
    return orders(message, lasts=lasts, ahead=ahead)
