"""An attachment is as reachable as its record, at this moment, at every door."""

import uuid
from dataclasses import dataclass

import pytest

from tests.factories import made
from tests.server.documents.files import ATTACHMENTS, PDF, attached, listed, upload
from tests.server.hr.staff import EMPLOYEES, TEAMS, employee, team
from tests.support.api import Api, Json, code
from tests.support.statements import noted

FILES = "documents.attachments:*"
CHECKS = "agronomy.quality-checks"


@dataclass(frozen=True)
class Staff:
    """Two people of one gang, one of another, each with a file on their record."""

    leader: Json
    member: Json
    stranger: Json
    own: Json
    foreign: Json


@pytest.fixture
def staff(api: Api) -> Staff:
    mine, theirs = team(api), team(api)
    leader, member = employee(api, team_id=mine["id"]), employee(api, team_id=mine["id"])
    stranger = employee(api, team_id=theirs["id"])
    own = attached(api, member, "mien.pdf", resource=EMPLOYEES)
    foreign = attached(api, stranger, "autre.pdf", resource=EMPLOYEES)
    return Staff(leader, member, stranger, own, foreign)


def doors(api: Api, attachment: Json) -> dict[str, int]:
    """What each door of an attachment answers."""
    url = f"/documents/attachments/{attachment['id']}"
    return {
        "read": api.get(url).status_code,
        "content": api.get(f"{url}/content").status_code,
        "history": api.get(f"{url}/history").status_code,
        "update": api.patch(url, json={"note": "x"}, version=attachment["version"]).status_code,
        "delete": api.delete(url, version=attachment["version"]).status_code,
        "listed": len(api.items(ATTACHMENTS, f"id:eq:{attachment['id']}")),
        "counted": api.get("/documents/attachments", params={"filter": f"id:eq:{attachment['id']}"}).json()["total"],
        "found": len(api.items(ATTACHMENTS, f"id:eq:{attachment['id']}", search=attachment["name"])),
    }


CLOSED = {
    "read": 404,
    "content": 404,
    "history": 404,
    "update": 404,
    "delete": 404,
    "listed": 0,
    "counted": 0,
    "found": 0,
}


def test_class_11_attachments_of_another_persons_record_are_hidden_at_every_door(api: Api, staff: Staff) -> None:
    rights = (FILES, "hr.employees:read@team", "hr.employees:update@team", "hr.employees:personal")
    person = api.as_user(*rights, employee_id=staff.leader["id"])
    assert doors(person, staff.foreign) == CLOSED
    assert [one["id"] for one in person.items(ATTACHMENTS, "resource:eq:hr.employees")] == [staff.own["id"]]
    assert person.get(f"/documents/attachments/{staff.own['id']}/content").content == PDF
    person.close()


def test_files_change_hands_with_their_record(api: Api, staff: Staff) -> None:
    rights = (FILES, "hr.employees:read@team", "hr.employees:update@team", "hr.employees:personal")
    person = api.as_user(*rights, employee_id=staff.leader["id"])
    api.update(EMPLOYEES, staff.stranger, team_id=staff.leader["team_id"])
    assert person.get(f"/documents/attachments/{staff.foreign['id']}/content").status_code == 200
    api.update(EMPLOYEES, staff.member, team_id=None)
    assert doors(person, staff.own) == CLOSED
    person.close()


def test_files_of_the_staff_are_as_private_as_private_fields(api: Api, staff: Staff) -> None:
    person = api.as_user(FILES, "hr.employees:read", "hr.employees:update")
    assert doors(person, staff.own) == CLOSED
    assert upload(person, staff.member, "a.pdf", PDF, resource=EMPLOYEES).status_code == 404
    person.close()


def test_without_the_right_on_the_record_there_is_no_file(api: Api, party: Json) -> None:
    made = attached(api, party)
    person = api.as_user(FILES, "hr.employees:*")
    assert doors(person, made) == CLOSED
    assert upload(person, party, "a.pdf", PDF).status_code == 404
    person.close()


def test_without_the_right_on_attachments_the_door_is_shut(api: Api, party: Json) -> None:
    made = attached(api, party)
    person = api.as_user("parties.parties:*")
    url = f"/documents/attachments/{made['id']}"
    for answer in (person.get(url), person.get(f"{url}/content"), person.get("/documents/attachments")):
        assert answer.status_code == 403
    assert upload(person, party, "a.pdf", PDF).status_code == 403
    person.close()


