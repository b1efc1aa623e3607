"""Who follows whom, and how far behind."""

from textual.app import ComposeResult
from textual.widgets import Static

from fofal_server.console.commands import replica
from fofal_server.console.live.pane import Pane
from fofal_server.console.output import escaped
from fofal_server.ops.replicas import standing


class ReplicasPane(Pane):
    """What ``replica status`` says; promoting is a command on the other machine, on purpose."""

    title = "Répliques"
    can_focus = True

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def look(self) -> list[str]:
        return list(replica.lines(replica.told(standing(self.house.data_dir, self.house.app_url()))))

    def fill(self, found: list[str]) -> None:
        self.query_one(Static).update("\n".join(map(escaped, found)))
