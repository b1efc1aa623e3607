"""Roles demand a second factor: first with a notice, from a day on before anything else."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from fofal_server.app import operations
from fofal_server.auth import caller, deadline, seed, services, tokens
from fofal_server.auth.door import FACTOR_DUE, AuthDoor
from fofal_server.core import clock
from fofal_server.core.db import transaction
from tests.server.auth.conftest import CHEAP, Person
from tests.server.auth.test_password_due import knock
from tests.server.auth.test_second_factor import enrol
from tests.support.api import Api, code
from tests.support.telephones import enrolled


def set_day(server, day: dt.date) -> None:
    """From when second factors are demanded."""
    with transaction(server.engine) as session:
        asked = text("UPDATE settings_parameter SET value = to_jsonb(CAST(:day AS text)) WHERE code = :code")
        session.execute(asked, {"day": day.isoformat(), "code": deadline.REQUIRED_FROM})


@pytest.fixture
def administrator(server) -> Iterator[Person]:
    """Somebody whose role demands a factor; the day lies two weeks ahead again afterwards."""
    yield Person(server, "administrator")
    set_day(server, clock.today() + dt.timedelta(days=14))


def actor_at(server, api: Api, moment: dt.datetime):
    """Whom the door sees in this session at a moment."""
    door = AuthDoor(server.keys, rounds=CHEAP)
    token = str(api.http.headers["Authorization"]).removeprefix("Bearer ")
    with transaction(server.engine) as session:
        claims = tokens.read(server.keys, token).claims
        session.execute(
            text("UPDATE auth_session SET idle_until = expires_at WHERE id = :id"), {"id": claims.session_id}
        )
        with clock.frozen(moment):
            return door.actor(session, claims)


def test_until_the_day_everything_works_with_a_notice(server, administrator, signed_in):
    api, tokens_ = signed_in(administrator)
    day = clock.today() + dt.timedelta(days=14)
    assert (tokens_["must_enrol_totp"], tokens_["totp_due"]) == (True, False)
    assert any(day.strftime("%d/%m/%Y") in one for one in tokens_["notices"])
    assert api.get("/auth/users").status_code == 200
    assert api.get("/auth/me").json()["must_enrol_totp"] is True
    told = api.get("/auth/totp/status").json()
    assert (told["demanded"], told["required_from"]) == (True, day.isoformat())


def test_the_clock_alone_closes_the_doors(server, administrator, signed_in):
    api, _ = signed_in(administrator)
    midnight = dt.datetime.combine(clock.today() + dt.timedelta(days=14), dt.time(), clock.COMPANY_ZONE)
    assert actor_at(server, api, midnight - dt.timedelta(seconds=1)).due is None
    assert actor_at(server, api, midnight).due == FACTOR_DUE


def test_from_the_day_on_only_the_own_account_is_open(server, administrator, signed_in, stranger):
    api, tokens_ = signed_in(administrator)
    set_day(server, clock.today())
    answers = {one.name: knock(api, one) for one in operations() if not one.public and not one.opens_to(FACTOR_DUE)}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 403} == {}
    assert {answer.json()["code"] for answer in answers.values()} == {"second_factor_due"}
    again = administrator.login().json()
    assert (again["must_enrol_totp"], again["totp_due"]) == (True, True)
    renewed = stranger.post("/auth/refresh", json={"refresh_token": tokens_["refresh_token"]}).json()
    assert renewed["totp_due"] is True
    for path in ("/auth/me", "/auth/sessions", "/auth/totp/status", "/meta"):
        assert api.get(path).status_code == 200, path
    enrol(api, administrator)
    assert api.get("/auth/users").status_code == 200
    assert api.get("/auth/me").json()["must_enrol_totp"] is False


def test_every_door_open_to_a_debtor_is_one_of_the_own_account():
    open_ones = {one.path for one in operations() if not one.public and one.opens_to(FACTOR_DUE)}
    own = ("/auth/me", "/auth/logout", "/auth/password", "/auth/sessions", "/auth/totp/")
    assert {path for path in open_ones if not path.startswith(own)} == {"/meta"}


def test_who_holds_no_such_role_is_not_asked(server, administrator, signed_in):
    api, tokens_ = signed_in(Person(server, "stock-keeper"))
    set_day(server, clock.today() - dt.timedelta(days=1))
    assert (tokens_["must_enrol_totp"], tokens_["notices"]) == (False, [])
    assert api.get("/inventory/items").status_code == 200


def test_a_demanded_factor_is_not_removed_but_may_be_once_the_role_is_gone(server, administrator, signed_in):
    Person(server, "administrator")
    phone = enrolled(server, administrator.id)
    session_token = administrator.login(otp=phone.code()).json()["access_token"]
    phone.later()
    api = Api(server, session_token)
    proof = {"password": administrator.password, "otp": phone.code()}
    assert api.post("/auth/totp/remove", json=proof).json()["code"] == "factor_demanded"
    with transaction(server.engine) as session:
        session.execute(text("DELETE FROM auth_user_role WHERE user_id = :id"), {"id": administrator.id})
    assert api.post("/auth/totp/remove", json=proof).status_code == 204
    api.close()


def test_a_ticket_needs_no_code_but_its_session_owes_the_factor_too(server, administrator, stranger):
    with transaction(server.engine) as session:
        ticket = services.create_ticket(session, administrator.username)
    set_day(server, clock.today())
    redeemed = stranger.post("/auth/ticket", json={"ticket": ticket}).json()
    assert (redeemed["must_enrol_totp"], redeemed["totp_due"]) == (True, True)


def test_the_password_comes_first_where_both_are_owed(server, administrator, signed_in):
    api, _ = signed_in(administrator)
    set_day(server, clock.today())
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_user SET must_change_password = true WHERE id = :i"), {"i": administrator.id})
    assert api.post("/auth/totp/enrol", json={"password": administrator.password}).json()["code"] == (
        "password_change_due"
    )


def test_the_roles_that_keep_people_books_or_pay_demand_it():
    """Whoever may write or approve there by a role that comes with the program."""
    sensitive = ("auth.", "accounting.", "payroll.")
    patterns = {code: look.permissions for code, look in seed.default_roles().items()}
    grave = {
        code
        for code, held in patterns.items()
        if any(one.startswith(sensitive) and not one.endswith(":read") and "@own" not in one for one in held)
    }
    assert grave == {code for code, look in seed.default_roles().items() if look.second_factor}
    assert {"administrator", "owner", "accountant", "hr-officer"} <= grave


def test_nobody_frees_the_own_role_from_the_demand(server, administrator, signed_in):
    Person(server, "administrator")
    api, _ = signed_in(administrator)
    role = api.items("auth.roles", "code:eq:administrator")[0]
    freed = api.patch(f"/auth/roles/{role['id']}", json={"second_factor": False}, version=role["version"])
    assert freed.json()["errors"][0]["code"] == "own_roles"
    made = api.create("auth.roles", code=code("r"), name="Essai", second_factor=True)
    assert api.update("auth.roles", made, second_factor=False)["second_factor"] is False


def test_what_is_owed_comes_with_the_question_who_calls(server, administrator, signed_in):
    api, _ = signed_in(administrator)
    token = str(api.http.headers["Authorization"]).removeprefix("Bearer ")
    with transaction(server.engine) as session:
        row = caller.ask(session.connection(), tokens.read(server.keys, token).claims, clock.now())
    assert row is not None
    assert row.owes_factor is True
