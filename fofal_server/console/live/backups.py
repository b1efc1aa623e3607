"""The sets that there are, taking one and proving one; the server does it, so leaving the screen stops nothing."""

from typing import Any, ClassVar

from textual.binding import Binding

from fofal_server.console.commands import backup, jobs
from fofal_server.console.live.asking import Sure
from fofal_server.console.live.pane import TablePane
from fofal_server.ops import second_place
from fofal_server.ops.shelf import Shelf

TAKE, DRILL = "backup", "backup-drill"
"""Jobs, by their codes."""


class BackupsPane(TablePane):
    """One row a set, the newest first, and how the last drill went."""

    title = "Sauvegardes"
    nothing = "Aucune sauvegarde encore : « b » en prend une."
    every = 15.0
    columns: ClassVar = {"id": ("Sauvegarde", 26), "size": ("Taille", 10), "state": ("État", 36)}
    BINDINGS: ClassVar = [Binding("b", "take", "Sauvegarder"), Binding("d", "drill", "Éprouver la dernière")]

    def look(self) -> list[dict[str, Any]]:
        shelf = Shelf.from_environment(self.house.data_dir)
        return [backup.row(one) for one in second_place.listed(shelf, shelf.key_if_any(), None)]

    def fill(self, found: list[dict[str, Any]]) -> None:
        self.put((one["id"], [one["id"], one["size"], one["state"]]) for one in found)

    def action_take(self) -> None:
        self._ask("Prendre une sauvegarde maintenant ?", TAKE)

    def action_drill(self) -> None:
        self._ask("Rétablir la dernière sauvegarde à part, pour l'éprouver ?", DRILL)

    def _ask(self, question: str, job: str) -> None:
        self.app.push_screen(Sure(question), lambda sure: self._run(job) if sure else None)

    def _run(self, job: str) -> None:
        said = "Demandé au serveur ; la suite se lit parmi les travaux."
        self.act(lambda: self.house.ask(lambda session: jobs.ask_for(session, job)), said)
