"""``fofal-server db``: the database looked at, cleaned, and its indexes made anew, as the owner of the tables."""

import dataclasses
from typing import Annotated, Any

import typer

from fofal_server.console import desk
from fofal_server.console.application import AsJson, group
from fofal_server.console.checks import database
from fofal_server.console.errors import Outcome
from fofal_server.console.output import show
from fofal_server.ops import database_checks, reindexing, vacuuming
from fofal_server.ops.night_jobs import cleaned, rebuilt
from fofal_server.ops.patience import patient

EveryTable = Annotated[bool, typer.Option("--all", help="Toutes les tables, aussi celles qui n'en ont pas besoin.")]
EveryIndex = Annotated[
    bool, typer.Option("--all", help="Tous les index ; l'ordre des textes du moment est alors noté comme suivi.")
]

_OWNER = "demandez-le à leur propriétaire."


def check(as_json: AsJson = False) -> int:
    """Examine la base : ordre des textes, index, suites de numéros, transactions, place perdue.

    Code de sortie 1 quand un point ne va pas.
    """
    with desk.at_work() as (installation, _), patient(installation.app_url) as connection:
        found = [database.finding(one) for one in database_checks.all_of(connection)]
    told = {"ok": all(one.ok for one in found), "checks": [dataclasses.asdict(one) for one in found]}
    show(told, as_json, [f"{'✓' if one.ok else '✗'} {one.title} : {one.found}" for one in found])
    return Outcome.OK if told["ok"] else Outcome.TROUBLE


def vacuum(every: EveryTable = False, as_json: AsJson = False) -> None:
    """Nettoie les tables qui en ont besoin et refait leurs statistiques ; personne n'est gêné.

    Jamais VACUUM FULL, qui fermerait les tables. La place rendue sert aux lignes suivantes.
    """
    with desk.at_work() as (installation, _), patient(installation.owner_url) as connection:
        done = vacuuming.clean(connection, every=every)
    show(dataclasses.asdict(done), as_json, [cleaned(done, _OWNER)])


def reindex(every: EveryIndex = False, as_json: AsJson = False) -> int:
    """Refait les index invalides ou pleins de vide, un à la fois, à côté des anciens ; personne n'est gêné.

    Code de sortie 1 quand il en reste.
    """
    with desk.at_work() as (installation, _), patient(installation.owner_url) as connection:
        names = reindexing.every(connection) if every else reindexing.candidates(connection)
        done = reindexing.rebuild(connection, names, window=float("inf"))
        if every and not done.unfinished:
            reindexing.settle_collation(connection)
    told: dict[str, Any] = dataclasses.asdict(done)
    show(told, as_json, [rebuilt(done, _OWNER)])
    return Outcome.TROUBLE if done.unfinished else Outcome.OK


COMMAND = group("db", {"check": check, "vacuum": vacuum, "reindex": reindex})
