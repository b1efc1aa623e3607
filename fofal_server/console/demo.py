"""The demo company: everything in it is invented and says so; its people have passwords that nobody has ever seen."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import fofal_server.app  # noqa: F401 - every domain is registered
from fofal_server.agronomy import demo as agronomy
from fofal_server.auth.services import create_user
from fofal_server.console import demo_decisions
from fofal_server.console.errors import Refusal
from fofal_server.console.people import ADMINISTRATOR, KEEPER, MANAGER
from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.core.texts import text
from fofal_server.hr import demo as hr
from fofal_server.hr.models import Employee
from fofal_server.inventory import demo as inventory
from fofal_server.parties import demo as parties
from fofal_server.settings import demo as settings
from fofal_server.settings.models import Company
from fofal_server.weather import demo as weather

PEOPLE = (
    (MANAGER, "Responsable de production (démo)", ("farm-manager",), "DEMO01"),
    (KEEPER, "Magasinier (démo)", ("stock-keeper",), None),
    (ADMINISTRATOR, "Administrateur (démo)", ("administrator",), None),
)
"""User name, full name, roles, and the number of the employee whose gang is one's own."""

LOADS: tuple[Callable[[Session], None], ...] = (
    settings.load,
    parties.load,
    hr.load,
    inventory.load,
    agronomy.load,
)


SEEDED = frozenset({"auth.roles", "settings.units", "settings.currencies", "settings.parameters"})
"""What every database holds from the start."""


def load(url: str) -> None:
    """Fill an empty, seeded database in one transaction: all of the demo is there, or none of it."""
    engine = create_engine(url)
    try:
        with transaction(engine) as session:
            put(session)
    finally:
        engine.dispose()


def put(session: Session) -> None:
    """Add the demo; refused where anything but the seeds is there already, for it could be real."""
    _refuse_filled(session)
    farm(session)
    demo_decisions.load(session)
    weather.load(session)


def farm(session: Session) -> None:
    """The company, its people and its books, with nothing that waits for a decision."""
    session.add(Company(name="FOFAL (démo)", demo=True))
    for one in LOADS:
        one(session)
    for username, full_name, roles, number in PEOPLE:
        user = create_user(session, username, full_name, roles)
        user.employee_id = _employee(session, number) if number else None
    session.flush()


def _refuse_filled(session: Session) -> None:
    for resource in registry.RESOURCES.values():
        if resource.write is None or resource.name in SEEDED:
            continue
        if session.scalar(scoped(SYSTEM, resource.model, resource.model.id).limit(1)) is not None:
            raise Refusal(
                f"Cette base n'est pas vide ({text(resource.name)}) : la société de démonstration ne se charge que "
                "dans une base vide."
            )


def _employee(session: Session, number: str) -> UUID | None:
    found: UUID | None = session.scalar(scoped(SYSTEM, Employee, Employee.id).where(Employee.code == number))
    return found
