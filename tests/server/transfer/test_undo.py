"""A whole import is taken back while nothing depends on it; else each record in the way is named."""

import pytest

from tests.server.transfer.conftest import table
from tests.support.api import code


@pytest.fixture
def stored(send):
    """``stored("settings.sites", "code;name", "S1;Un")`` answers the id of the import."""

    def stored(resource, *rows, **more):
        report = send(resource, table(*rows), **more).json()
        assert report["errors"] == []
        return report["import_id"]

    return stored


def _undo(person, done, **more):
    return person.post(f"/imports/{done}/undo", **more)


def test_what_it_made_is_gone_and_what_it_changed_is_as_before(api, stored):
    one, two = code("S"), code("S")
    before = api.create("settings.sites", code=one, name="Ancien (démo)", latitude="4.5", note="n")
    key = stored("settings.sites", "code;name;latitude", f"{one};Nouveau (démo);", f"{two};Autre (démo);5")
    answer = _undo(api, key)
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["created"], answer.json()["updated"]) == ("undone", 1, 1)
    after = api.read("settings.sites", before["id"])
    assert [after[name] for name in ("name", "latitude", "note")] == ["Ancien (démo)", "4.5", "n"]
    assert api.items("settings.sites", f"code:eq:{two}") == []
    history = api.get(f"/settings/sites/{before['id']}/history").json()["items"]
    assert [one["action"] for one in history] == ["undo", "import", "create"]
    told = api.get(f"/settings/imports/{key}/history").json()["items"]
    assert [one["action"] for one in told] == ["undo", "create"]
    assert told[0]["after"]["status"] == "undone"


def test_the_same_file_can_be_stored_again_afterwards(api, stored):
    rows = ("code;name;dimension", f"{code('U')};Sac (démo);mass", f"{code('U')};Fût (démo);volume")
    assert _undo(api, stored("settings.units", *rows)).status_code == 200
    stored("settings.units", *rows)


def test_lines_and_sets_of_references_come_back(api, stored):
    one = code("P")
    before = api.create(
        "parties.parties", code=one, name="Huilerie (démo)", contacts=[{"name": "Ama (démo)", "phone": "699000001"}]
    )
    key = stored("parties.parties", "code;name;contacts.name", f"{one};Huilerie (démo);Beti (démo)")
    assert [line["name"] for line in api.read("parties.parties", before["id"])["contacts"]] == ["Beti (démo)"]
    assert _undo(api, key).status_code == 200
    (line,) = api.read("parties.parties", before["id"])["contacts"]
    assert (line["name"], line["phone"]) == ("Ama (démo)", "699000001")


def test_a_record_changed_or_deleted_since_stands_in_the_way(api, stored):
    one, two, three = code("S"), code("S"), code("S")
    key = stored("settings.sites", "code;name", f"{one};Un (démo)", f"{two};Deux (démo)", f"{three};Trois (démo)")
    sites = {site["code"]: site for site in api.items("settings.sites", f"code:in:{one}|{two}|{three}")}
    api.update("settings.sites", sites[one], name="Touché (démo)")
    api.remove("settings.sites", sites[two])
    answer = _undo(api, key)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_undoable")
    errors = answer.json()["errors"]
    assert {error["code"] for error in errors} == {"changed", "gone"}
    assert any(error["message"] == f"« {one} Touché (démo) » a été modifié depuis." for error in errors)
    assert len(api.items("settings.sites", f"code:in:{one}|{three}")) == 2
    assert api.read("settings.imports", key)["status"] == "stored"


def test_a_record_used_by_others_stands_in_the_way(api, stored):
    one, two = code("T"), code("T")
    key = stored("hr.teams", "code;name", f"{one};Nord (démo)", f"{two};Sud (démo)")
    (team,) = api.items("hr.teams", f"code:eq:{one}")
    worker = api.create(
        "hr.employees", code=code("M")[:9], last_name="A (démo)", hired_on="2026-01-05", team_id=team["id"]
    )
    answer = _undo(api, key)
    assert answer.status_code == 409
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == (team["id"], "referenced")
    assert error["message"].startswith(f"« {one} Nord (démo) » ne peut pas être repris : Encore utilisé ailleurs")
    assert len(api.items("hr.teams", f"code:in:{one}|{two}")) == 2
    api.update("hr.employees", worker, team_id=None)
    assert _undo(api, key).status_code == 200


def test_it_is_taken_back_once(api, stored):
    key = stored("settings.sites", "code;name", f"{code('S')};Un (démo)")
    first, again = _undo(api, key, key="undo-1"), _undo(api, key, key="undo-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replayed"] == "true"
    late = _undo(api, key)
    assert (late.status_code, late.json()["code"]) == (409, "already_undone")


def test_it_is_for_who_made_it_or_may_undo_those_of_others(api, stored, send):
    rights = ("settings.sites:read", "settings.sites:create")
    maker, colleague = api.as_user(*rights), api.as_user(*rights)
    key = stored("settings.sites", "code;name", f"{code('S')};Un (démo)", by=maker)
    assert _undo(colleague, key).status_code == 404
    assert _undo(api.as_user("settings.imports:undo"), key).status_code == 403
    assert _undo(api.as_user("settings.imports:undo@own", *rights), key).status_code == 404
    assert _undo(api.as_user("settings.imports:undo", *rights), key).status_code == 200
    mine = stored("settings.sites", "code;name", f"{code('S')};Un (démo)", by=maker)
    assert _undo(maker, mine).status_code == 200


def test_own_imports_are_listed_without_those_of_others(api, stored):
    maker = api.as_user("settings.sites:read", "settings.sites:create", "settings.imports:read@own")
    stored("settings.sites", "code;name", f"{code('S')};Un (démo)")
    key = stored("settings.sites", "code;name", f"{code('S')};Un (démo)", by=maker, name="mes sites.csv")
    (told,) = maker.items("settings.imports")
    assert (told["id"], told["filename"], told["rows"], told["status"]) == (key, "mes sites.csv", 1, "stored")


def test_the_action_of_the_list_takes_back_too(api, stored):
    key = stored("settings.sites", "code;name", f"{code('S')};Un (démo)")
    record = api.read("settings.imports", key)
    assert record["allowed"] == ["undo"]
    assert api.act("settings.imports", record, "undo")["status"] == "undone"


@pytest.mark.parametrize("key", ["01890000-0000-7000-8000-000000000000", "none"])
def test_an_import_that_never_was_is_not_found(api, key):
    assert _undo(api, key).status_code == 404
