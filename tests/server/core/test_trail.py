"""The trail tells each kind of deed, with before and after where something changed."""

from typing import Any

import pytest

from fofal_server.core.models import Record
from tests.server.auth.conftest import Person
from tests.support.api import Api, Json, code

EVENTS = "auth.audit-events"


def told(api: Api, *filters: str) -> list[Json]:
    """Events, oldest first, each with its values."""
    found = [*reversed(api.items(EVENTS, *filters))]
    return [one | api.get(f"/auth/audit-events/{one['id']}/details").json() for one in found]


def test_a_record_is_told_from_its_beginning_to_its_end(api: Api) -> None:
    site = api.create("settings.sites", code=code(), name="Nord")
    changed = api.update("settings.sites", site, name="Sud")
    api.remove("settings.sites", changed)
    made, update, gone = told(api, f"record_id:eq:{site['id']}")
    assert [one["action"] for one in (made, update, gone)] == ["create", "update", "delete"]
    assert (made["before"], made["after"]["name"]) == (None, "Nord")
    assert (update["before"], update["after"]) == ({"name": "Nord"}, {"name": "Sud"})
    assert (gone["before"]["name"], gone["after"]) == ("Sud", None)
    assert {one["username"] for one in (made, update, gone)} == {made["username"]}


def test_rights_are_told_with_what_they_were_and_are(api: Api) -> None:
    role = api.create("auth.roles", code=code("r").lower(), name="Essai", permissions=["parties.parties:read"])
    other = api.create("auth.roles", code=code("r").lower(), name="Autre", permissions=["hr.teams:read"])
    user = api.create("auth.users", username=code("u").lower(), full_name="Essai", role_ids=[role["id"]])
    api.update("auth.roles", role, permissions=["parties.parties:update"])
    api.update("auth.users", user, role_ids=[other["id"]])
    widened = told(api, f"record_id:eq:{role['id']}", "action:eq:update")[0]
    assert (widened["before"]["permissions"], widened["after"]["permissions"]) == (
        ["parties.parties:read"], ["parties.parties:update"],
    )  # fmt: skip
    moved = told(api, f"record_id:eq:{user['id']}", "action:eq:roles")[-1]
    assert role["code"] in str(moved["before"])
    assert other["code"] in str(moved["after"])


def test_coming_in_going_out_and_being_refused_are_told(api: Api, server: Any) -> None:
    person = Person(server)
    person.login("un mauvais mot de passe")
    token = person.login().json()["access_token"]
    own = Api(server, token)
    assert own.post("/auth/logout").status_code == 204
    own.close()
    mine = [one["action"] for one in told(api, f"record_id:eq:{person.id}")]
    assert [one for one in mine if one.startswith("sign_")] == ["sign_in_refused", "sign_in", "sign_out"]


@pytest.mark.parametrize(("method", "path", "resource", "needed"), [
    ("GET", "/hr/employees", "hr.employees", "hr.employees:read"),
    ("GET", "/hr/employees/export", "hr.employees", "hr.employees:read"),
    ("POST", "/settings/sites", "settings.sites", "settings.sites:create"),
])  # fmt: skip
def test_a_right_that_lacks_is_told_once_a_minute(api: Api, method: str, path: str, resource: str, needed: str) -> None:
    person = api.as_user("parties.parties:read")
    name = person.get("/auth/me").json()["user"]["username"]
    for _ in range(3):
        assert person.call(method, path, json={} if method == "POST" else None).status_code == 403
    person.close()
    (refused,) = told(api, f"username:eq:{name}", "action:eq:right_refused")
    assert (refused["resource"], refused["after"]["permission"]) == (resource, needed)
    assert (refused["address"], bool(refused["request_id"])) == ("127.0.0.1", True)


def test_an_export_is_told_with_what_was_asked(api: Api) -> None:
    asked = {"format": "csv", "filter": "code:startswith:X", "sort": "code"}
    assert api.get("/parties/parties/export", params=asked).status_code == 200
    exported = told(api, "resource:eq:parties.parties", "action:eq:export")[-1]
    assert (exported["after"]["format"], exported["after"]["filter"]) == ("csv", ["code:startswith:X"])


def test_only_mirrors_and_passing_things_are_outside_of_the_trail() -> None:
    """Sessions, mail, jobs and what devices sent have records of their own, stock mirrors its moves, the trail is it."""
    silent = {one.__name__ for one in _kinds(Record) if not one.__audited__}
    mirrors = {"CostLayer", "StockBalance", "StockLevel", "LotLevel", "ServiceLevel"}
    mirrors |= {"OutsideProvider", "OutsideAnswer"}
    assert silent == {"UserSession", "MailMessage", "AuditEntry", "JobRun", "RejectedReading"} | mirrors


def _kinds(kind: type[Record]) -> list[type[Record]]:
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]
