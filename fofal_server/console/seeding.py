"""What every installation starts with: roles, units, currencies, dated parameters. Doing it again changes nothing."""

from sqlalchemy import create_engine

import fofal_server.app  # noqa: F401 - every domain is registered before roles expand their patterns
from fofal_server.auth.services import seed_roles
from fofal_server.core.db import transaction
from fofal_server.settings import seed as settings_seed


def seed(url: str) -> None:
    """Put the seeds into the migrated database at ``url``."""
    engine = create_engine(url)
    try:
        with transaction(engine) as session:
            settings_seed.seed(session)
            seed_roles(session)
    finally:
        engine.dispose()
