"""The demo and a real company never meet."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.console.serving import refuse_demo_beyond_loopback
from fofal_server.core.db import transaction
from fofal_server.settings.models import Company
from tests.support.databases import Databases


@pytest.mark.parametrize("statement", ["UPDATE settings_company SET demo = NOT demo", "DELETE FROM settings_company"])
def test_the_mark_of_a_demo_stays(session: Session, statement: str) -> None:
    session.add(Company(name="FOFAL (démo)", demo=True))
    session.flush()
    with pytest.raises(DBAPIError, match="demo_stays"):
        session.execute(text(statement))


def test_a_demo_is_served_on_this_machine_only(all_databases: Databases) -> None:
    with all_databases.fresh() as database:
        beyond = Settings(host="0.0.0.0", runtime_url=database.app)  # noqa: S104 - what must be refused
        refuse_demo_beyond_loopback(beyond)
        _mark_as_demo(database.app)
        with pytest.raises(SystemExit):
            refuse_demo_beyond_loopback(beyond)
        refuse_demo_beyond_loopback(Settings(host="127.0.0.1", runtime_url=database.app))


def _mark_as_demo(url: str) -> None:
    engine = create_engine(url)
    with transaction(engine) as session:
        session.add(Company(name="FOFAL (démo)", demo=True))
    engine.dispose()
