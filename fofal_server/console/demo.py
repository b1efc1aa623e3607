"""The demo company: everything in it is invented and says so; its people have passwords that nobody has ever seen."""

from collections.abc import Callable

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import fofal_server.app  # noqa: F401 - every domain is registered
from fofal_server.auth.services import create_user
from fofal_server.console.people import ADMINISTRATOR, KEEPER, MANAGER
from fofal_server.core.db import transaction
from fofal_server.settings.models import Company

PEOPLE = (
    (MANAGER, "Responsable de production (démo)", ("farm-manager",)),
    (KEEPER, "Magasinier (démo)", ("stock-keeper",)),
    (ADMINISTRATOR, "Administrateur (démo)", ("administrator",)),
)

Load = Callable[[Session], None]
LOADS: tuple[Load, ...] = ()


def load(url: str) -> None:
    """Fill an empty, seeded database in one transaction: all of the demo is there, or none of it."""
    engine = create_engine(url)
    try:
        with transaction(engine) as session:
            session.add(Company(name="FOFAL (démo)", demo=True))
            for username, full_name, roles in PEOPLE:
                create_user(session, username, full_name, roles)
            for one in LOADS:
                one(session)
    finally:
        engine.dispose()
