"""The second factor over HTTP: put in place, asked for, proved once, locked when guessed at."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fofal_server.auth import totp
from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.server.auth.conftest import Person
from tests.server.auth.test_lock_out import earlier, told
from tests.support.api import Api
from tests.support.telephones import Telephone, enrolled

WRONG = "000000"


@pytest.fixture
def phone(server, person) -> Telephone:
    """The telephone of ``person``."""
    return enrolled(server, person.id)


def enrol(api, person: Person) -> tuple[str, list[str]]:
    """Through the doors: the secret, and the recovery codes."""
    given = api.post("/auth/totp/enrol", json={"password": person.password}).json()
    code = totp.code_of(given["secret"], totp.step_of(clock.now()))
    confirmed = api.post("/auth/totp/confirm", json={"code": f"{code[:3]} {code[3:]}"})
    assert confirmed.status_code == 200, confirmed.text
    return given["secret"], confirmed.json()["codes"]


def trail(server, person: Person) -> list[str]:
    asked = text("SELECT action FROM audit_event WHERE record_id = :id ORDER BY id")
    with transaction(server.engine) as session:
        return list(session.scalars(asked, {"id": person.id}))


def test_enrolment_needs_the_password_and_counts_once_a_code_came_back(server, person, signed_in):
    api, _ = signed_in(person)
    other, _ = signed_in(person)
    assert api.get("/auth/totp/status").json()["enrolled"] is False
    refused = api.post("/auth/totp/enrol", json={"password": "un mauvais mot de passe"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "password")
    assert api.post("/auth/totp/confirm", json={"code": WRONG}).json()["code"] == "factor_not_begun"
    given = api.post("/auth/totp/enrol", json={"password": person.password}).json()
    assert given["uri"] == totp.address(given["secret"], person.username)
    assert api.post("/auth/totp/confirm", json={"code": WRONG}).json()["errors"][0]["field"] == "code"
    assert person.login().status_code == 200
    _, codes = enrol(api, person)
    assert len(codes) == len(set(codes)) == 10
    assert api.get("/auth/totp/status").json() == {
        "enrolled": True, "demanded": False, "required_from": None, "recovery_codes_left": 10,
    }  # fmt: skip
    assert other.get("/auth/me").status_code == 401
    assert "factor_enrolled" in trail(server, person)


def test_a_secret_that_nobody_confirmed_in_time_is_worth_nothing(server, person, signed_in):
    api, _ = signed_in(person)
    given = api.post("/auth/totp/enrol", json={"password": person.password}).json()
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_factor SET pending_at = pending_at - interval '31 minutes'"))
    code = totp.code_of(given["secret"], totp.step_of(clock.now()))
    assert api.post("/auth/totp/confirm", json={"code": code}).json()["code"] == "factor_not_begun"


def test_nothing_secret_is_readable_in_the_database(server, person, signed_in):
    secret, codes = enrol(signed_in(person)[0], person)
    with transaction(server.engine) as session:
        for table in ("auth_factor", "auth_spare_code", "mail_message", "audit_event", "auth_user", "stored_answer"):
            stored = session.scalar(text(f"SELECT string_agg(t::text, ' ') FROM {table} t")) or ""
            assert not [word for word in (secret, secret.encode().hex(), *codes) if word in stored], table


def test_the_code_is_asked_for_once_the_password_was_right_and_not_before(person, phone):
    asked = person.login()
    assert (asked.status_code, asked.json()["code"]) == (401, "otp_required")
    plain, with_code = (
        person.login("un mauvais mot de passe"),
        person.login("un mauvais mot de passe", otp=phone.code()),
    )
    unknown = person.login(username="personne-de-ce-nom", otp=phone.code())
    answers = [{k: v for k, v in one.json().items() if k != "request_id"} for one in (plain, with_code, unknown)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["code"] == "wrong_credentials"
    assert person.login(otp=phone.code()).status_code == 200


def test_a_code_counts_once_and_never_an_older_one_after_it(person, phone):
    code, next_one = phone.code(), phone.code(1)
    assert person.login(otp=code).status_code == 200
    again = person.login(otp=code)
    assert (again.status_code, again.json()["code"]) == (401, "otp_required")
    assert person.login(otp=next_one).status_code == 200
    assert person.login(otp=code).status_code == 401


def test_of_many_sign_ins_at_once_with_one_code_one_gets_in(person, phone):
    code = phone.code()
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: person.login(otp=code).status_code, range(4)))
    assert sorted(statuses) == [200, 401, 401, 401]


def test_guessed_codes_are_locked_like_guessed_passwords(server, person, phone):
    words = person.login("un mauvais mot de passe").json()
    answers = [person.login(otp=WRONG) for _ in range(6)]
    assert [told(one) for one in answers] == [(401, 0)] * 4 + [(429, 30), (429, 60)]
    assert {one.json()["code"] for one in answers[:4]} == {"otp_required"}
    assert "Trop d'essais" in answers[-1].json()["detail"]
    assert words["code"] == "wrong_credentials"
    assert person.login(otp=phone.code()).status_code == 429
    earlier(server, 121)
    assert person.login(otp=phone.code()).status_code == 200


def test_asking_for_the_code_forgives_no_guess_and_costs_none(person, phone):
    for _ in range(4):
        assert person.login(otp=WRONG).status_code == 401
        assert [person.login().status_code for _ in range(3)] == [401] * 3
    assert person.login(otp=WRONG).status_code == 401
    assert person.login(otp=WRONG).status_code == 429


def test_a_recovery_code_opens_once_and_the_person_and_the_trail_hear_of_it(server, person, phone):
    code = phone.paper[0].lower().replace("-", " ")
    came = person.login(otp=code)
    assert came.status_code == 200
    assert "code de secours" in came.json()["notices"][0]
    assert " 9" in came.json()["notices"][0]
    assert "spare_code_used" in trail(server, person)
    assert person.login(otp=code).json()["code"] == "otp_required"
    assert person.login(otp=phone.paper[1]).status_code == 200


def test_fresh_recovery_codes_replace_the_old_ones(person, phone, server):
    api = opened(server, person, phone)
    for proof in ({"password": "faux", "otp": phone.code()}, {"password": person.password, "otp": WRONG}):
        assert api.post("/auth/totp/recovery-codes", json=proof).status_code == 422
    proof = {"password": person.password, "otp": phone.code()}
    fresh = api.post("/auth/totp/recovery-codes", json=proof).json()["codes"]
    assert person.login(otp=phone.paper[2]).status_code == 401
    assert person.login(otp=fresh[0]).status_code == 200
    api.close()


def test_a_factor_is_replaced_by_who_proves_the_old_one(person, phone, server):
    api = opened(server, person, phone)
    bare = api.post("/auth/totp/enrol", json={"password": person.password})
    assert (bare.status_code, bare.json()["errors"][0]["field"]) == (422, "otp")
    given = api.post("/auth/totp/enrol", json={"password": person.password, "otp": phone.code()}).json()
    phone.later()
    assert person.login(otp=phone.code()).status_code == 200
    fresh = Telephone(server, person.id, given["secret"], [])
    assert api.post("/auth/totp/confirm", json={"code": fresh.code()}).status_code == 200
    fresh.later()
    assert person.login(otp=phone.code()).status_code == 401
    assert person.login(otp=fresh.code()).status_code == 200
    api.close()


def test_it_is_removed_by_who_proves_it(person, phone, server):
    api = opened(server, person, phone)
    assert api.post("/auth/totp/remove", json={"password": person.password, "otp": WRONG}).status_code == 422
    assert api.post("/auth/totp/remove", json={"password": person.password, "otp": phone.code()}).status_code == 204
    assert api.post("/auth/totp/remove", json={"password": person.password, "otp": WRONG}).status_code == 409
    assert person.login().status_code == 200
    assert "factor_removed" in trail(server, person)
    api.close()


def test_a_stolen_session_cannot_guess_codes_without_end(person, phone, server):
    api = opened(server, person, phone)
    tries = [{"password": person.password, "otp": WRONG}] * 7
    statuses = [api.post("/auth/totp/recovery-codes", json=one).status_code for one in tries]
    assert statuses == [422] * 5 + [429] * 2
    api.close()


def opened(server, person: Person, phone: Telephone):
    """A client signed in with both factors; the code of this moment may be used again."""
    tokens = person.login(otp=phone.code()).json()
    phone.later()
    return Api(server, tokens["access_token"])
