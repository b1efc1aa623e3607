"""Employees: numbers that fit, days in their order, nobody too young, leaders who stay until replaced."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.hr import demo
from fofal_server.hr.models import Employee, Team
from tests.server.hr.staff import EMPLOYEES, TEAMS, employee, matricule, refusal, team
from tests.support.api import Api


@pytest.mark.parametrize("number", ["AB", "ABCDEFGHIJK", "ab12", "A-12", "A 12", "ÉT12", ""])
def test_a_staff_number_has_3_to_10_capitals_and_digits(api: Api, number: str) -> None:
    answer = api.post("/hr/employees", json={"code": number, "last_name": "X", "hired_on": "2024-01-08"})
    assert refusal(answer)[0] == "code"


def test_a_person_with_one_name_is_a_person(api: Api) -> None:
    made = employee(api, first_name=None)
    assert made["first_name"] is None


def test_one_may_leave_on_the_day_of_hiring_and_not_before(api: Api) -> None:
    employee(api, left_on="2024-01-08")
    answer = api.post(
        "/hr/employees",
        json={"code": matricule(), "last_name": "X", "hired_on": "2024-01-08", "left_on": "2024-01-07"},
    )
    assert refusal(answer) == ("left_on", "left_before_hired")
    made = employee(api, left_on="2024-06-30")
    answer = api.patch(f"/hr/employees/{made['id']}", json={"hired_on": "2024-07-01"}, version=1)
    assert refusal(answer) == ("left_on", "left_before_hired")


@pytest.mark.parametrize(
    ("born_on", "hired_on", "fine"),
    [
        ("2010-01-08", "2024-01-08", True),
        ("2010-01-09", "2024-01-08", False),
        ("2008-02-29", "2022-02-28", False),
        ("2008-02-29", "2022-03-01", True),
        ("1960-05-01", "1980-05-01", True),  # before the law of 1992: only the order of the days counts
        ("1980-05-02", "1980-05-01", False),
    ],
)
def test_nobody_is_hired_below_the_legal_age(api: Api, born_on: str, hired_on: str, fine: bool) -> None:
    body = {"code": matricule(), "last_name": "X", "born_on": born_on, "hired_on": hired_on}
    answer = api.post("/hr/employees", json=body)
    if fine:
        assert answer.status_code == 201, answer.text
    else:
        assert refusal(answer) == ("born_on", "too_young")


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE hr_employee SET left_on = hired_on - 1", "left_on"),
        ("UPDATE hr_employee SET code = 'ab'", "code"),
        ("UPDATE hr_employee SET born_on = hired_on", "born_on"),
    ],
)
def test_the_database_keeps_the_rules_too(session: Session, statement: str, rule: str) -> None:
    session.add(Employee(code=matricule(), last_name="X", hired_on=dt.date(2024, 1, 8)))
    session.flush()
    with pytest.raises(IntegrityError, match=f"ck_hr_employee_{rule}"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sex", "x"),
        ("staff_kind", "king"),
        ("department", "moon"),
        ("salary", "1"),
        ("phone", "12"),
        ("hired_on", None),
    ],
)
def test_impossible_values_are_refused_by_field(api: Api, field: str, value: Any) -> None:
    body = {"code": matricule(), "last_name": "X", "hired_on": "2024-01-08", field: value}
    assert refusal(api.post("/hr/employees", json=body))[0] == field


def test_an_employee_joins_only_a_living_gang(api: Api) -> None:
    old = team(api, archived=True)
    body = {"code": matricule(), "last_name": "X", "hired_on": "2024-01-08", "team_id": old["id"]}
    assert refusal(api.post("/hr/employees", json=body)) == ("team_id", "team_archived")


def test_a_gang_is_led_by_one_of_its_members(api: Api) -> None:
    mine, theirs = team(api), team(api)
    stranger, member = employee(api, team_id=theirs["id"]), employee(api, team_id=mine["id"])
    answer = api.patch(f"/hr/teams/{mine['id']}", json={"leader_id": stranger["id"]}, version=1)
    assert refusal(answer) == ("leader_id", "leader_of_another_team")
    led = api.update(TEAMS, mine, leader_id=member["id"])
    assert led["leader_label"] == f"{member['code']} OUVRIER Essai"


def test_who_has_no_gang_joins_the_one_to_lead(api: Api) -> None:
    person = employee(api)
    led = team(api, leader_id=person["id"])
    joined = api.read(EMPLOYEES, person["id"])
    assert (joined["team_id"], joined["version"]) == (led["id"], 2)


def test_who_has_left_leads_nobody(api: Api) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    gone = employee(api, left_on=yesterday.isoformat())
    answer = api.post("/hr/teams", json={"code": matricule(), "name": "X", "leader_id": gone["id"]})
    assert refusal(answer) == ("leader_id", "leader_has_left")
    leaving = employee(api, left_on=clock.today().isoformat())
    team(api, leader_id=leaving["id"])


@pytest.mark.parametrize(
    ("change", "field"),
    [({"left_on": "2024-06-30"}, "left_on"), ({"team_id": None}, "team_id"), ({"archived": True}, "archived")],
)
def test_a_leader_stays_until_another_one_is_named(api: Api, change: dict[str, Any], field: str) -> None:
    person, heir = employee(api), employee(api)
    led = team(api, leader_id=person["id"])
    version = api.read(EMPLOYEES, person["id"])["version"]
    answer = api.patch(f"/hr/employees/{person['id']}", json=change, version=version)
    assert refusal(answer) == (field, "leads_a_team")
    assert led["code"] in answer.json()["errors"][0]["message"]
    api.update(TEAMS, led, leader_id=heir["id"])
    assert api.patch(f"/hr/employees/{person['id']}", json=change, version=version).status_code == 200


def test_a_leader_is_not_deleted(api: Api) -> None:
    person = employee(api)
    team(api, leader_id=person["id"])
    answer = api.delete(f"/hr/employees/{person['id']}", version=2)
    assert (answer.status_code, answer.json()["code"]) == (422, "leads_a_team")


def test_a_gang_with_members_is_not_deleted(api: Api) -> None:
    gang = team(api)
    employee(api, team_id=gang["id"])
    assert api.delete(f"/hr/teams/{gang['id']}", version=1).status_code == 409


def test_the_database_knows_that_a_leader_is_a_member(session: Session) -> None:
    person = Employee(code=matricule(), last_name="X", hired_on=dt.date(2024, 1, 8))
    session.add(person)
    session.flush()
    session.add(Team(code=matricule(), name="X", leader_id=person.id))
    session.flush()
    with pytest.raises(IntegrityError, match="fk_hr_team_leader_id"):
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_the_last_day_of_work_is_one() -> None:
    person = Employee(code="A01", last_name="X", hired_on=dt.date(2024, 1, 8), left_on=dt.date(2024, 6, 30))
    assert [person.has_left(dt.date(2024, month, day)) for month, day in ((6, 30), (7, 1))] == [False, True]


def test_the_demo_has_four_gangs_of_ten_invented_people(session: Session) -> None:
    demo.load(session)
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    people = session.scalars(scoped(SYSTEM, Employee).where(Employee.code.startswith("DEMO"))).all()
    gangs = session.scalars(scoped(SYSTEM, Team).where(Team.code.startswith("EQUIPE-"))).all()
    assert (len(people), len(gangs)) == (40, 4)
    assert all("(démo)" in person.last_name for person in people)
    assert all("(démo)" in gang.name for gang in gangs)
    members = {gang.id: {one.id for one in people if one.team_id == gang.id} for gang in gangs}
    assert all(gang.leader_id in members[gang.id] and len(members[gang.id]) == 10 for gang in gangs)
