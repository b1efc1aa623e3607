"""The trail: written with the change, sealed in order, broken visibly."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

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


def _told(server: Server, *statements: str, known: str = "") -> seal.Verdict:
    """The verdict after somebody with the rights of the owner did this; it is undone afterwards."""
    engine = create_engine(server.database.owner)
    with engine.connect() as connection, connection.begin() as attempt:
        for table in ("audit_event", "audit_seal"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text("ALTER TABLE audit_seal DROP CONSTRAINT fk_audit_seal_event_id"))
        for statement in statements:
            connection.execute(text(statement))
        with Session(connection) as session:
            found = seal.verify(session, bytes.fromhex(known) if known else None)
        attempt.rollback()
    engine.dispose()
    return found


@pytest.fixture
def events(api: Api, server: Server) -> list[int]:
    """The last five events of a sealed chain, in their order."""
    for _ in range(5):
        api.create("settings.sites", code=code(), name="Nord")
    assert _sealed(server).whole
    with server.engine.connect() as connection:
        return list(connection.scalars(text("SELECT event_id FROM audit_seal ORDER BY place DESC LIMIT 5")))[::-1]


@pytest.mark.parametrize("column", ["username", "address", "action", "resource", "record_label", "request_id"])
def test_a_changed_event_is_found(server: Server, events: list[int], column: str) -> None:
    assert _told(server, f"UPDATE audit_event SET {column} = 'autre' WHERE id = {events[2]}").broken == events[2]


@pytest.mark.parametrize(
    "values", ["before = '{}'", "after = '{}'", "at = at + interval '1 microsecond'", "user_id = NULL"]
)
def test_changed_values_and_moments_are_found(server: Server, events: list[int], values: str) -> None:
    assert _told(server, f"UPDATE audit_event SET {values} WHERE id = {events[2]}").broken == events[2]


def test_a_removed_event_is_found(server: Server, events: list[int]) -> None:
    gone = f"DELETE FROM audit_event WHERE id = {events[2]}"
    assert _told(server, gone).broken == events[2]
    assert _told(server, f"DELETE FROM audit_seal WHERE event_id = {events[2]}", gone).broken == events[3]


def test_a_hole_in_the_numbers_is_found(server: Server, events: list[int]) -> None:
    assert _told(server, f"UPDATE audit_seal SET place = place + 1 WHERE event_id = {events[4]}").broken == events[4]


def test_an_inserted_event_is_found(server: Server, events: list[int]) -> None:
    columns = "at, user_id, username, session_id, address, request_id, action, resource, record_id, record_label, before, after"
    free = "(SELECT min(id) - 1 FROM audit_event)"
    slipped = (
        f"INSERT INTO audit_event (id, xact, {columns}) OVERRIDING SYSTEM VALUE "
        f"SELECT {free}, xact - 1, {columns} FROM audit_event WHERE id = {events[2]}"
    )
    broken = _told(server, slipped).broken
    assert broken is not None
    assert broken < events[0]


def test_swapped_events_are_found(server: Server, events: list[int]) -> None:
    first, second = events[1:3]
    names = f"UPDATE audit_event SET record_label = CASE id WHEN {first} THEN 'b' ELSE 'a' END WHERE id IN ({first}, {second})"
    assert _told(server, names).broken == first
    aside, there, back = (
        f"UPDATE audit_seal SET event_id = {new} WHERE event_id = {old}"
        for old, new in ((first, -1), (second, first), (-1, second))
    )
    assert _told(server, aside, there, back).broken == second


def test_a_missing_end_is_found_by_a_head_that_was_written_down(server: Server, events: list[int]) -> None:
    head = _sealed(server).head
    cut = (f"DELETE FROM audit_seal WHERE event_id = {events[4]}", f"DELETE FROM audit_event WHERE id = {events[4]}")
    assert _told(server, *cut).whole
    assert (_told(server, *cut, known=head).cut, _told(server, *cut, known=head).whole) == (True, False)
    assert _told(server, known=head).whole


def test_an_older_head_is_still_found_when_the_chain_has_grown(api: Api, server: Server) -> None:
    head = _sealed(server).head
    api.create("settings.sites", code=code(), name="Nord")
    assert _sealed(server).head != head
    assert _told(server, known=head).whole
    assert not _told(server, known="ab" * 32).whole
