"""Database, server and desktop, brought up together and stopped again, all of it.

The desktop of a settled installation comes first: it loads while the database starts, and its first call waits at the
socket until a server process answers.
"""

import dataclasses
import json
import os
import re
import threading
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from fofal_server.console import notes, systemd
from fofal_server.console.errors import Refusal, Stopped
from fofal_server.console.installation import Installation, opened
from fofal_server.console.listening import LOOPBACK, listen, refuse_plain, url_of
from fofal_server.console.notes import Notes
from fofal_server.console.people import DESKTOP, TOUR
from fofal_server.console.place import database_url
from fofal_server.console.preparing import Prepared, Wanted, prepare, say
from fofal_server.console.screen import Screen
from fofal_server.console.workers import Workers
from fofal_server.core.migrations import head_revision
from fofal_server.replica.promoting import refuse_superseded
from fofal_server.replica.serving import refuse_replica

WORKERS = 2
MOST_DRAIN = 300
_LOOK_EVERY = 1.0


@dataclasses.dataclass(frozen=True)
class Asked:
    """What to bring up; ``screen`` is the module of the desktop, None for the server alone."""

    data_dir: Path
    wanted: Wanted
    screen: str | None = None
    host: str = "127.0.0.1"
    port: int | None = None


def run(asked: Asked, stop: threading.Event) -> int:
    """Bring all of it up, keep it up until ``stop`` is set, stop it again; the exit code of the program."""
    screen = Screen(asked.screen, stop)
    with ExitStack() as held:
        try:
            installation, workers = _bring_up(asked, screen, stop, held)
            systemd.tell(systemd.READY)
            _keep(installation, workers, stop)
        except Stopped:
            say("Arrêt demandé.")
        finally:
            systemd.tell(systemd.ENDING)
            screen.end()
    return screen.code


def _bring_up(asked: Asked, screen: Screen, stop: threading.Event, held: ExitStack) -> tuple[Installation, Workers]:
    count, known = worker_count(), notes.load(asked.data_dir)
    refuse_plain(asked.host)
    listener = held.enter_context(listen(asked.host, asked.port, known.port))
    if _is_settled(asked, known):
        screen.show(url_of(listener), demo=known.demo)
    refuse_replica(asked.data_dir)
    installation = held.enter_context(opened(asked.data_dir, database_url()))
    if installation.superuser_url is not None:
        refuse_superseded(asked.data_dir)
    prepared = prepare(installation, asked.wanted, stop)
    if prepared.demo and asked.host not in LOOPBACK:
        raise Refusal("La société de démonstration ne se sert que sur cette machine (127.0.0.1).")
    workers = held.enter_context(Workers(installation, listener, drain_seconds()))
    workers.start(count, screen.tickets if prepared.demo else (), stop)
    known = Notes(listener.getsockname()[1], demo=prepared.demo, url=workers.url, pid=os.getpid())
    _remember(asked.data_dir / notes.name(None if installation.cluster else asked.port), known, prepared, held)
    _tell(asked, prepared, workers.url)
    if asked.screen != TOUR or prepared.demo:
        screen.show(workers.url, demo=prepared.demo, first_start=prepared.first_admin_code is not None)
    return installation, workers


def _is_settled(asked: Asked, known: Notes) -> bool:
    """Whether nothing is expected to be prepared, so that the desktop may already load."""
    fits = not (known.demo and asked.wanted is Wanted.COMPANY)
    return asked.screen == DESKTOP and known.revision == head_revision() and fits


def _remember(file: Path, known: Notes, prepared: Prepared, held: ExitStack) -> None:
    """Leave notes for the console and for the next start, which finds nothing to do once somebody is there."""
    running = dataclasses.replace(known, revision=head_revision() if prepared.first_admin_code is None else "")
    notes.save(file, running)
    held.callback(partial(notes.save, file, dataclasses.replace(running, url=None, pid=None)))


def _tell(asked: Asked, prepared: Prepared, url: str) -> None:
    code = prepared.first_admin_code
    if asked.screen is None:
        print(json.dumps({"url": url, "first_admin_code": code}), flush=True)
        return
    say(f"Serveur prêt : {url}")
    if code:
        say(f"Code unique du premier administrateur : {code}")
    if asked.screen == TOUR and not prepared.demo:
        say("Aucun écran : ouvrez le poste de travail ailleurs. Ctrl+C arrête le serveur.")


def _keep(installation: Installation, workers: Workers, stop: threading.Event) -> None:
    """Return when the end is asked for; refuse to go on as if nothing were when a part is gone for good."""
    while not stop.wait(_LOOK_EVERY):
        systemd.tell(systemd.ALIVE)
        if installation.failure:
            raise Refusal(installation.failure)
        if workers.failed.is_set():
            raise Refusal(
                "Le serveur s'arrête sans cesse. Le journal log/server.log du dossier des données dit pourquoi."
            )


def drain_seconds() -> float:
    """``FOFAL_DRAIN_SECONDS``: how long server processes serve on after they were told to end."""
    said = os.environ.get("FOFAL_DRAIN_SECONDS") or "0"
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", said) or float(said) > MOST_DRAIN:
        raise Refusal(f"FOFAL_DRAIN_SECONDS doit être un nombre de 0 à {MOST_DRAIN}, pas « {said} ».")
    return float(said)


def worker_count() -> int:
    """``FOFAL_WORKERS``: server processes on the one socket."""
    said = os.environ.get("FOFAL_WORKERS", str(WORKERS))
    if not said.isdigit() or not 1 <= int(said) <= 64:
        raise Refusal(f"FOFAL_WORKERS doit être un nombre de 1 à 64, pas « {said} ».")
    return int(said)
