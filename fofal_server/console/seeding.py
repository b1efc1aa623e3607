"""What every installation starts with: roles, units, currencies, dated parameters. Doing it again changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import fofal_server.app  # noqa: F401 - every domain is registered before roles expand their patterns
from fofal_server.agronomy import seed as agronomy_seed
from fofal_server.auth import services
from fofal_server.core.db import transaction
from fofal_server.sensors import seed as sensors_seed
from fofal_server.settings import second_factor
from fofal_server.settings import seed as settings_seed

SEEDS: tuple[Callable[[Session], object], ...] = (
    settings_seed.seed,
    services.seed_roles,
    second_factor.seed,
    agronomy_seed.seed,
    sensors_seed.seed,
)


def seed(url: str) -> None:
    """Put the seeds into the migrated database at ``url``."""
    with _work(url) as session:
        put(session)


def put(session: Session) -> None:
    """Add what is missing; what somebody changed stays."""
    for one in SEEDS:
        one(session)


def setup_code(url: str) -> str:
    """A fresh code for the first administrator, in place of any before; refused once there is a user."""
    with _work(url) as session:
        return services.create_setup_code(session)


@contextmanager
def _work(url: str) -> Iterator[Session]:
    engine = create_engine(url)
    try:
        with transaction(engine) as session:
            yield session
    finally:
        engine.dispose()
