"""``fofal-server config``: settings are looked at before anything is started with them."""

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fofal_server.console import environment
from fofal_server.console.application import AsJson, group
from fofal_server.console.checks import certificate, machine, services, settings
from fofal_server.console.checks.finding import Finding, told
from fofal_server.console.errors import Outcome
from fofal_server.console.output import show
from fofal_server.console.place import data_dir

EnvFile = Annotated[
    Path | None,
    typer.Option("--env-file", metavar="FICHIER", help="Contrôle ce fichier à la place des variables de ce terminal."),
]
_MACHINE = (machine.room, machine.zones, machine.breaches)


def check(env_file: EnvFile = None, as_json: AsJson = False) -> int:
    """Contrôle tous les réglages sans rien démarrer ni changer : noms, valeurs, fichiers, certificat, base, courrier.

    À faire avant le premier démarrage et après chaque changement. Code de sortie 1 quand un point ne va pas.
    """
    given = environment.in_place(environment.read(env_file)) if env_file else contextlib.nullcontext()
    with given:
        findings = [one if one.warns or not one.ok else dataclasses.replace(one, remedy="") for one in _all()]
    ok = all(one.ok for one in findings)
    answer = {"ok": ok, "checks": [dataclasses.asdict(one) for one in findings]}
    show(answer, as_json, (line for one in findings for line in told(one)))
    return Outcome.OK if ok else Outcome.TROUBLE


def _all() -> Iterator[Finding]:
    folder = data_dir()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    yield from (one(folder) for one in (*settings.CHECKS, certificate.closed, *services.CHECKS))
    yield from (one(there) for one in _MACHINE)


COMMAND = group("config", {"check": check})
