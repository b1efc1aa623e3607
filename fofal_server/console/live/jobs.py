"""What comes round by itself: how it went, doing it now, pausing it."""

from typing import Any, ClassVar

from textual.binding import Binding

from fofal_server.console.commands import jobs
from fofal_server.console.live.asking import Sure
from fofal_server.console.live.moments import short
from fofal_server.console.live.pane import TablePane


class JobsPane(TablePane):
    """One row a job."""

    title = "Travaux"
    columns: ClassVar = {
        "code": ("Travail", 20), "status": ("État", 11), "next_at": ("Prochain", 11), "last_at": ("Dernier", 11),
        "last_result": ("Résultat", 9),
    }  # fmt: skip
    BINDINGS: ClassVar = [
        Binding("e", "run", "Exécuter"),
        Binding("p", "pause", "Pause"),
        Binding("r", "resume", "Reprendre"),
        Binding("x", "cancel", "Arrêter"),
    ]

    def look(self) -> list[dict[str, Any]]:
        return self.house.ask(jobs.listed)

    def fill(self, found: list[dict[str, Any]]) -> None:
        self.put((one["code"], _cells({**jobs.worded(one), **_times(one)})) for one in found)

    def action_run(self) -> None:
        code = self.chosen
        if code is not None:
            self.act(lambda: self.house.ask(lambda session: jobs.ask_for(session, code)), f"{code} : demandé.")

    def action_pause(self) -> None:
        code = self.chosen
        if code is not None:
            question = f"Mettre « {code} » en pause ? Il ne s'exécutera plus de lui-même, même après un redémarrage."
            self.app.push_screen(Sure(question), lambda sure: self._do(code, "pause") if sure else None)

    def action_resume(self) -> None:
        if self.chosen is not None:
            self._do(self.chosen, "resume")

    def action_cancel(self) -> None:
        code = self.chosen
        if code is not None:
            question = f"Arrêter « {code} », qui s'exécute ? Rien n'en restera."
            self.app.push_screen(Sure(question), lambda sure: self._do(code, "cancel") if sure else None)

    def _do(self, code: str, action: str) -> None:
        self.act(lambda: self.house.ask(lambda session: jobs.act_on(session, code, action).code), f"{code} : fait.")


def _cells(one: dict[str, Any]) -> list[Any]:
    state = "En cours" if one["running_since"] else "Demandé" if one["asked_at"] else one["status"]
    return [one["code"], state, one["next_at"], one["last_at"], one["last_result"]]


def _times(one: dict[str, Any]) -> dict[str, str]:
    return {name: short(one[name]) for name in ("next_at", "last_at")}