def test_who_only_reads_the_record_only_reads_its_files(api: Api, party: Json) -> None:
    made = attached(api, party)
    person = api.as_user(FILES, "parties.parties:read")
    expected = {
        "read": 200,
        "content": 200,
        "history": 200,
        "update": 403,
        "delete": 403,
        "listed": 1,
        "counted": 1,
        "found": 1,
    }
    assert doors(person, made) == expected
    assert upload(person, party, "a.pdf", PDF).status_code == 403
    person.close()


def test_what_never_changes_gets_its_files_from_those_who_make_it(api: Api) -> None:
    check = made(api, CHECKS)
    maker = api.as_user(FILES, f"{CHECKS}:read", f"{CHECKS}:create")
    file = attached(maker, check, resource=CHECKS)
    assert maker.get(f"/meta/{CHECKS}").json()["may_attach"] is True
    maker.remove(ATTACHMENTS, file)
    reader = api.as_user(FILES, f"{CHECKS}:read")
    assert reader.get(f"/meta/{CHECKS}").json()["may_attach"] is False
    assert upload(reader, check, "a.pdf", PDF, resource=CHECKS).status_code == 403
    maker.close()
    reader.close()


@pytest.mark.parametrize("resource", ["auth.roles", "weather.stations", "nobody.knows", "parties.parties:x", ""])
def test_only_records_that_carry_files_receive_one(api: Api, resource: str) -> None:
    gang = api.create(TEAMS, code=code(), name="X")
    assert upload(api, gang, "a.pdf", PDF, resource=resource).status_code == 404


def test_a_record_that_is_not_there_receives_nothing(api: Api, party: Json) -> None:
    assert upload(api, {"id": str(uuid.uuid4())}, "a.pdf", PDF).status_code == 404
    assert upload(api, party, "a.pdf", PDF, resource=EMPLOYEES).status_code == 404
    assert upload(api, {"id": "1 OR 1=1"}, "a.pdf", PDF).status_code == 422


def test_nobody_signed_in_gets_nothing(api: Api, party: Json) -> None:
    made = attached(api, party)
    api.http.headers.pop("Authorization")
    assert api.get(f"/documents/attachments/{made['id']}/content").status_code == 401
    assert upload(api, party, "a.pdf", PDF).status_code == 401


def test_a_list_of_attachments_is_a_bounded_number_of_queries(api: Api, staff: Staff) -> None:
    for _ in range(5):
        attached(api, staff.member, resource=EMPLOYEES)
    person = api.as_user(
        FILES, "*:read", "hr.employees:read@team", "hr.employees:personal", employee_id=staff.leader["id"]
    )
    person.get("/documents/attachments")
    with noted(api.server.engine) as seen:
        assert len(person.items(ATTACHMENTS)) >= 6
    assert len([one for one in seen if "documents_attachment" in one]) == 2  # the page and its count
    person.close()


def test_meta_offers_to_add_where_one_may(api: Api) -> None:
    person = api.as_user(FILES)
    assert set(person.get("/meta/documents.attachments").json()["can"]) == {"read", "update", "delete", "create"}
    assert person.get("/meta/documents.attachments").json()["importable"] is False
    reader = api.as_user("documents.attachments:read")
    assert reader.get("/meta/documents.attachments").json()["can"] == ["read"]
    assert person.post("/documents/attachments", json={"name": "a.pdf"}).status_code == 405
    person.close()
    reader.close()


def test_listed_by_record(api: Api, party: Json) -> None:
    other = api.create("parties.parties", code=code(), name="Autre")
    made = attached(api, party)
    attached(api, other)
    assert [one["id"] for one in listed(api, party)] == [made["id"]]
    filters = ("resource:eq:parties.parties", f"record_id:eq:{party['id']}")
    assert [one["id"] for one in api.items(ATTACHMENTS, *filters)] == [made["id"]]
    answer = api.get("/documents/attachments", params={"filter": "record_id:contains:a"})
    assert answer.status_code == 422


def test_the_audit_trail_withholds_attachments_of_hidden_records(api: Api, staff: Staff) -> None:
    auditor = api.as_user("auth.audit-events:read", FILES, "hr.employees:read@team", employee_id=staff.leader["id"])
    event_id = auditor.items("auth.audit-events", f"record_id:eq:{staff.foreign['id']}")[0]["id"]
    assert auditor.get(f"/auth/audit-events/{event_id}/details").json()["withheld"] is True
    auditor.close()
