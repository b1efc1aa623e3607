"""The first pane: how the server is, how much it does and how fast, and what the machine has left."""

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from fofal_server.console.live.numbers import Course, Look, read
from fofal_server.console.live.pane import Pane
from fofal_server.console.output import size

WARN, BAD = 0.2, 0.1
"""Shares of the disk that are left."""
_PLACES = {"data": "données", "backups": "sauvegardes", "copies": "second lieu"}
SLOW = 0.1
"""Seconds within which 95 calls of a hundred are to be answered."""


class StatePane(Pane):
    """Asks the server itself; nothing of it reaches the database twice in three seconds."""

    every = 3.0
    title = "État"
    can_focus = True

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.course = Course()

    def compose(self) -> ComposeResult:
        yield Static("Premier regard…", id="figures")

    def look(self) -> Look:
        return read(self.house.metrics())

    def fill(self, found: Look) -> None:
        self.course.add(found)
        lines = Text()
        for name, value, style in _lines(self.course, found):
            lines.append(f"{name:<13}", "bold")
            lines.append(f"{value}\n", style)
        self.query_one("#figures", Static).update(lines)


Line = tuple[str, str, str]


def _lines(course: Course, look: Look) -> Iterable[Line]:
    p95, errors = course.quantile(0.95), course.errors()
    yield "Appels", f"{_number(course.rate('fofal_calls_total'))}/s, erreurs {_number(errors)}/s", _bad(bool(errors))
    times = f"moitié en {_ms(course.quantile(0.5))}, 95 % en {_ms(p95)} (dernière minute)"
    yield "Durée", times, "yellow" if p95 is not None and p95 > SLOW else ""
    waiting = look.of("fofal_calls_waiting")
    yield "En cours", f"{_count(look.of('fofal_calls_in_flight'))}, en attente {_count(waiting)}", _bad(bool(waiting))
    yield from _machine(course, look)
    yield from _database(look)
    yield from _people(look)


def _machine(course: Course, look: Look) -> Iterable[Line]:
    busy, cores = course.rate("fofal_process_seconds_total"), look.of("fofal_processors") or 1
    ours = "—" if busy is None else f"{busy / cores:.0%}"
    load = _number(look.of("fofal_load"))
    yield "Processeur", f"{ours} par nous, charge {load} pour {cores:.0f} cœur(s)", ""
    memory, many = look.of("fofal_process_memory_bytes"), look.of("fofal_processes")
    yield "Mémoire", f"{size(int(memory or 0))} en {_count(many)} processus", ""
    for place, name in _PLACES.items():
        free, total = (
            look.of("fofal_disk_free_bytes", f"place={place}"),
            look.of("fofal_disk_total_bytes", f"place={place}"),
        )
        if free is not None and total:
            share = free / total
            style = "red" if share < BAD else "yellow" if share < WARN else ""
            yield "Disque", f"{name} : {size(int(free))} libres sur {size(int(total))} ({share:.0%})", style


def _database(look: Look) -> Iterable[Line]:
    if not look.of("fofal_database_up"):
        yield "Base", "ne répond pas au serveur", "red"
        return
    used, most = look.of("fofal_database_connections_all"), look.of("fofal_database_connections_most")
    weight, waiting = size(int(look.of("fofal_database_size_bytes") or 0)), look.of("fofal_database_locks_waiting")
    yield "Base", f"{weight}, connexions {_count(used)} sur {_count(most)}, verrous attendus {_count(waiting)}", ""


def _people(look: Look) -> Iterable[Line]:
    yield "Personnes", f"{_count(look.of('fofal_sessions'))} sessions, {_count(look.of('fofal_users'))} comptes", ""
    leader, failed = look.of("fofal_scheduler_leader"), look.of("fofal_job_failed")
    led = "menés" if leader else "personne ne les mène"
    paused = _count(look.of("fofal_job_paused"))
    yield "Travaux", f"{led}, mal finis {_count(failed)}, en pause {paused}", _bad(bool(failed) or not leader)
    for name, metric in (("Envois", "fofal_outbox_messages"), ("Courrier", "fofal_mail_messages")):
        lost = look.of(metric, "state=given_up")
        yield (
            name,
            f"{_count(look.of(metric, 'state=waiting'))} en attente, abandonnés {_count(lost)}",
            _bad(bool(lost)),
        )


def _bad(wrong: bool) -> str:
    return "red" if wrong else ""


def _count(number: float | None) -> str:
    return "—" if number is None else f"{number:.0f}"


def _number(number: float | None) -> str:
    return "—" if number is None else f"{number:.1f}".replace(".", ",")


def _ms(seconds: float | None) -> str:
    return "—" if seconds is None else f"{seconds * 1000:.0f} ms"
