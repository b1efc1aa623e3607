"""The audit trail as a list."""

import pytest

from tests.server.auth.conftest import Person
from tests.support.api import code

EVENTS = "auth.audit-events"


@pytest.fixture
def root(server, signed_in):
    return signed_in(Person(server, "administrator"))[0]


def test_the_trail_tells_who_did_what(root, api):
    site = api.create("settings.sites", code=code(), name="Site d'essai")
    api.update("settings.sites", site, name="Nouveau nom")
    events = root.items(EVENTS, f"record_id:eq:{site['id']}")
    assert [one["action"] for one in events] == ["update", "create"]
    assert events[0]["record_label"].startswith(site["code"])
    assert events[0]["address"] == "127.0.0.1"
    assert "before" not in events[0]
    assert root.read(EVENTS, events[0]["id"])["username"] == events[0]["username"]
    words = f"{site['code'].lower()} {events[0]['username'].upper()} 127.0.0"
    sought = root.get("/auth/audit-events", params={"search": words}).json()["items"]
    assert [one["id"] for one in sought] == [one["id"] for one in events]


def test_it_is_filtered_by_person_action_kind_and_day(root, person):
    person.login()
    mine = ["action:eq:sign_in", f"username:eq:{person.username}", "resource:eq:auth.users"]
    day = root.items(EVENTS, *mine)[0]["created_at"][:10]
    assert len(root.items(EVENTS, *mine, f"created_at:between:{day}T00:00:00Z|{day}T23:59:59Z")) == 1
    assert root.items(EVENTS, *mine, "created_at:lt:2020-01-01T00:00:00Z") == []
    assert len(root.items(EVENTS, f"user_id:eq:{person.id}", "action:eq:sign_in")) == 1


def test_pages_follow_each_other_by_cursor(root):
    first = root.get("/auth/audit-events", params={"limit": 2}).json()
    second = root.get("/auth/audit-events", params={"limit": 2, "after": first["after"]}).json()
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert ids == sorted(set(ids), reverse=True)


def test_values_are_shown_to_who_may_see_the_record(root, api):
    employee = api.create("hr.employees", code="AUD1", last_name="Essai", hired_on="2026-01-05", phone="+237600000000")
    event = root.items(EVENTS, f"record_id:eq:{employee['id']}")[0]
    path = f"/auth/audit-events/{event['id']}/details"
    assert root.get(path).json() == {"before": None, "after": None, "withheld": True}
    partly = api.as_user("auth.audit-events:read", "hr.employees:read")
    shown = partly.get(path).json()
    assert shown["after"]["last_name"] == "Essai"
    assert "phone" not in shown["after"]
    assert api.get(path).json()["after"]["phone"] == "+237600000000"
    own = api.as_user("auth.audit-events:read", "hr.employees:read@own")
    assert own.get(path).json()["withheld"] is True
    partly.close()
    own.close()


def test_values_of_a_deleted_record_stay_readable(root, api):
    site = api.create("settings.sites", code=code(), name="Site d'essai")
    api.remove("settings.sites", site)
    event = root.items(EVENTS, f"record_id:eq:{site['id']}", "action:eq:delete")[0]
    assert root.get(f"/auth/audit-events/{event['id']}/details").json()["before"]["name"] == "Site d'essai"


def test_nobody_writes_the_trail(root, api):
    event = root.items(EVENTS)[0]
    for method, path in (("POST", ""), ("PATCH", f"/{event['id']}"), ("DELETE", f"/{event['id']}")):
        assert root.call(method, f"/auth/audit-events{path}", json={}).status_code in {404, 405}
    unknown = "ffffffff-ffff-ffff-ffff-ffffffffffff"
    assert root.get(f"/auth/audit-events/{unknown}/details").status_code == 404
    nobody = api.as_user("settings.sites:read")
    assert nobody.get("/auth/audit-events").status_code == 403
    assert nobody.get(f"/auth/audit-events/{event['id']}/details").status_code == 403
    nobody.close()
