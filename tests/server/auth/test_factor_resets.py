"""A lost second factor goes by the word of two people, or at the server's machine."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from fofal_server.auth import factor_resets, services
from fofal_server.core.db import transaction
from fofal_server.core.errors import Conflict
from tests.factories import made
from tests.server.auth.conftest import Person
from tests.support.api import Api
from tests.support.servers import serving
from tests.support.telephones import Telephone, enrolled

RESETS = "auth.factor-resets"


@pytest.fixture
def two(server, signed_in) -> tuple[Api, Api]:
    """Two administrators."""
    return signed_in(Person(server, "administrator"))[0], signed_in(Person(server, "administrator"))[0]


@pytest.fixture
def loser(server) -> Iterator[Person]:
    """Somebody with a factor whose telephone fell into the river."""
    person = Person(server, "stock-keeper")
    enrolled(server, person.id)
    return person


def asked_for(api: Api, person: Person):
    return api.create(RESETS, user_id=str(person.id), why="Téléphone tombé à l'eau")


def test_one_asks_another_approves_and_the_person_starts_anew(server, two, loser, signed_in):
    first, second = two
    with transaction(server.engine) as session:
        ticket = services.create_ticket(session, loser.username)
    stranger = Api(server, None)
    inside = Api(server, stranger.post("/auth/ticket", json={"ticket": ticket}).json()["access_token"])
    reset = asked_for(first, loser)
    assert (reset["status"], reset["name"]) == ("pending", "Personne d'essai")
    assert loser.login().json()["code"] == "otp_required"
    done = second.act(RESETS, reset, "approve")
    assert done["status"] == "approved"
    assert done["requested_by"] != done["decided_by"]
    assert inside.get("/auth/me").status_code == 401
    came = loser.login().json()
    assert "déclaré perdu" in came["notices"][0]
    assert loser.login().json()["notices"] == []
    with transaction(server.engine) as session:
        deeds = text("SELECT action FROM audit_event WHERE record_id = :id OR record_id = :reset ORDER BY id")
        told = list(session.scalars(deeds, {"id": loser.id, "reset": reset["id"]}))
    assert {"create", "approve", "factor_reset"} <= set(told)
    assert second.post(f"/auth/factor-resets/{reset['id']}/approve", version=done["version"]).status_code == 409
    inside.close()
    stranger.close()


def test_who_asked_cannot_approve_nor_can_the_person(server, two, signed_in):
    first, second = two
    person = Person(server, "administrator")
    phone = enrolled(server, person.id)
    own = Api(server, person.login(otp=phone.code()).json()["access_token"])
    reset = asked_for(first, person)
    for api in (first, own):
        answer = api.post(f"/auth/factor-resets/{reset['id']}/approve", version=reset["version"])
        assert (answer.status_code, answer.json()["code"]) == (403, "second_person")
    assert person.login().json()["code"] == "otp_required"
    assert first.act(RESETS, reset, "refuse")["status"] == "refused"
    assert second.get("/auth/users").status_code == 200
    own.close()


def test_the_database_holds_the_rule_too(server, two, loser):
    reset = asked_for(two[0], loser)
    same = "UPDATE auth_factor_reset SET status = 'approved', decided_at = now(), decided_by = {} WHERE id = :id"
    for whose in ("requested_by", "user_id", "NULL"):
        with pytest.raises(IntegrityError, match="two_persons"), transaction(server.engine) as session:
            session.execute(text(same.format(whose)), {"id": reset["id"]})
    with pytest.raises(IntegrityError, match="not_for_oneself"), transaction(server.engine) as session:
        session.execute(text("UPDATE auth_factor_reset SET requested_by = user_id WHERE id = :id"), {"id": reset["id"]})


def test_nobody_asks_for_himself_nor_for_who_has_none_nor_twice(server, two, loser, signed_in):
    first, second = two
    myself = first.get("/auth/me").json()["user"]["id"]
    for user_id, slug in ((myself, "reset_own_factor"), (str(Person(server).id), "no_factor_lost")):
        answer = first.post("/auth/factor-resets", json={"user_id": user_id, "why": "essai"})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, slug)
    asked_for(first, loser)
    again = second.post("/auth/factor-resets", json={"user_id": str(loser.id), "why": "essai"})
    assert again.status_code == 409


def test_only_administrators_help_administrators(server, two, api):
    person = Person(server, "administrator")
    enrolled(server, person.id)
    clerk = api.as_user("auth.factor-resets:*")
    answer = clerk.post("/auth/factor-resets", json={"user_id": str(person.id), "why": "essai"})
    assert (answer.status_code, "administrateur" in answer.json()["detail"]) == (403, True)
    reset = asked_for(two[0], person)
    assert clerk.post(f"/auth/factor-resets/{reset['id']}/approve", version=reset["version"]).status_code == 403
    clerk.close()


def test_a_request_falls_away_once_the_person_has_another_factor(server, two):
    person = Person(server, "stock-keeper")
    phone = enrolled(server, person.id)
    own = Api(server, person.login(otp=phone.code()).json()["access_token"])
    reset = asked_for(two[0], person)
    given = own.post("/auth/totp/enrol", json={"password": person.password, "otp": phone.paper[0]}).json()
    fresh = Telephone(server, person.id, given["secret"], [])
    assert own.post("/auth/totp/confirm", json={"code": fresh.code()}).status_code == 200
    assert two[1].read(RESETS, reset["id"])["status"] == "refused"
    own.close()


def test_a_program_is_no_second_person(server, api):
    """Its keys cannot decide about accounts, and its account counts for nobody."""
    role = made(api, "auth.roles", permissions=["auth.factor-resets:*"])
    account = made(api, "auth.users", kind="service", role_ids=[role["id"]])
    with transaction(server.engine) as session:
        assert UUID(account["id"]) not in factor_resets.able(session, "approve", set())
    person = made(api, "auth.users", role_ids=[role["id"]])
    with transaction(server.engine) as session:
        assert UUID(person["id"]) in factor_resets.able(session, "approve", set())


@pytest.fixture
def alone(all_databases, tmp_path):
    """A company with one administrator, and somebody who lost the factor."""
    with all_databases.fresh() as database, serving(database, tmp_path) as server:
        administrator, person = Person(server, "administrator"), Person(server, "stock-keeper")
        enrolled(server, person.id)
        api = Api(server, administrator.login().json()["access_token"])
        yield server, api, person
        api.close()


def test_without_a_second_person_only_the_console_can(alone):
    server, api, person = alone
    answer = api.post("/auth/factor-resets", json={"user_id": str(person.id), "why": "essai"})
    assert answer.json()["errors"][0]["code"] == "reset_at_console"
    assert f"user reset-factor {person.username}" in answer.json()["errors"][0]["message"]
    with transaction(server.engine) as session:
        factor_resets.at_console(session, services.find_user(session, person.username))
    assert person.login().status_code == 200


def test_with_two_the_console_asks_to_be_told_twice(server, two, loser):
    with pytest.raises(Conflict, match="reset_by_two"), transaction(server.engine) as session:
        factor_resets.at_console(session, services.find_user(session, loser.username))
    with transaction(server.engine) as session:
        factor_resets.at_console(session, services.find_user(session, loser.username), alone=True)
    assert loser.login().status_code == 200
