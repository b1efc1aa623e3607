"""Who may pass: every door × every role that comes with the program, and rows of others closed at every door.

Generated from the declarations: a new route, role or scoped resource is judged here without anybody writing a test.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from fofal_server.app import DOMAINS, operations
from fofal_server.auth import seed
from fofal_server.auth.rights import expanded
from fofal_server.core import registry
from fofal_server.core.resource import Resource
from fofal_server.core.rows import label_name
from tests.factories import can_make, made
from tests.support.api import Api, Json, speaking
from tests.support.knocking import knock

ROLES = seed.default_roles()
RULED = [one for one in operations() if one.permission]
SCOPED = [one for domain in DOMAINS for one in domain.resources if one.scope and can_make(one)]
CLOSED, SHUT = 403, 404


@pytest.mark.parametrize("role", sorted(ROLES))
def test_class_1_missing_permission_a_role_passes_the_doors_it_holds_and_no_other(api: Api, role: str) -> None:
    patterns = ROLES[role].permissions
    held = expanded(patterns, registry.permissions())
    person = api.as_user(*patterns)
    wrong = [one.name for one in RULED if (knock(person, one) == CLOSED) is (one.permission in held)]
    person.close()
    assert wrong == []
    assert 0 < len(held) < len(registry.permissions())


@pytest.fixture(scope="module")
def stranger(server: Any) -> Iterator[Any]:
    """Somebody with every right on a resource as far as the own gang, in a gang where nothing happens."""
    with speaking(server) as api:
        team = made(api, "hr.teams")
        people: list[Api] = []

        def with_rights_on(resource: Resource) -> Api:
            employee = made(api, "hr.employees", team_id=team["id"])
            rights = (f"{resource.name}:*@team", "documents.attachments:*")
            people.append(api.as_user(*rights, employee_id=employee["id"]))
            return people[-1]

        yield with_rights_on
        for person in people:
            person.close()


@pytest.mark.parametrize("resource", SCOPED, ids=lambda one: one.name)
def test_class_2_object_of_others_is_closed_at_every_door(api: Api, stranger: Any, resource: Resource) -> None:
    record, person = made(api, resource.name), stranger(resource)
    assert {name: status for name, status in _by_id(person, resource, record).items() if status != SHUT} == {}
    assert _seen(person, resource, record) == {}
    assert api.read(resource.name, record["id"]) == record


def _by_id(person: Api, resource: Resource, record: Json) -> dict[str, int]:
    """Each door that takes the key of a record, and what it answers."""
    doors = [one for one in operations() if one.path.startswith(f"{resource.path}/{{id}}")]
    return {one.name: knock(person, one, record["id"], record["version"]) for one in doors}


def _seen(person: Api, resource: Resource, record: Json) -> dict[str, object]:
    """What lists, counts, searches, exports and attachments let through."""
    only = {"filter": f"id:eq:{record['id']}"}
    page = person.get(resource.path, params=only).json()
    export = person.get(f"{resource.path}/export", params={**only, "format": "csv"}).content.decode("utf-8-sig")
    named = [label_name(name) if name in resource.through else name for name in resource.search]
    sought = [record[name] for name in named if record.get(name)]
    found = person.get(resource.path, params={"search": sought[0]}).json()["items"] if sought else []
    everywhere = person.get("/search", params={"words": sought[0]}).json()["items"] if sought else []
    called = person.get("/search/titles", params={"record": f"{resource.name}:{record['id']}"}).json()["items"]
    belongs = [f"resource:eq:{resource.name}", f"record_id:eq:{record['id']}"]
    seen: dict[str, object] = {
        "items": page["items"],
        "total": page["total"],
        "exported": list(csv.reader(io.StringIO(export), delimiter=";"))[1:],
        "found": [one for one in (*found, *everywhere) if one["id"] == record["id"]],
        "called": called,
        "files": person.items("documents.attachments", *belongs),
    }
    return {name: value for name, value in seen.items() if value}
