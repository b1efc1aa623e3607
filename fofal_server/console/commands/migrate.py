"""``fofal-server migrate``: the tables as this program expects them, or as an older one did."""

from collections.abc import Callable
from typing import Annotated

import typer
from alembic.util import CommandError

from fofal_server.console import desk, facts
from fofal_server.console.application import AsJson, Yes, single
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.installation import Installation
from fofal_server.console.notes import load
from fofal_server.console.output import pairs, show
from fofal_server.console.workers import health
from fofal_server.core import audit, migrations

To = Annotated[str, typer.Option("--to", metavar="REV", help="Monte jusqu'à cette migration.")]
Down = Annotated[
    str | None,
    typer.Option("--down", metavar="REV", help="Redescend à cette migration (« base » : avant la première)."),
]
_TITLES = {"before": "Migration avant", "after": "Migration après"}


def migrate(to: To = "head", down: Down = None, yes: Yes = False, as_json: AsJson = False) -> None:
    """Amène la base de données à la version de ce programme.

    --down revient en arrière, serveur arrêté ; il est refusé quand des données seraient perdues.
    """
    if down is not None and to != "head":
        raise Refusal("--to et --down s'excluent.", Outcome.WRONG_USE)
    with desk.found() as installation:
        before = facts.read(installation.app_url).revision
        if down is None:
            _run(lambda: migrations.upgrade(installation.owner_url, to))
        else:
            _go_down(installation, down, yes)
        after = facts.read(installation.app_url).revision
        if after is not None and after != before:
            _tell(installation, before, after)
    told = {"before": before, "after": after}
    show(told, as_json, pairs(told, _TITLES))


def _go_down(installation: Installation, revision: str, yes: bool) -> None:
    url = load(installation.data_dir).url
    if url and health(url, timeout=5):
        raise Refusal(f"Le serveur tourne ({url}) : arrêtez-le avant de revenir en arrière.")
    make_sure(f"Ramener la base de données à la migration « {revision} » ?", yes)
    _run(lambda: migrations.downgrade(installation.owner_url, revision))


def _run(work: Callable[[], None]) -> None:
    try:
        work()
    except CommandError as error:
        raise Refusal(f"Migration impossible : {error}") from error
    except RuntimeError as error:  # how a migration says that it would lose data
        raise Refusal(str(error)) from error


def _tell(installation: Installation, before: str | None, after: str) -> None:
    """The trail says who moved the database; where there is no trail any more, nothing can."""
    engine = desk.engine_of(installation)
    was, now = {"revision": before}, {"revision": after}
    desk.in_name(engine, lambda session: audit.tell(session, "migrate", "core.migrations", before=was, after=now))
    engine.dispose()


COMMAND = single("migrate", migrate)
