"""The door on each call: what is taken away is gone at once, and asking costs one statement."""

import datetime as dt
import threading
import uuid

import pytest
from sqlalchemy import event, text

from fofal_server.auth import lifetimes, sessions, tokens
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.lifetimes import Lifetimes
from fofal_server.auth.models import Role, User
from fofal_server.auth.rates import Bounds
from fofal_server.core.actor import Reach
from fofal_server.core.db import transaction
from fofal_server.core.door import Claims
from fofal_server.core.errors import Unauthenticated
from tests.server.auth.conftest import Person


@pytest.fixture
def door(server):
    return AuthDoor(server.keys)


@pytest.fixture
def begun(server):
    """A person with one role and a session."""
    mark = uuid.uuid4().hex
    with transaction(server.engine) as session:
        role = Role(code=f"rôle à espaces {mark}", name="Essai", permissions=["settings.*:read", "hr.*:read@team"])
        user = User(username=mark, full_name="Essai", roles=[role])
        session.add(user)
        session.flush()
        living, _ = sessions.begin(session, Lifetimes(), user, "essai", None)
    return user, role, Claims(user.id, living.id)


def test_the_actor_has_the_rights_of_the_roles(server, door, begun):
    user, role, claims = begun
    with transaction(server.engine) as session:
        actor = door.actor(session, claims)
    assert (actor.user_id, actor.username, actor.session_id) == (user.id, user.username, claims.session_id)
    assert actor.roles == (role.code,)
    assert actor.reach("settings.sites:read") is Reach.ALL
    assert actor.reach("hr.employees:read") is Reach.TEAM
    assert not actor.may("settings.sites:update")
    assert not actor.everything


def test_the_actor_knows_employee_and_team(server, door, begun, api):
    _, _, claims = begun
    team = api.create("hr.teams", code="EQ-DOOR", name="Équipe d'essai")
    employee = api.create("hr.employees", code="DOOR1", last_name="Essai", hired_on="2026-01-05", team_id=team["id"])
    with transaction(server.engine) as session:
        session.execute(
            text("UPDATE auth_user SET employee_id = :e WHERE id = :u"), {"e": employee["id"], "u": claims.user_id}
        )
        actor = door.actor(session, claims)
    assert (str(actor.employee_id), str(actor.team_id)) == (employee["id"], team["id"])


def test_a_known_person_costs_one_statement(server, door, begun):
    _, _, claims = begun
    statements = []

    def note(_connection, _cursor, statement, *_more):
        if threading.current_thread() is threading.main_thread():  # not what the scheduler asks beside it
            statements.append(statement)

    with transaction(server.engine) as session:
        door.actor(session, claims)
        event.listen(server.engine, "before_cursor_execute", note)
        door.actor(session, claims)
        event.remove(server.engine, "before_cursor_execute", note)
    assert len(statements) == 1


def test_a_changed_role_counts_at_the_next_call(server, door, begun):
    _, role, claims = begun
    with transaction(server.engine) as session:
        assert not door.actor(session, claims).may("settings.sites:update")
    with transaction(server.engine) as session:
        session.get(Role, role.id).permissions = ["settings.sites:*"]
    with transaction(server.engine) as session:
        actor = door.actor(session, claims)
    assert actor.may("settings.sites:update")
    assert not actor.may("hr.employees:read")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE auth_user SET active = false WHERE id = :user",
        "UPDATE auth_session SET revoked_at = now() WHERE id = :session",
        "UPDATE auth_session SET idle_until = now() WHERE id = :session",
        "UPDATE auth_session SET expires_at = now() WHERE id = :session",
        "DELETE FROM auth_session WHERE id = :session",
    ],
)
def test_what_is_taken_away_is_gone_at_once(server, door, begun, change):
    _, _, claims = begun
    with transaction(server.engine) as session:
        door.actor(session, claims)
        session.execute(text(change), {"user": claims.user_id, "session": claims.session_id})
    with transaction(server.engine) as session, pytest.raises(Unauthenticated):
        door.actor(session, claims)


def test_a_session_serves_only_its_own_person(server, door, begun):
    _, _, claims = begun
    other = Person(server)
    with transaction(server.engine) as session, pytest.raises(Unauthenticated):
        door.actor(session, Claims(other.id, claims.session_id))


def test_being_seen_is_noted_once_a_minute_and_nobody_waits_for_it(server, door, begun):
    _, _, claims = begun
    seen = text("SELECT last_seen, idle_until FROM auth_session WHERE id = :id")
    key = {"id": claims.session_id}
    with transaction(server.engine) as session:
        before = session.execute(seen, key).one()
        door.actor(session, claims)
        assert session.execute(seen, key).one() == before
        session.execute(
            text("UPDATE auth_session SET last_seen = last_seen - interval '2 minutes' WHERE id = :id"), key
        )
    with transaction(server.engine) as first, transaction(server.engine) as second:
        door.actor(first, claims)
        second.execute(text("SET LOCAL lock_timeout = '200ms'"))
        door.actor(second, claims)
    with transaction(server.engine) as session:
        assert session.execute(seen, key).one() > before


def test_calls_are_counted_by_session(server, begun):
    strict = AuthDoor(server.keys, Bounds(calls=3))
    _, _, claims = begun
    with transaction(server.engine) as session:
        actor = strict.actor(session, claims)
    told = [strict.admit(actor, "192.0.2.1") for _ in range(3)]
    assert [one["RateLimit-Remaining"] for one in told] == ["2", "1", "0"]
    assert told[0]["RateLimit-Limit"] == "3"
    with pytest.raises(Exception, match="too_many") as refusal:
        strict.admit(actor, "192.0.2.2")
    assert 1 <= int(refusal.value.headers["Retry-After"]) <= 60
    assert refusal.value.headers["RateLimit-Remaining"] == "0"
    strict.admit(None, "192.0.2.1")


def test_genuine_tokens_are_read_without_the_database(server, door, begun):
    user, _, claims = begun
    token = tokens.access_token(server.keys, user.id, claims.session_id)
    assert door.claims(token).session_id == claims.session_id
    with pytest.raises(Unauthenticated):
        door.claims(token + "x")


def test_how_long_a_session_lives_is_a_parameter(session):
    assert lifetimes.current(session) == Lifetimes()
    session.execute(text("UPDATE settings_parameter SET value = '2' WHERE code = 'auth.session_idle_hours'"))
    session.execute(text("UPDATE settings_parameter SET value = '\"x\"' WHERE code = 'auth.session_absolute_days'"))
    assert lifetimes.current(session) == Lifetimes(idle=dt.timedelta(hours=2))
