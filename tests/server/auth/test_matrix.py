"""One table of role × resource × verb: what it tells is what the doors do, and it tells names only to who may read them."""

import pytest

from fofal_server.app import DOMAINS, operations
from fofal_server.auth import matrix, seed
from fofal_server.core import registry
from fofal_server.core.domain import Domain
from fofal_server.core.operation import Operation
from fofal_server.core.texts import LANGUAGES
from tests.factories import made
from tests.server.auth.conftest import Person
from tests.support.api import code
from tests.support.statements import noted

PATH, ROLES, USERS = "/auth/rights", "auth.roles", "auth.users"


def table(person, language="fr"):
    answer = person.get(PATH, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer.json()


def role_in(told, role):
    return next(one for one in told["roles"] if one["id"] == role["id"])


@pytest.fixture
def a_role(api):
    """A role with these patterns."""
    return lambda *patterns: api.create(ROLES, code=code("r"), name="Essai", permissions=list(patterns))


def test_the_rights_name_every_permission_once_and_in_the_order_of_the_domains(api):
    told = table(api)
    named = [word["permission"] for place in told["places"] for word in place["words"]]
    assert sorted(named) == sorted(registry.permissions())
    spoken_of = {one.partition(".")[0] for one in registry.permissions()}
    assert list(dict.fromkeys(place["domain"] for place in told["places"])) == [
        domain.name for domain in DOMAINS if domain.name in spoken_of
    ]
    assert [one["name"] for one in told["places"] if one["name"] in registry.RESOURCES] == list(registry.RESOURCES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_has_its_words(language):
    bare = [
        word.permission
        for place in matrix.every_place(language)
        for word in place.words
        if not word.label or word.label == word.permission.partition(":")[2] or ".action." in word.label
    ]
    assert bare == []


def test_words_come_in_the_language_of_the_person(api):
    labels = [
        {word["permission"]: word["label"] for place in table(api, language)["places"] for word in place["words"]}
        for language in LANGUAGES
    ]
    assert [one["hr.employees:personal"] for one in labels] == ["Voir les données personnelles", "See personal data"]
    assert [one["agronomy.harvests:confirm"] for one in labels] == ["Confirmer", "Confirm"]


def test_a_door_of_no_resource_has_a_place_of_its_own(monkeypatch):
    door = Operation(
        method="GET", path="/x", name="x", tag="x", work=lambda _call: matrix.Answer(), permission="auth.keys:turn"
    )
    monkeypatch.setitem(registry.DOMAINS, "auth", Domain("auth", "mdi6.key", operations=(door,)))
    place = next(one for one in matrix.every_place("fr") if one.name == "auth.keys")
    assert [word.permission for word in place.words] == ["auth.keys:turn"]


def test_reach_comes_from_the_patterns(api, a_role):
    role = a_role("hr.employees:read@team", "hr.*:read@own", "settings.sites:read@own", "agronomy.plots:*")
    reach = role_in(table(api), role)["reach"]
    assert (reach["hr.employees:read"], reach["hr.teams:read"]) == ("team", "own")
    assert reach["settings.sites:read"] == "all"  # nobody owns a site: nothing narrows there
    assert {name for name in reach if name.startswith("agronomy.plots:")} == set(
        registry.RESOURCES["agronomy.plots"].permissions
    )
    assert "hr.employees:personal" not in reach


def test_private_fields_are_seen_as_far_as_one_reads(api, a_role):
    wide = a_role("hr.employees:read", "hr.employees:personal@own")
    narrow = a_role("hr.employees:read@team", "hr.employees:personal")
    told = table(api)
    assert [role_in(told, one)["reach"]["hr.employees:personal"] for one in (wide, narrow)] == ["all", "team"]


@pytest.mark.parametrize("name", sorted(seed.default_roles()))
def test_the_table_tells_what_a_person_may_do(server, signed_in, api, name):
    """The rights of somebody signed in are asked of the door, those of the table of the declarations."""
    person = signed_in(Person(server, name))[0]
    held = person.get("/auth/me").json()["permissions"]
    person.close()
    told = next(one for one in table(api)["roles"] if one["code"] == name)
    assert set(told["reach"]) == set(held)
    scoped = {name for name, one in registry.RESOURCES.items() if one.scope and not one.private}
    assert {one: far for one, far in told["reach"].items() if one.partition(":")[0] in scoped} == {
        one: far for one, far in held.items() if one.partition(":")[0] in scoped
    }


def test_a_changed_role_shows_at_once(api, a_role):
    role = a_role("settings.sites:read")
    assert set(role_in(table(api), role)["reach"]) == {"settings.sites:read"}
    api.update(ROLES, role, permissions=["settings.units:read"])
    assert set(role_in(table(api), role)["reach"]) == {"settings.units:read"}


def test_holders_are_people_and_services_and_the_disabled_do_not_count(api, a_role):
    role = a_role("settings.sites:read")
    someone, service, gone = (
        made(api, USERS, full_name=name, role_ids=[role["id"]], kind=kind)
        for name, kind in (("Awa", "person"), ("Pesage", "service"), ("Jean", "person"))
    )
    api.update(USERS, gone, active=False)
    told = table(api)
    row, accounts = role_in(told, role), {one["id"]: one for one in told["accounts"]}
    assert row["people"] == 2
    assert sorted(row["holders"]) == sorted(one["id"] for one in (someone, service, gone))
    assert accounts[service["id"]] == {
        "id": service["id"], "username": service["username"], "full_name": "Pesage", "kind": "service",
        "active": True, "second_factor": False,
    }  # fmt: skip
    assert accounts[gone["id"]]["active"] is False


def test_the_table_is_for_who_may_read_roles_and_names_for_who_may_read_people(api, a_role):
    role = a_role("settings.sites:read")
    made(api, USERS, full_name="Awa", role_ids=[role["id"]])
    people, stranger = api.as_user("auth.roles:read"), api.as_user("auth.users:*")
    told = people.get(PATH)
    assert stranger.get(PATH).status_code == 403
    assert (role_in(told.json(), role)["people"], role_in(told.json(), role)["holders"]) == (1, None)
    assert told.json()["accounts"] is None
    assert "Awa" not in told.text
    people.close()
    stranger.close()


def test_it_costs_four_queries_whatever_it_shows(api, a_role, server):
    def cost():
        with noted(server.engine) as seen:
            table(api)
        return len(seen)

    table(api)
    before = cost()
    for _ in range(3):
        made(api, USERS, role_ids=[a_role("settings.*:read")["id"]])
    table(api)
    assert (before, cost()) == (4, 4)  # the person, the holders, the roles, the accounts


def test_the_door_is_one_of_those_that_the_roles_are_tried_on():
    door = next(one for one in operations() if one.name == "read_rights")
    assert (door.permission, door.path) == ("auth.roles:read", "/auth/rights")
