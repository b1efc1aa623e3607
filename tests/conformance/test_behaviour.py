"""Promises that every resource keeps when it is called; nobody writes these per entity."""

from collections.abc import Iterator

import pytest

from fofal_server.app import DOMAINS, operations
from fofal_server.core.operation import Operation
from fofal_server.core.resource import Resource
from tests.factories import body_of, can_make, made
from tests.server.documents.files import attached, listed, upload
from tests.support.api import Api, Json
from tests.support.knocking import knock
from tests.support.servers import Server

RESOURCES = [resource for domain in DOMAINS for resource in domain.resources]
OPERATIONS = operations()
every = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
makeable = pytest.mark.parametrize("resource", [one for one in RESOURCES if can_make(one)], ids=lambda one: one.name)
door = pytest.mark.parametrize("operation", [one for one in OPERATIONS if not one.public], ids=lambda one: one.name)


@pytest.fixture(scope="module")
def stranger(server: Server) -> Iterator[Api]:
    """Somebody who has not signed in."""
    found = Api(server, None)
    yield found
    found.close()


@door
def test_class_1_missing_permission_nobody_passes_without_signing_in(stranger: Api, operation: Operation) -> None:
    assert knock(stranger, operation) == 401


@pytest.fixture(scope="module")
def powerless(stranger: Api) -> Iterator[Api]:
    """Somebody who has signed in and holds nothing."""
    found = stranger.as_user()
    yield found
    found.close()


@door
def test_every_door_but_ones_own_asks_for_its_permission(powerless: Api, operation: Operation) -> None:
    if operation.permission is None:
        return
    assert knock(powerless, operation) == 403


@pytest.fixture(scope="module")
def reader(stranger: Api) -> Iterator[Api]:
    """Somebody who may read everything and add files, as far as their records may be changed."""
    found = stranger.as_user("documents.attachments:*", "*:read", "hr.employees:personal")
    yield found
    found.close()


@makeable
def test_round_trip(api: Api, reader: Api, resource: Resource) -> None:
    record = made(api, resource.name)
    seen = api.read(resource.name, record["id"])
    assert {name: seen[name] for name in record} == record
    assert record["id"] in {one["id"] for one in api.items(resource.name, f"id:eq:{record['id']}")}
    if resource.attachable:
        _carries_files(api, reader, resource, record)
    if "update" in record["allowed"]:
        path = f"{resource.path}/{record['id']}"
        changed = api.patch(path, json={}, version=record["version"])
        assert changed.status_code == 200
        stale = api.patch(path, json={}, version=record["version"] - 1)
        assert (stale.status_code, stale.json()["current"]["id"]) == (412, record["id"])
        record = changed.json()
    if "delete" in record["allowed"]:
        api.remove(resource.name, record)
        assert api.get(f"{resource.path}/{record['id']}").status_code == 404


def _carries_files(api: Api, reader: Api, resource: Resource, record: Json) -> None:
    """Those who may read it read them, those who may change it add them."""
    assert upload(reader, record, "a.txt", b"x", resource=resource.name).status_code == 403
    file = attached(api, record, "a.txt", b"x", resource=resource.name)
    assert [one["id"] for one in listed(reader, record)] == [file["id"]]


@makeable
def test_unknown_and_missing_fields_are_named(api: Api, resource: Resource) -> None:
    body = body_of(api, resource.name)
    answer = api.post(resource.path, json={**body, "no_such_field": 1})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "no_such_field")


@every
def test_list_is_bounded_and_sorted_by_every_column(api: Api, resource: Resource) -> None:
    for name in resource.columns:
        if resource.fields[name].meaning.kind.value in {"references", "words", "lines", "geometry", "value", "file"}:
            continue
        assert api.get(resource.path, params={"sort": f"-{name}", "limit": 2}).status_code == 200, name


@every
def test_meta_describes_it(api: Api, resource: Resource) -> None:
    found = api.get(f"/meta/{resource.name}").json()
    assert set(found["columns"]) <= set(found["fields"])
    assert found["label"] != resource.name
