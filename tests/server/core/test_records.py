"""The ordinary life of a record through HTTP: made, read, changed, stale, deleted."""

import datetime as dt
import re
import uuid

import pytest

from fofal_server.core import clock
from fofal_server.core.ids import new_id
from tests.support.api import Api, code

SITES = "settings.sites"


def test_round_trip(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Ébondi", latitude="4.0511", longitude="9.7679")
    assert made["version"] == 1
    assert set(made["allowed"]) >= {"update", "delete"}
    changed = api.update(SITES, made, name="Ebondi Nord")
    assert (changed["version"], changed["name"], changed["latitude"]) == (2, "Ebondi Nord", "4.0511")
    api.remove(SITES, changed)
    assert api.get(f"/settings/sites/{made['id']}").status_code == 404


def test_who_sees_all_of_a_kind_is_told_who_deleted_a_record(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    api.remove(SITES, made)
    mine = api.patch(f"/settings/sites/{made['id']}", json={"name": "Sud"}, version=1)
    other = api.as_user("settings.sites:read", "settings.sites:update")
    theirs = [
        other.get(f"/settings/sites/{made['id']}"),
        other.patch(f"/settings/sites/{made['id']}", json={}, version=1),
    ]
    assert (mine.status_code, mine.json()["code"]) == (404, "deleted_by_you")
    assert {(one.status_code, one.json()["code"]) for one in theirs} == {(404, "deleted")}
    assert re.fullmatch(r"\S+ a supprimé cette fiche entre-temps \(\d\d:\d\d\)\.", theirs[0].json()["detail"])
    assert other.get(f"/settings/sites/{new_id()}").json().keys().isdisjoint({"code", "detail"})
    other.close()


def test_answer_carries_etag_and_location(api: Api) -> None:
    answer = api.post("/settings/sites", json={"code": code(), "name": "Nord"})
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Location"] == f"/api/v1/settings/sites/{answer.json()['id']}"
    assert answer.headers["X-Request-ID"]


def test_client_may_choose_the_id_once(api: Api) -> None:
    key = str(new_id())
    api.create(SITES, id=key, code=code(), name="Nord")
    twin = api.post("/settings/sites", json={"id": key, "code": code(), "name": "Sud"})
    assert (twin.status_code, twin.json()["errors"][0]["field"]) == (409, "id")
    assert api.read(SITES, key)["name"] == "Nord", "what is there is never written over"


@pytest.mark.parametrize("key", [str(uuid.uuid4()), "00000000-0000-0000-0000-000000000000", "7", 7])
def test_an_id_that_does_not_tell_the_time_is_refused(api: Api, key: object) -> None:
    answer = api.post("/settings/sites", json={"id": key, "code": code(), "name": "Nord"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "id")


def test_stale_change_answers_412_with_the_current_record(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    api.update(SITES, made, name="Premier")
    answer = api.patch(f"/settings/sites/{made['id']}", json={"name": "Second"}, version=1)
    assert answer.status_code == 412
    assert answer.json()["current"]["name"] == "Premier"
    [last, *_] = api.get(f"/settings/sites/{made['id']}/history").json()["items"]
    at = clock.told(dt.datetime.fromisoformat(last["at"]))
    told = f"{last['actor']} a modifié cette fiche entre-temps ({at}). Relisez-la (F5), puis recommencez."
    assert answer.json()["detail"] == f"Rien n’a été enregistré : {told}"
    assert api.read(SITES, made["id"])["name"] == "Premier"


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_change_without_if_match_is_428(api: Api, method: str) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    more = {"json": {"name": "x"}} if method == "PATCH" else {}
    assert api.call(method, f"/settings/sites/{made['id']}", **more).status_code == 428


def test_twin_code_answers_409_with_the_field(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    answer = api.post("/settings/sites", json={"code": made["code"], "name": "Sud"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "code")


def test_archived_records_leave_lists_until_asked_for(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Ancien")
    api.update(SITES, made, archived=True)
    mine = f"code:eq:{made['code']}"
    assert api.items(SITES, mine) == []
    assert [one["id"] for one in api.items(SITES, mine, "archived:eq:true")] == [made["id"]]


def test_null_is_refused_where_a_value_is_due(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    answer = api.patch(f"/settings/sites/{made['id']}", json={"name": None}, version=1)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")


def test_history_tells_who_changed_what(api: Api) -> None:
    made = api.create(SITES, code=code(), name="Nord")
    api.update(SITES, made, name="Sud")
    items = api.get(f"/settings/sites/{made['id']}/history").json()["items"]
    assert [one["action"] for one in items] == ["update", "create"]
    assert (items[0]["before"], items[0]["after"]) == ({"name": "Nord"}, {"name": "Sud"})
    assert items[0]["actor"].startswith("test-")


def test_a_record_in_use_names_what_uses_it(api: Api) -> None:
    site = api.create(SITES, code=code(), name="Nord")
    api.create("inventory.warehouses", code=code(), name="Magasin", site_id=site["id"])
    answer = api.delete(f"/settings/sites/{site['id']}", version=1)
    assert answer.status_code == 409
    assert "Magasins" in answer.json()["detail"]
