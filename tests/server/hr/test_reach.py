"""Who sees whom: oneself, one's gang, all; and the private fields, hidden at every door."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.server.hr.staff import EMPLOYEES, TEAMS, employee, matricule, team
from tests.support.api import Api, Json

SECRETS = {
    "sex": "female", "born_on": "1990-05-17", "birth_place": "Lieu-secret", "phone": "+237611223344",
    "email": "secret@demo.invalid", "address": "Rue secrète 7", "cnps_number": "CNPS-SECRET", "note": "Note secrète",
}  # fmt: skip


@dataclass(frozen=True)
class Gang:
    """A gang with its leader, a member, and a stranger from another one."""

    team: Json
    leader: Json
    member: Json
    stranger: Json


@pytest.fixture
def gang(api: Api) -> Gang:
    mine, theirs = team(api), team(api)
    leader, member = employee(api, team_id=mine["id"]), employee(api, team_id=mine["id"])
    stranger = employee(api, team_id=theirs["id"])
    led = api.update(TEAMS, mine, leader_id=leader["id"])
    return Gang(led, leader, member, stranger)


def ids(api: Api, resource: str = EMPLOYEES) -> set[str]:
    return {one["id"] for one in api.items(resource, limit=500)}


def test_own_reach_is_oneself(api: Api, gang: Gang) -> None:
    person = api.as_user("hr.employees:read@own", "hr.teams:read@own", employee_id=gang.member["id"])
    assert ids(person) == {gang.member["id"]}
    assert ids(person, TEAMS) == {gang.team["id"]}
    assert person.get(f"/hr/employees/{gang.leader['id']}").status_code == 404
    assert person.get(f"/hr/employees/{gang.leader['id']}/history").status_code == 404
    person.close()


def test_team_reach_is_the_gang(api: Api, gang: Gang) -> None:
    person = api.as_user("hr.employees:read@team", employee_id=gang.leader["id"])
    assert ids(person) == {gang.leader["id"], gang.member["id"]}
    assert person.get(f"/hr/employees/{gang.stranger['id']}").status_code == 404
    listed = person.get("/hr/employees", params={"filter": f"id:in:{gang.member['id']}|{gang.stranger['id']}"}).json()
    assert (listed["total"], len(listed["items"])) == (1, 1)
    person.close()


def test_who_is_no_employee_has_nobody_within_reach(api: Api, gang: Gang) -> None:
    for pattern in ("hr.*:read@own", "hr.*:read@team"):
        person = api.as_user(pattern)
        assert ids(person) == ids(person, TEAMS) == set()
        person.close()


def test_reach_follows_who_changes_gang(api: Api, gang: Gang) -> None:
    person = api.as_user("hr.employees:read@team", employee_id=gang.leader["id"])
    api.update(EMPLOYEES, gang.stranger, team_id=gang.team["id"])
    assert gang.stranger["id"] in ids(person)
    api.update(EMPLOYEES, gang.member, team_id=None)
    assert gang.member["id"] not in ids(person)
    person.close()


def test_a_narrow_reach_neither_changes_strangers_nor_pushes_members_out(api: Api, gang: Gang) -> None:
    person = api.as_user("hr.employees:read", "hr.employees:update@team", employee_id=gang.leader["id"])
    url = f"/hr/employees/{gang.stranger['id']}"
    assert person.patch(url, json={"last_name": "X"}, version=1).status_code == 403
    url = f"/hr/employees/{gang.member['id']}"
    assert person.patch(url, json={"team_id": gang.stranger["team_id"]}, version=1).status_code == 403
    assert person.patch(url, json={"last_name": "X"}, version=1).status_code == 200
    person.close()


def test_a_leader_is_chosen_among_those_one_may_see(api: Api, gang: Gang) -> None:
    person = api.as_user("hr.teams:*", "hr.employees:read@team", employee_id=gang.leader["id"])
    outsider = employee(api)
    answer = person.patch(f"/hr/teams/{gang.team['id']}", json={"leader_id": outsider["id"]}, version=2)
    assert answer.json()["errors"][0]["code"] == "unknown_reference"
    person.close()


@pytest.fixture
def person(api: Api) -> Json:
    values = {**SECRETS, "cnps_number": matricule(), "last_name": "CONNU"}
    return api.create(EMPLOYEES, code=matricule(), hired_on="2024-01-08", **values)


@pytest.fixture
def reader(api: Api) -> Any:
    found = api.as_user("hr.employees:read", "hr.employees:create", "hr.employees:update")
    yield found
    found.close()


def test_private_fields_are_shown_to_who_may_see_them(api: Api, person: Json) -> None:
    trusted = api.as_user("hr.employees:read", "hr.employees:personal")
    read = trusted.read(EMPLOYEES, person["id"])
    assert {name: read[name] for name in ("phone", "address")} == {name: SECRETS[name] for name in ("phone", "address")}
    trusted.close()


def test_private_fields_are_absent_from_read_list_and_history(api: Api, reader: Api, person: Json) -> None:
    api.update(EMPLOYEES, person, phone="+237699887766", last_name="AUTRE")
    listed = reader.get("/hr/employees", params={"filter": f"id:eq:{person['id']}"})
    for answer in (reader.get(f"/hr/employees/{person['id']}"), listed):
        assert not SECRETS.keys() & (answer.json()["items"][0] if "items" in answer.json() else answer.json()).keys()
    told = reader.get(f"/hr/employees/{person['id']}/history").text
    assert "AUTRE" in told
    assert not [secret for secret in (*SECRETS.values(), "99887766") if secret in told]


def test_private_fields_are_absent_from_meta(api: Api, reader: Api) -> None:
    meta = reader.get("/meta/hr.employees").json()
    shown = {*meta["fields"], *meta["columns"], *meta["filters"], *(n for s in meta["sections"] for n in s["fields"])}
    assert not SECRETS.keys() & shown
    assert "personal" not in meta["can"]
    full = api.get("/meta/hr.employees").json()
    assert SECRETS.keys() <= full["fields"].keys()


@pytest.mark.parametrize("query", [
    {"filter": "born_on:eq:1990-05-17"}, {"filter": "sex:null:false"}, {"filter": "phone:startswith:+2376"},
    {"sort": "born_on"}, {"sort": "-phone"}, {"fields": "code,phone"},
])  # fmt: skip
def test_private_fields_serve_no_filter_sort_or_choice_of_fields(reader: Api, query: dict[str, str]) -> None:
    assert reader.get("/hr/employees", params=query).status_code == 422


@pytest.mark.parametrize("word", ["11223344", "Lieu-secret", "secrète", "1990-05-17", "secret@demo"])
def test_private_fields_are_not_searched(reader: Api, person: Json, word: str) -> None:
    assert person["id"] not in {one["id"] for one in reader.items(EMPLOYEES, search=word, limit=500)}


def test_private_fields_are_neither_typed_nor_shown_by_a_stale_answer(reader: Api, person: Json) -> None:
    url = f"/hr/employees/{person['id']}"
    answer = reader.patch(url, json={"phone": "+237600000001"}, version=1)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "phone")
    body = {"code": matricule(), "last_name": "X", "hired_on": "2024-01-08", "address": "Ici"}
    assert reader.post("/hr/employees", json=body).status_code == 422
    reader.update(EMPLOYEES, person, last_name="Y")
    stale = reader.patch(url, json={"last_name": "Z"}, version=1)
    assert stale.status_code == 412
    assert not SECRETS.keys() & stale.json()["current"].keys()


def test_a_change_by_a_blind_person_keeps_what_they_do_not_see(api: Api, reader: Api, person: Json) -> None:
    reader.update(EMPLOYEES, person, last_name="Y")
    kept = api.read(EMPLOYEES, person["id"])
    assert (kept["phone"], kept["note"]) == (SECRETS["phone"], SECRETS["note"])


def test_an_export_holds_the_gang_and_no_private_field(api: Api, reader: Api, gang: Gang, person: Json) -> None:
    told = reader.get("/hr/employees/export", params={"format": "csv"}).text
    assert person["code"] in told
    assert not [secret for secret in SECRETS.values() if secret in told and secret != "female"]
    assert "Téléphone" not in told
    narrow = api.as_user("hr.employees:read@team", employee_id=gang.leader["id"])
    told = narrow.get("/hr/employees/export", params={"format": "csv"}).text
    assert (gang.member["code"] in told, gang.stranger["code"] in told) == (True, False)
    assert reader.get("/hr/employees/export", params={"format": "csv", "fields": "code,phone"}).status_code == 422
    narrow.close()


def test_an_import_does_not_type_what_its_author_may_not_see(api: Api, reader: Api) -> None:
    number = matricule()
    table = f"code;last_name;hired_on;phone\n{number};X;2024-01-08;+237600000000\n".encode()
    files = {"file": ("a.csv", table, "text/csv")}
    answer = reader.post("/hr/employees/import", params={"dry_run": "false"}, files=files)
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (200, ["phone"])
    assert api.items(EMPLOYEES, f"code:eq:{number}") == []


def test_the_audit_trail_withholds_what_the_record_withholds(api: Api, gang: Gang, person: Json) -> None:
    auditor = api.as_user("auth.audit-events:read", "hr.employees:read@team", employee_id=gang.leader["id"])
    blind = api.as_user("auth.audit-events:read", "hr.employees:read")
    event = auditor.items("auth.audit-events", f"record_id:eq:{person['id']}")[0]
    url = f"/auth/audit-events/{event['id']}/details"
    assert auditor.get(url).json() == {"before": None, "after": None, "withheld": True}
    assert not SECRETS.keys() & blind.get(url).json()["after"].keys()
    auditor.close()
    blind.close()
