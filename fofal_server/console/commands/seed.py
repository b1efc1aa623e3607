"""``fofal-server seed``: what every installation starts with, or a company of invented people."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from fofal_server.console import demo, desk, seeding
from fofal_server.console.application import AsJson, single
from fofal_server.console.output import pairs, show
from fofal_server.core import audit

Demo = Annotated[bool, typer.Option("--demo", help="Charge la société de démonstration dans une base vide.")]
_TITLES = {"seeded": "Données de départ en place", "demo": "Société de démonstration chargée"}


def seed(with_demo: Demo = False, as_json: AsJson = False) -> None:
    """Ajoute les rôles, unités, monnaies et paramètres qui manquent ; ce que quelqu'un a changé reste.

    --demo remplit une base vide de données inventées. Une telle base ne devient jamais une vraie société.
    """

    def work(session: Session) -> None:
        seeding.put(session)
        if with_demo:
            demo.put(session)
        audit.tell(session, "seed", "core.seeds", after={"demo": with_demo})

    desk.act(work)
    told = {"seeded": True, "demo": with_demo}
    show(told, as_json, pairs(told, _TITLES))


COMMAND = single("seed", seed)
