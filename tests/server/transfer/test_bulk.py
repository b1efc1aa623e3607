"""Many records are changed together: seen before, all or none, each as it was when it was looked at, undone as one."""

import pytest

from tests.server.transfer.conftest import table
from tests.support.api import code

SITES, TEAMS = "settings.sites", "hr.teams"


@pytest.fixture
def bulk(api):
    def bulk(resource, records, person=api, *, dry_run=False, key=None, **values):
        changes = [{"id": one["id"], "version": one["version"], "values": values} for one in records]
        path = f"/{resource.replace('.', '/')}/bulk"
        return person.post(path, json={"changes": changes}, params={"dry_run": str(dry_run).lower()}, key=key)

    return bulk


@pytest.fixture
def sites(api):
    mark = code("B")
    return [api.create(SITES, code=f"{mark}{n}", name=f"Site {n} (démo)", note=f"avant {n}") for n in range(3)]


def _notes(api, sites):
    return [api.read(SITES, one["id"])["note"] for one in sites]


def test_a_rehearsal_tells_what_changes_and_stores_nothing(api, bulk, sites):
    report = bulk(SITES, sites, dry_run=True, note="après").json()
    assert (report["rows"], report["updated"], report["errors"], report["import_id"]) == (3, 3, [], None)
    assert [(one["row"], one["before"]["note"], one["after"]["note"]) for one in report["shown"]] == [
        (n + 1, f"avant {n}", "après") for n in range(3)
    ]
    assert _notes(api, sites) == ["avant 0", "avant 1", "avant 2"]


def test_many_are_changed_and_all_is_undone_at_once(api, bulk, sites):
    report = bulk(SITES, sites, note="après", name="Même nom (démo)").json()
    assert _notes(api, sites) == ["après"] * 3
    kept = api.read("settings.imports", report["import_id"])
    assert (kept["filename"], kept["updated"], kept["created"]) == ("Modification groupée", 3, 0)
    assert api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert _notes(api, sites) == ["avant 0", "avant 1", "avant 2"]
    assert [api.read(SITES, one["id"])["name"] for one in sites] == [one["name"] for one in sites]


def test_one_that_was_changed_meanwhile_holds_back_all(api, bulk, sites):
    api.update(SITES, sites[1], note="d'un autre")
    report = bulk(SITES, sites, note="après").json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(2, None)]
    assert "quelqu’un d’autre a modifié" in report["errors"][0]["message"]
    assert _notes(api, sites) == ["avant 0", "d'un autre", "avant 2"]


def test_a_value_that_does_not_hold_is_told_at_its_field_for_each(api, bulk, sites):
    report = bulk(SITES, sites, latitude="91").json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(n, "latitude") for n in (1, 2, 3)]
    double = bulk(SITES, sites, code=sites[0]["code"]).json()
    assert {one["field"] for one in double["errors"]} == {"code"}
    assert [api.read(SITES, one["id"])["code"] for one in sites] == [one["code"] for one in sites]
    assert bulk(SITES, sites, nothing=1).json()["errors"][0]["field"] == "nothing"


def test_the_same_record_twice_and_none_at_all_are_refused(api, bulk, sites):
    assert bulk(SITES, [sites[0], sites[0]], note="x").status_code == 422
    assert bulk(SITES, [], note="x").status_code == 422
    assert bulk(SITES, sites).status_code == 422


def test_who_may_not_change_them_does_not(api, bulk, sites):
    assert bulk(SITES, sites, api.as_user("settings.sites:read"), note="x").status_code == 403
    may = api.as_user("settings.sites:read", "settings.sites:update")
    report = bulk(SITES, sites, may, note="x").json()
    assert may.post(f"/imports/{report['import_id']}/undo").status_code == 200, "no right to create is needed for it"


def test_rows_out_of_reach_and_hidden_fields_stay_as_they_are(api, bulk):
    team = api.create(TEAMS, code=code("T"), name="Nord (démo)")
    given = {"last_name": "A (démo)", "hired_on": "2026-01-05"}
    mine = api.create("hr.employees", code=code("M")[:9], team_id=team["id"], **given)
    other = api.create("hr.employees", code=code("M")[:9], **given)
    headman = api.as_user("hr.employees:read@team", "hr.employees:update@team", employee_id=mine["id"])
    report = bulk("hr.employees", [mine, other], headman, job_title="Récolteur").json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(2, None)]
    assert bulk("hr.employees", [mine], headman, phone="+237699000000").json()["errors"][0]["field"] == "phone"
    assert api.read("hr.employees", mine["id"])["job_title"] is None


def test_it_is_done_once_however_often_it_is_sent(api, bulk, sites):
    first = bulk(SITES, sites, key="bulk-1", note="après")
    again = bulk(SITES, sites, key="bulk-1", note="après")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert first.json() == again.json()


def test_an_import_tells_on_wish_what_each_row_changes(api, send, sites):
    raw = table("code;name", f"{sites[0]['code']};Autre (démo)", f"{code('N')};Neuf (démo)")
    told = api.post(
        "/settings/sites/import", files={"file": ("s.csv", raw)}, params={"dry_run": "true", "shown": "10"}
    ).json()["shown"]
    assert [(one["row"], one["before"] and one["before"]["name"], one["after"]["name"]) for one in told] == [
        (2, sites[0]["name"], "Autre (démo)"),
        (3, None, "Neuf (démo)"),
    ]
    assert send(SITES, raw, dry_run=True).json()["shown"] == []
