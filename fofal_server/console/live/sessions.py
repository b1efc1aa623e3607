"""Who is signed in, and ending that."""

from typing import Any, ClassVar

from textual.binding import Binding

from fofal_server.console.commands import sessions
from fofal_server.console.live.asking import Sure
from fofal_server.console.live.moments import short
from fofal_server.console.live.pane import TablePane


class SessionsPane(TablePane):
    """One row a session, the one seen last first."""

    title = "Sessions"
    nothing = "Personne n'est connecté."
    columns: ClassVar = {
        "username": ("Utilisateur", 18), "device": ("Poste", 20), "address": ("Adresse", 15),
        "last_seen": ("Vue", 11),
    }  # fmt: skip
    BINDINGS: ClassVar = [Binding("x", "end", "Terminer"), Binding("X", "end_person", "Toutes de la personne")]

    def look(self) -> list[dict[str, Any]]:
        return self.house.ask(sessions.living)

    def fill(self, found: list[dict[str, Any]]) -> None:
        self._names = {one["id"]: one["username"] for one in found}
        self.put(
            (one["id"], [one["username"], one["device"], one["address"], short(one["last_seen"])]) for one in found
        )

    def action_end(self) -> None:
        key = self.chosen
        if key is not None:
            question = f"Terminer cette session de « {self._names[key]} » ?"
            self.app.push_screen(Sure(question), lambda sure: self._end(key) if sure else None)

    def _end(self, key: str) -> None:
        self.act(lambda: self.house.ask(lambda session: sessions.end_one(session, key)), "Session terminée.")

    def action_end_person(self) -> None:
        key = self.chosen
        if key is not None:
            name = self._names[key]
            question = f"Terminer toutes les sessions de « {name} » ?"
            self.app.push_screen(Sure(question), lambda sure: self._end_person(name) if sure else None)

    def _end_person(self, name: str) -> None:
        self.act(
            lambda: self.house.ask(lambda session: sessions.end_of(session, name)), f"Sessions de {name} terminées."
        )
