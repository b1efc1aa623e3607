"""What proves somebody is never written down: not in a log line, not in the trail, not in an answer."""

import secrets

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from fofal_server.auth import services
from fofal_server.core.db import transaction
from tests.server.auth.conftest import Person


@pytest.fixture
def journey(server, signed_in, stranger):
    """All that was typed and given out in a day at the door, and the log lines of that day."""
    typed = [f"typed-{secrets.token_hex(6)}" for _ in range(3)]
    with capture_logs() as lines:
        person = Person(server, "administrator")
        other = Person(server)
        api, tokens = signed_in(person)
        person.login(typed[0])
        person.login(username=typed[1])
        stranger.post("/auth/login", json={"username": person.username, "password": typed[2], "unknown": typed[2]})
        fresh = stranger.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).json()
        with transaction(server.engine) as session:
            ticket = services.create_ticket(session, person.username)
        by_ticket = stranger.post("/auth/ticket", json={"ticket": ticket}).json()
        drawn = api.post(f"/auth/users/{other.id}/reset-password").json()["code"]
        api.post("/auth/users", json={"username": other.username, "full_name": "deux fois"})
        new = f"une nouvelle {secrets.token_hex(6)}"
        api.post("/auth/password", json={"current_password": person.password, "new_password": new})
        stranger.get("/auth/me", headers={"Authorization": "Bearer " + fresh["access_token"] + "x"})
    given = [tokens, fresh, by_ticket]
    words = [*typed, person.password, other.password, drawn, new, ticket]
    words += [one[name] for one in given for name in ("access_token", "refresh_token")]
    return lines, words


def test_class_17_secrets_are_in_no_log_line(journey):
    lines, words = journey
    assert len(lines) > 8
    assert not [word for word in words if word in repr(lines)]
    assert "$2b$" not in repr(lines)


def test_no_secret_is_in_the_database(server, journey):
    _, words = journey
    with transaction(server.engine) as session:
        for table in (
            "audit_event",
            "auth_user",
            "auth_session",
            "auth_refresh",
            "auth_ticket",
            "auth_failure",
            "auth_recovery_code",
            "stored_answer",
        ):
            stored = session.scalar(text(f"SELECT string_agg(t::text, ' ') FROM {table} t")) or ""
            assert not [word for word in words if word in stored], table
        trail = session.scalar(text("SELECT string_agg(t::text, ' ') FROM audit_event t"))
    assert "$2b$" not in trail
