"""Accounts of people: what administrators may do, and what nobody may."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from fofal_server.auth import administrators, services
from fofal_server.core.db import transaction
from fofal_server.core.errors import Refused
from tests.server.auth.conftest import Person
from tests.support.api import Api, code
from tests.support.servers import serving

USERS = "auth.users"


def role_id(api, name):
    return api.items("auth.roles", f"code:eq:{name}")[0]["id"]


@pytest.fixture
def root(server, signed_in):
    """An administrator. Others may exist: each test that cares makes sure."""
    return signed_in(Person(server, "administrator"))[0]


@pytest.fixture
def alone(all_databases, tmp_path):
    """The only administrator of a server."""
    with all_databases.fresh() as database, serving(database, tmp_path) as server:
        person = Person(server, "administrator")
        api = Api(server, person.login().json()["access_token"])
        yield api, api.read(USERS, str(person.id))
        api.close()


def test_an_administrator_makes_people_and_never_sees_a_hash(root):
    keeper = role_id(root, "stock-keeper")
    made = root.create(USERS, username=code("p"), full_name="Essai", role_ids=[keeper])
    assert made["role_labels"] == ["Magasinier"]
    assert not any("password_hash" in one for one in (made, root.items(USERS)[0]))
    assert root.post("/auth/users", json={"username": "x", "full_name": "x", "password_hash": "x"}).status_code == 422
    assert root.get("/auth/users", params={"fields": "password_hash"}).status_code == 422
    assert root.get("/auth/users", params={"filter": "password_hash:null:true"}).status_code == 422
    assert "password_hash" not in root.get(f"/auth/users/{made['id']}/history").text


def test_user_names_differ_by_more_than_case_and_accents(root):
    name = code("zoe")
    root.create(USERS, username=name, full_name="Essai")
    answer = root.post("/auth/users", json={"username": name.upper().replace("E", "É", 1), "full_name": "Essai"})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "username"
    assert root.post("/auth/users", json={"username": "deux mots", "full_name": "Essai"}).status_code == 422


def test_an_employee_has_one_account_and_exists(root, api):
    employee = api.create("hr.employees", code="USR1", last_name="Essai", hired_on="2026-01-05")
    root.create(USERS, username=code("p"), full_name="Essai", employee_id=employee["id"])
    again = root.post("/auth/users", json={"username": code("p"), "full_name": "x", "employee_id": employee["id"]})
    assert again.status_code == 409
    nobody = root.post("/auth/users", json={"username": code("p"), "full_name": "x", "employee_id": root_id(root)})
    assert nobody.status_code == 422


def root_id(root):
    return root.get("/auth/me").json()["user"]["id"]


def test_a_disabled_person_is_out_at_once(server, root, person, signed_in):
    api, tokens = signed_in(person)
    record = root.read(USERS, str(person.id))
    root.update(USERS, record, active=False)
    assert api.get("/auth/me").status_code == 401
    assert api.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert person.login().status_code == 401


def test_given_and_taken_roles_are_in_the_history(root, person):
    record = root.read(USERS, str(person.id))
    keeper = role_id(root, "stock-keeper")
    record = root.update(USERS, record, role_ids=[keeper])
    root.update(USERS, record, role_ids=[])
    told = [one for one in root.get(f"/auth/users/{person.id}/history").json()["items"] if one["action"] == "roles"]
    assert [(one["before"], one["after"]) for one in told][:2] == [
        ({"roles": ["stock-keeper"]}, {"roles": []}),
        ({"roles": []}, {"roles": ["stock-keeper"]}),
    ]


def test_the_last_administrator_stays(alone):
    api, me = alone
    for change, field in (({"active": False}, "active"), ({"role_ids": []}, "role_ids")):
        answer = api.patch(f"/auth/users/{me['id']}", json=change, version=me["version"])
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] == "last_administrator"
        assert answer.json()["errors"][0]["field"] == field
    other = api.create(USERS, username="deuxieme", full_name="Essai", role_ids=me["role_ids"])
    assert api.patch(f"/auth/users/{me['id']}", json={"active": False}, version=me["version"]).status_code == 200
    assert other["active"]


def test_a_lone_administrator_may_give_himself_a_role_and_later_nobody_may(alone):
    api, me = alone
    keeper, owner = role_id(api, "stock-keeper"), role_id(api, "owner")
    me = api.update(USERS, me, role_ids=[*me["role_ids"], owner])
    api.create(USERS, username="deuxieme", full_name="Essai", role_ids=[role_id(api, "administrator")])
    answer = api.patch(f"/auth/users/{me['id']}", json={"role_ids": [*me["role_ids"], keeper]}, version=me["version"])
    assert answer.status_code == 422
    assert answer.json()["code"] == "own_roles"
    assert api.update(USERS, me, full_name="Nouveau nom")["full_name"] == "Nouveau nom"


def test_only_administrators_touch_administrators(server, api, root):
    clerk = api.as_user("auth.users:*", "auth.roles:read")
    victim = Person(server, "administrator")
    administrator = role_id(root, "administrator")
    record = root.read(USERS, str(victim.id))
    assert (
        clerk.patch(f"/auth/users/{victim.id}", json={"full_name": "x"}, version=record["version"]).status_code == 403
    )
    made = clerk.post("/auth/users", json={"username": code("p"), "full_name": "x", "role_ids": [administrator]})
    assert made.status_code == 403
    assert clerk.post(f"/auth/users/{victim.id}/reset-password").status_code == 403
    assert clerk.create(USERS, username=code("p"), full_name="x")["role_ids"] == []
    clerk.close()


def test_a_reset_gives_a_code_and_never_a_password(root, person, signed_in, stranger):
    """Nothing leaves by mail here: the administrator hands the code over, and the person chooses."""
    api, _ = signed_in(person)
    answer = root.post(f"/auth/users/{person.id}/reset-password")
    assert answer.status_code == 200
    told = answer.json()
    code = told.pop("code")
    assert told == {"username": person.username, "mailed": False, "expires_in": 1200}
    assert api.get("/auth/me").status_code == 401
    assert person.login().status_code == 401
    assert person.login(code).status_code == 401
    chosen = {"token": code, "new_password": "une phrase à moi seul"}
    assert stranger.post("/auth/password/reset", json=chosen).status_code == 204
    assert stranger.post("/auth/password/reset", json=chosen).status_code == 422
    assert person.login(chosen["new_password"]).json()["must_change_password"] is False
    assert code not in root.get(f"/auth/users/{person.id}/history").text


def test_a_code_of_a_reset_lives_twenty_minutes_and_the_next_one_replaces_it(server, root, person, stranger):
    first, second = (root.post(f"/auth/users/{person.id}/reset-password").json()["code"] for _ in range(2))
    chosen = {"new_password": "une phrase à moi seul"}
    assert stranger.post("/auth/password/reset", json={"token": first, **chosen}).status_code == 422
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_recovery_code SET expires_at = expires_at - interval '20 minutes'"))
    assert stranger.post("/auth/password/reset", json={"token": second, **chosen}).status_code == 422


def test_a_closed_account_is_opened_before_it_is_reset(root, person):
    root.update(USERS, root.read(USERS, str(person.id)), active=False)
    answer = root.post(f"/auth/users/{person.id}/reset-password")
    assert (answer.status_code, answer.json()["code"]) == (422, "reset_closed")


def test_nobody_resets_the_own_password_without_knowing_it(root):
    assert root.post(f"/auth/users/{root_id(root)}/reset-password").status_code == 422
    assert root.post("/auth/users/pas-un-id/reset-password").status_code == 404


def test_an_administrator_ends_a_session_of_somebody_else(root, person, signed_in):
    api, _ = signed_in(person)
    session = root.items("auth.user-sessions", f"user_id:eq:{person.id}", "revoked_at:null:true")[0]
    assert session["user_label"] == "Personne d'essai"
    ended = root.act("auth.user-sessions", session, "end")
    assert ended["reason"] == "ended_by_admin"
    assert api.get("/auth/me").status_code == 401
    assert root.post(f"/auth/user-sessions/{session['id']}/end", version=ended["version"]).status_code == 409
    assert api.get("/auth/user-sessions").status_code == 401


def test_the_console_keeps_the_last_administrator_too(all_databases):
    with all_databases.fresh() as database:
        engine = create_engine(database.app)
        with transaction(engine) as session:
            services.create_user(session, "seule", "Essai", ["administrator"])
            with pytest.raises(Refused, match="last_administrator"):
                services.change_user(session, "SEULE", active=False)
            with pytest.raises(Refused, match="no_such_role"):
                services.change_user(session, "seule", roles=["rien"])
            session.rollback()
        with transaction(engine) as session:
            services.create_user(session, "seule", "Essai", ["administrator"])
            services.create_user(session, "autre", "Essai", ["administrator"])
            assert not services.change_user(session, "seule", active=False, roles=["owner"]).active
        engine.dispose()


def test_two_administrators_cannot_remove_each_other_at_once(server):
    first, second = Person(server, "administrator"), Person(server, "administrator")
    with transaction(server.engine) as one, transaction(server.engine) as other:
        assert administrators.other_administrators(one, first.id)
        other.execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            administrators.other_administrators(other, second.id)
        other.rollback()


def test_meta_says_who_may_reset(root, api):
    assert "reset-password" in root.get("/meta/auth.users").json()["can"]
    clerk = api.as_user("auth.users:read")
    assert "reset-password" not in clerk.get("/meta/auth.users").json()["can"]
    clerk.close()


def test_accounts_come_from_a_file_and_are_closed_together_by_the_same_rules(root, api, server):
    """A roll-out: forty people from a spreadsheet. Who may only make accounts brings in no administrator."""
    names = [code("r") for _ in range(2)]
    people = "\r\n".join(("username;full_name;role", *(f"{name};Essai {name};stock-keeper" for name in names)))
    clerk = api.as_user("auth.users:*", "auth.roles:read", "settings.imports:*")
    thief = people.replace("stock-keeper", "administrator", 1)
    refused = clerk.post("/auth/users/import", files={"file": ("gens.csv", thief.encode())}).json()
    assert (refused["created"], [one["row"] for one in refused["errors"]]) == (1, [2])
    assert clerk.items(USERS, f"username:in:{'|'.join(names)}") == []
    done = clerk.post("/auth/users/import", files={"file": ("gens.csv", people.encode())}).json()
    assert (done["created"], done["errors"]) == (2, [])
    made = clerk.items(USERS, f"username:in:{'|'.join(names)}")
    assert [one["role_labels"] for one in made] == [["Magasinier"]] * 2
    someone = Person(server, "administrator")
    chief = clerk.read(USERS, str(someone.id))
    shut = [{"id": one["id"], "version": one["version"], "values": {"active": False}} for one in (*made, chief)]
    [wrong] = clerk.post("/auth/users/bulk", json={"changes": shut}).json()["errors"]
    assert wrong["row"] == 3
    assert clerk.post("/auth/users/bulk", json={"changes": shut[:2]}).json()["updated"] == 2
    assert [one["active"] for one in clerk.items(USERS, f"username:in:{'|'.join(names)}")] == [False, False]
    clerk.close()
