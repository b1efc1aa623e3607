"""Signing in and out, over HTTP."""

import secrets

from sqlalchemy import text

from fofal_server.auth.passwords import Passwords
from fofal_server.core.db import transaction
from tests.server.auth.conftest import CHEAP, Person
from tests.support.api import Api
from tests.support.pairs import interleaved
from tests.support.servers import serving


def test_a_person_signs_in_and_is_known(person, signed_in):
    api, tokens = signed_in(person)
    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == 600
    assert tokens["must_change_password"] is False
    me = api.get("/auth/me").json()
    assert me["user"]["username"] == person.username == tokens["user"]["username"]


def test_case_and_accents_of_a_name_do_not_matter(person):
    assert person.login(username=person.username.upper()).status_code == 200


def test_class_15_enumeration_unknown_name_and_wrong_password_answer_the_same(person):
    wrong = person.login(password="un mauvais mot de passe")
    unknown = person.login(username="personne-de-ce-nom")
    assert wrong.status_code == unknown.status_code == 401
    differing = {"request_id"}
    first, second = ({k: v for k, v in one.json().items() if k not in differing} for one in (wrong, unknown))
    assert first == second
    assert first["code"] == "wrong_credentials"


def test_signing_out_acts_at_once(person, signed_in):
    api, tokens = signed_in(person)
    assert api.post("/auth/logout").status_code == 204
    assert api.get("/auth/me").status_code == 401
    assert api.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401


def test_sign_in_bodies_are_judged_like_any_other(stranger):
    assert stranger.post("/auth/login", json={"username": "x"}).status_code == 422
    assert stranger.post("/auth/login", json={"username": "x", "password": "y", "admin": True}).status_code == 422
    assert stranger.post("/auth/login", data="{", headers={"Content-Type": "application/json"}).status_code == 400
    assert stranger.post("/auth/login", json={"username": "a\x00b", "password": "y"}).status_code == 422
    assert stranger.post("/auth/login", json={"username": "x", "password": "y" * 70_000}).status_code == 413


def test_a_password_keeps_its_spaces(server, person):
    assert person.login(password=" " + person.password).status_code == 401


def test_a_hash_of_another_cost_is_renewed_at_the_next_sign_in(server, person):
    stored = text("SELECT password_hash FROM auth_user WHERE id = :id")
    outdated = Passwords(server.keys.pepper, CHEAP + 1).hashed(person.password)
    with transaction(server.engine) as session:
        session.execute(
            text("UPDATE auth_user SET password_hash = :h WHERE id = :id"), {"h": outdated, "id": person.id}
        )
    assert person.login().status_code == 200
    with transaction(server.engine) as session:
        assert session.scalar(stored, {"id": person.id}).startswith(f"$2b${CHEAP:02d}$")
    assert person.login().status_code == 200


def test_class_15_enumeration_unknown_name_and_wrong_password_take_the_same_time(all_databases, tmp_path):
    """The figure with the cost of production is ``python -m tests.benchmarks.sign_in_time``."""
    with (
        all_databases.fresh() as database,
        serving(database, tmp_path, limits_failed_logins_per_minute=10**6) as server,
    ):
        people = [Person(server) for _ in range(40)]
        stranger = Api(server, None)

        def knock(name):
            body = {"username": name, "password": "un mauvais mot de passe"}
            assert stranger.post("/auth/login", json=body).status_code == 401

        unknown = [f"essai-{secrets.token_hex(4)}" for _ in people]
        found = interleaved(lambda n: knock(people[n].username), lambda n: knock(unknown[n]), len(people))
        stranger.close()
    assert abs(found.difference) < max(5.0, 4 * found.noise), found
