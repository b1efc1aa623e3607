"""The trail: written with the change, sealed in order, broken visibly."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from fofal_server.core import seal
from fofal_server.core.db import transaction
from tests.support.api import Api, code
from tests.support.servers import Server


def _sealed(server: Server) -> seal.Verdict:
    with transaction(server.engine) as session:
        while seal.seal(session):
            pass
    with transaction(server.engine) as session:
        return seal.verify(session)


def _as_owner(server: Server, *statements: str) -> None:
    engine = create_engine(server.database.owner)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET username = 'x'", "DELETE FROM audit_event", "DELETE FROM audit_seal"]
)
def test_the_runtime_role_cannot_rewrite_the_trail(api: Api, server: Server, statement: str) -> None:
    api.create("settings.sites", code=code(), name="Nord")
    with pytest.raises(DBAPIError), server.engine.begin() as connection:
        connection.execute(text(statement))


def test_every_committed_event_is_sealed_and_holds(api: Api, server: Server) -> None:
    for _ in range(5):
        api.create("settings.sites", code=code(), name="Nord")
    verdict = _sealed(server)
    assert verdict.whole
    assert verdict.unsealed == 0
    assert verdict.sealed >= 5


def test_verify_names_the_first_broken_event(api: Api, server: Server) -> None:
    made = api.create("settings.sites", code=code(), name="Nord")
    assert _sealed(server).whole
    with server.engine.connect() as connection:
        event = connection.scalar(text("SELECT id FROM audit_event WHERE record_id = :id"), {"id": made["id"]})
    off, on = (f"ALTER TABLE audit_event {word} TRIGGER audit_event_append_only" for word in ("DISABLE", "ENABLE"))
    _as_owner(server, off, f"UPDATE audit_event SET username = 'somebody' WHERE id = {event}")
    assert _sealed(server).broken == event
    with server.engine.connect() as connection:
        who = connection.scalar(text("SELECT created_by FROM settings_site WHERE id = :id"), {"id": made["id"]})
        name = connection.scalar(text("SELECT username FROM auth_user WHERE id = :id"), {"id": who})
    _as_owner(server, f"UPDATE audit_event SET username = '{name}' WHERE id = {event}", on)
    assert _sealed(server).whole
