"""Roles: what a permission may look like, and the roles that come with the program."""

import pytest

from fofal_server.auth import rights, seed
from fofal_server.auth.models import Role
from fofal_server.core import registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Reach
from tests.server.auth.conftest import Person
from tests.support.api import code

ROLES = "auth.roles"


@pytest.fixture
def root(server, signed_in):
    Person(server, "administrator")
    return signed_in(Person(server, "administrator"))[0]


def rights_of(name):
    return rights.expanded(seed.default_roles()[name].permissions, registry.permissions())


def test_permissions_must_speak_of_something_that_exists(root):
    made = root.create(ROLES, code=code("r"), name="Essai", permissions=["settings.*:read", "hr.employees:read@team"])
    assert made["permissions"] == ["hr.employees:read@team", "settings.*:read"]
    for wrong in ("rien", "settings.nothing:read", "settings.sites:fly", "settings.sites:read@all", "sett*.sites:read"):
        answer = root.post("/auth/roles", json={"code": code("r"), "name": "Essai", "permissions": [wrong]})
        assert answer.status_code == 422
        assert wrong in answer.json()["errors"][0]["message"]


def test_a_default_role_may_be_changed_but_not_renamed_nor_deleted(root):
    role = root.items(ROLES, "code:eq:consultant")[0]
    assert root.patch(f"/auth/roles/{role['id']}", json={"code": "autre"}, version=role["version"]).status_code == 422
    assert root.delete(f"/auth/roles/{role['id']}", version=role["version"]).status_code == 409
    kept = [one for one in role["permissions"] if one != "accounting.*:read"]
    assert root.update(ROLES, role, permissions=kept)["permissions"] == kept


def test_a_role_that_somebody_holds_is_not_deleted(root):
    role = root.create(ROLES, code=code("r"), name="Essai", permissions=["settings.sites:read"])
    person = root.create("auth.users", username=code("p"), full_name="Essai", role_ids=[role["id"]])
    assert root.delete(f"/auth/roles/{role['id']}", version=role["version"]).status_code == 409
    root.update("auth.users", person, role_ids=[])
    root.remove(ROLES, role)


def test_administrators_stay_able_to_repair_and_do_not_widen_themselves(root, api):
    role = root.items(ROLES, "code:eq:administrator")[0]
    path = f"/auth/roles/{role['id']}"
    less = root.patch(path, json={"permissions": ["settings.*:*"]}, version=role["version"])
    assert less.json()["code"] == "administrator_keeps"
    more = root.patch(path, json={"permissions": [*role["permissions"], "hr.*:*"]}, version=role["version"])
    assert more.json()["code"] == "own_roles"
    clerk = api.as_user("auth.roles:*")
    assert clerk.patch(path, json={"name": "x"}, version=role["version"]).status_code == 403
    clerk.close()


def test_seeding_again_changes_nothing(session):
    assert seed.seed_roles(session) == []


def test_seeding_renews_what_nobody_changed_and_leaves_the_rest(session):
    found = {role.code: role for role in session.scalars(scoped(SYSTEM, Role))}
    changed, old = found["consultant"], found["director"]
    changed.permissions = ["settings.sites:read"]
    old.permissions = ["settings.sites:read"]
    old.seeded = seed.as_it_is(old).print
    both = found["accountant"]
    both.permissions, both.seeded = ["settings.sites:read"], "how an older version seeded it"
    session.flush()
    assert seed.seed_roles(session) == ["director"]
    assert changed.permissions == both.permissions == ["settings.sites:read"]
    assert "inventory.*:read" in old.permissions


def test_every_role_of_the_company_is_there():
    assert set(seed.default_roles()) == {
        "administrator", "owner", "director", "farm-manager", "team-lead", "field-agent", "hr-officer",
        "stock-keeper", "accountant", "finance-head", "consultant", "sensor-device",
    }  # fmt: skip
    for name, role in seed.default_roles().items():
        assert all(rights.PATTERN.fullmatch(one) for one in role.permissions), name


def test_the_administrator_alone_changes_no_business_record():
    free = (
        "auth.",
        "mail.",
        "notifications.",
        "settings.",
        "lists.",
        "ops.",
        "weather.",
        "sensors.",
        "approvals.rules:",
    )
    assert not [one for one in rights_of("administrator") if not one.startswith(free) and not one.endswith(":read")]
    assert not [one for one in rights_of("administrator") if one.startswith("hr.")]


def test_the_owner_does_everything_but_keep_the_accounts_and_run_the_installation():
    installation = ("auth.", "mail.", "ops.", "outside.")
    assert not {one for one in registry.permissions() if not one.startswith(installation)} - set(rights_of("owner"))
    assert not [one for one in rights_of("owner") if one.startswith("auth.")]


def test_personal_data_of_the_staff_is_for_few():
    few = {name for name in seed.default_roles() if "hr.employees:personal" in rights_of(name)}
    assert few == {"owner", "director", "hr-officer"}


def test_whoever_imports_sees_and_undoes_the_own_imports():
    importable = {one.permission("create") for one in registry.RESOURCES.values() if one.importable}
    importers = {name for name in seed.default_roles() if importable & set(rights_of(name))}
    assert {"farm-manager", "stock-keeper", "hr-officer", "team-lead"} <= importers
    for name in importers:
        assert {"settings.imports:read", "settings.imports:undo"} <= set(rights_of(name)), name
    assert rights_of("farm-manager")["settings.imports:read"] is Reach.OWN
    assert rights_of("stock-keeper")["settings.imports:undo"] is Reach.OWN
