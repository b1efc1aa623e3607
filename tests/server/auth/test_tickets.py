"""Tickets from the launcher."""

import pytest
from sqlalchemy import text

from fofal_server.auth import services
from fofal_server.core.db import transaction
from fofal_server.core.errors import NotFound


def ticket(server, username):
    with transaction(server.engine) as session:
        return services.create_ticket(session, username)


def redeem(api, value):
    return api.post("/auth/ticket", json={"ticket": value})


def test_a_ticket_works_once(server, person, stranger):
    value = ticket(server, person.username)
    tokens = redeem(stranger, value)
    assert tokens.status_code == 200
    assert tokens.json()["user"]["username"] == person.username
    assert redeem(stranger, value).status_code == 401


def test_a_ticket_is_over_after_a_minute(server, person, stranger):
    value = ticket(server, person.username)
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_ticket SET expires_at = expires_at - interval '61 seconds'"))
    assert redeem(stranger, value).status_code == 401


def test_only_active_people_get_in(server, person, stranger):
    value = ticket(server, person.username)
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_user SET active = false WHERE id = :id"), {"id": person.id})
    assert redeem(stranger, value).status_code == 401
    with pytest.raises(NotFound):
        ticket(server, person.username)
    with pytest.raises(NotFound):
        ticket(server, "personne-de-ce-nom")
    assert redeem(stranger, "x").status_code == 401
