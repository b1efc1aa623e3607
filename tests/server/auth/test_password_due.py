"""Whoever has a password that somebody else knows does nothing before it is changed."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from fofal_server.app import operations
from fofal_server.auth.passwords import Passwords
from fofal_server.auth.services import set_password, temporary_password
from fofal_server.core.db import transaction
from fofal_server.core.operation import Operation
from tests.server.auth.conftest import CHEAP, Person
from tests.support.api import Api
from tests.support.servers import Server

OPEN = {"read_meta", "read_me", "logout", "change_password"}


@pytest.fixture
def owing(server: Server) -> Iterator:
    """An administrator with a drawn password, and how he signed in."""
    person = Person(server, "administrator", "owner")
    person.password = temporary_password()
    with transaction(server.engine) as session:
        set_password(session, Passwords(server.keys.pepper, CHEAP), person.username, person.password, must_change=True)
    tokens = person.login().json()
    api = Api(server, tokens["access_token"])
    yield api, person, tokens
    api.close()


def knock(api: Api, door: Operation):
    path = re.sub(r"\{[a-z_]+\}", str(uuid4()), door.path)
    body = {} if door.method in {"POST", "PATCH"} and not door.upload else None
    return api.call(door.method, path, json=body, headers={"Accept-Language": "fr"})


def test_every_other_door_is_closed_and_says_why(owing):
    api, _, tokens = owing
    assert tokens["must_change_password"] is True
    closed = [one for one in operations() if not one.public and one.name not in OPEN]
    answers = {one.name: knock(api, one) for one in closed}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 403} == {}
    assert {answer.json()["code"] for answer in answers.values()} == {"password_change_due"}
    assert "votre propre mot de passe" in answers["read_changes"].json()["detail"]


def test_who_one_is_the_way_out_and_the_renewal_stay_open(owing, stranger):
    api, _, tokens = owing
    assert api.get("/auth/me").json()["must_change_password"] is True
    assert api.get("/meta").status_code == 200
    renewed = stranger.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert renewed.json()["must_change_password"] is True
    assert api.post("/auth/logout").status_code == 204


def test_once_it_is_changed_the_same_session_goes_on(owing):
    api, person, _ = owing
    change = {"current_password": person.password, "new_password": "une phrase à moi seul"}
    assert api.post("/auth/password", json=change).status_code == 204
    assert api.get("/auth/users").status_code == 200
    assert api.get("/changes").status_code == 200
