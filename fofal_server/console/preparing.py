"""Making an installation ready to serve: migrated, seeded, with the demo company or waiting for its first person.

What is heavy is imported only where there is something to do: a second start finds everything done and must be quick.
"""

import sys
from dataclasses import dataclass
from enum import StrEnum
from threading import Event

from fofal_server.console import facts
from fofal_server.console.errors import Refusal, Stopped
from fofal_server.console.facts import Facts
from fofal_server.console.installation import Installation
from fofal_server.core.migrations import head_revision


class Wanted(StrEnum):
    """What an installation without data becomes, and which one is refused."""

    DEMO = "demo"
    COMPANY = "company"
    AS_IT_IS = "as it is"


@dataclass(frozen=True)
class Prepared:
    """``demo``: everything is invented. ``first_admin_code``: nobody is there yet, and this lets the first one in."""

    demo: bool
    first_admin_code: str | None


def prepare(installation: Installation, wanted: Wanted, stop: Event) -> Prepared:
    """Bring the installation up; refuses to hand a demo over as a real company."""
    heed(stop)
    found = facts.read(installation.app_url)
    facts.refuse_unserved(found)
    if not found.standing.serves(head_revision()):
        refuse_to_move_shared(installation, found)
        say("Préparation de la base de données…")
        migrate_and_seed(installation)
        found = facts.read(installation.app_url)
    heed(stop)
    refuse_demo_as_company(wanted, found)
    if found.somebody:
        return Prepared(bool(found.demo), None)
    if wanted is not Wanted.DEMO or found.demo is not None:
        return Prepared(demo=False, first_admin_code=setup_code(installation))
    say("Chargement de la société de démonstration…")
    load_demo(installation)
    heed(stop)
    return Prepared(demo=True, first_admin_code=None)


def refuse_to_move_shared(installation: Installation, found: Facts) -> None:
    """Of several servers on one database none moves the tables under the others by starting."""
    if installation.cluster is None and found.revision is not None:
        raise Refusal(
            f"La base de données est à la version {found.revision}, ce programme à {head_revision()}. "
            "Tapez d'abord, une seule fois pour tous les serveurs : fofal-server upgrade"
        )


def refuse_demo_as_company(wanted: Wanted, found: Facts) -> None:
    """A company of invented people cannot become a real one."""
    if wanted is Wanted.COMPANY and found.demo:
        raise Refusal(
            "Ce dossier contient la société de démonstration, dont tout est inventé : elle ne peut pas devenir une "
            "vraie société. Choisissez un autre dossier : --data DOSSIER."
        )


def migrate_and_seed(installation: Installation) -> None:
    """Bring the database to the newest migration, and add what every installation starts with."""
    from fofal_server.console import seeding
    from fofal_server.core import migrations

    migrations.upgrade(installation.owner_url)
    seeding.seed(installation.app_url)


def setup_code(installation: Installation) -> str:
    """A fresh code for the first administrator, in place of any before."""
    from fofal_server.console import seeding

    return seeding.setup_code(installation.app_url)


def load_demo(installation: Installation) -> None:
    """The demo company, into a seeded database without any."""
    from fofal_server.console import demo

    demo.load(installation.app_url)


def heed(stop: Event) -> None:
    """Go no further once somebody asked for the end."""
    if stop.is_set():
        raise Stopped


def say(text: str) -> None:
    """Tell the person what is going on; standard output belongs to the answer."""
    print(f"▸ {text}", file=sys.stderr, flush=True)
