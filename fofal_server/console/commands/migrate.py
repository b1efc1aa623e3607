"""``fofal-server migrate``: the tables as this program expects them, or as an older one did."""

from collections.abc import Callable
from typing import Annotated

import typer
from alembic.util import CommandError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from fofal_server.console import desk, facts, notes, seeding
from fofal_server.console.application import AsJson, Yes, single
from fofal_server.console.asking import make_sure
from fofal_server.console.errors import Outcome, Refusal
from fofal_server.console.installation import Installation
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
    """Amène la base de données à la version de ce programme, avec les données de départ que celle-ci ajoute.

    --down revient en arrière, serveur arrêté ; il est refusé quand des données seraient perdues.
    """
    if down is not None and to != "head":
        raise Refusal("--to et --down s'excluent.", Outcome.WRONG_USE)
    with desk.installed() as installation:
        found = facts.read(installation.app_url)
        facts.refuse_newer(found)
        before = found.revision
        if down is None:
            _run(lambda: migrations.upgrade(installation.owner_url, to))
        else:
            _go_down(installation, down, yes)
        after = facts.read(installation.app_url).revision
        if after is not None and after != before:
            settle(installation, before, after)
    told = {"before": before, "after": after}
    show(told, as_json, pairs(told, _TITLES))


def _go_down(installation: Installation, revision: str, yes: bool) -> None:
    refuse_running(installation)
    make_sure(f"Ramener la base de données à la migration « {revision} » ?", yes)
    _run(lambda: migrations.downgrade(installation.owner_url, revision))


def refuse_running(installation: Installation) -> None:
    """Whatever takes tables away from a server is not done under it."""
    for one in notes.running(installation.data_dir):
        if one.url and health(one.url, timeout=5):
            raise Refusal(f"Le serveur tourne ({one.url}) : arrêtez-le avant de revenir en arrière.")


def _run(work: Callable[[], None]) -> None:
    try:
        work()
    except CommandError as error:
        raise Refusal(f"Migration impossible : {error}") from error
    except OperationalError as error:
        raise Refusal("Une table reste occupée : arrêtez le serveur, puis recommencez. Rien n'a été changé.") from error
    except migrations.DataWouldBeLost as error:
        raise Refusal(str(error)) from error


def settle(installation: Installation, before: str | None, after: str) -> None:
    """What a new version brings is added, and the trail says who moved the database."""

    def work(session: Session) -> None:
        if after == migrations.head_revision():
            seeding.put(session)
        audit.tell(session, "migrate", "core.migrations", before={"revision": before}, after={"revision": after})

    engine = desk.engine_of(installation)
    desk.in_name(engine, work)
    engine.dispose()


COMMAND = single("migrate", migrate)
