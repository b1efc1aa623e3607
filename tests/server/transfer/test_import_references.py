"""References are named as people name them: code, label, id; lines stand in rows of their own."""

import pytest

from tests.server.transfer.conftest import table
from tests.support.api import code


def _employees(*rows):
    return table("code;last_name;hired_on;Équipe", *rows)


@pytest.mark.parametrize("told", ["{code}", "{lower}", "{code} {name}", "équipe du nord (DEMO) {code}", "{id}"])
def test_a_reference_by_code_label_part_of_it_or_id(api, send, told):
    gang, one = code("T"), code("M")[:9]
    team = api.create("hr.teams", code=gang, name=f"Équipe du Nord (démo) {gang}")
    cell = told.format(code=gang, lower=gang.lower(), name=team["name"], id=team["id"])
    report = send("hr.employees", _employees(f"{one};Essono (démo);04/03/2026;{cell}")).json()
    assert report["errors"] == []
    assert api.items("hr.employees", f"code:eq:{one}")[0]["team_id"] == team["id"]


def test_the_preview_shows_what_a_reference_means(api, send):
    gang = code("T")
    team = api.create("hr.teams", code=gang, name="Nord (démo)")
    content = _employees(f"{code('M')[:9]};Essono (démo);2026-03-04;{gang}")
    (shown,) = send("hr.employees", content, dry_run=True).json()["preview"]
    assert (shown["team_id"], shown["team_label"], shown["hired_on"]) == (
        team["id"],
        f"{gang} Nord (démo)",
        "2026-03-04",
    )


def test_unknown_and_ambiguous_references_are_told(api, send):
    shared = f"Même nom (démo) {code('')}"
    for _ in range(2):
        api.create("hr.teams", code=code("T"), name=shared)
    content = _employees(
        f"{code('M')[:9]};A (démo);2026-03-04;personne", f"{code('M')[:9]};B (démo);2026-03-04;{shared}"
    )
    errors = send("hr.employees", content).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(2, "team_id"), (3, "team_id")]
    assert errors[0]["message"] == "« personne » n'existe pas, ou ne vous est pas accessible."
    assert "plusieurs fiches" in errors[1]["message"]


def test_what_the_person_may_not_see_is_not_found(api, send):
    gang = code("T")
    api.create("hr.teams", code=gang, name="Nord (démo)")
    blind = api.as_user("hr.employees:*")
    errors = send("hr.employees", _employees(f"{code('M')[:9]};A (démo);2026-03-04;{gang}"), by=blind).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(2, "team_id")]


def test_private_fields_are_no_columns_for_who_may_not_see_them(api, send):
    content = table("code;last_name;hired_on;phone", f"{code('M')[:9]};A (démo);2026-03-04;699000000")
    modest = api.as_user("hr.employees:read", "hr.employees:create", "hr.employees:update")
    errors = send("hr.employees", content, by=modest).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [(1, "phone")]
    assert "inconnue" in errors[0]["message"]


def test_one_query_a_reference_column_however_many_rows(api, send, statements):
    gangs = [code("T") for _ in range(40)]
    for gang in gangs:
        api.create("hr.teams", code=gang, name="Équipe (démo)")
    report = send("hr.employees", _employees(*(f"{code('M')[:9]};A (démo);2026-03-04;{gang}" for gang in gangs)))
    assert report.json()["errors"] == []
    assert len([one for one in statements if "unnest" in one and "hr_team" in one]) == 1


def test_lines_stand_in_rows_of_their_own(api, send):
    one, two = code("P"), code("P")
    content = table(
        "Code;Nom;Type;contacts.name;Contacts · Téléphone",
        f"{one};Huilerie (démo);Client;Ama (démo);699 00 00 01",
        f"{one};;;Beti (démo);",
        ";;;Charly (démo);699000003",
        f"{two};Transport (démo);supplier;;",
    )
    report = send("parties.parties", content).json()
    assert (report["errors"], report["rows"], report["created"]) == ([], 4, 2)
    first, second = (
        api.read("parties.parties", api.items("parties.parties", f"code:eq:{c}")[0]["id"]) for c in (one, two)
    )
    assert [(line["name"], line["phone"]) for line in first["contacts"]] == [
        ("Ama (démo)", "699000001"),
        ("Beti (démo)", None),
        ("Charly (démo)", "699000003"),
    ]
    assert (second["contacts"], second["kind"]) == ([], "supplier")


def test_mistakes_in_lines_stand_under_their_own_row(send):
    one = code("P")
    content = table(
        "code;name;contacts.name;contacts.phone",
        f"{one};Huilerie (démo);Ama (démo);1",
        f"{one};;;699000003",
        f"{code('P')};Autre (démo);Dada (démo);2",
    )
    errors = send("parties.parties", content).json()["errors"]
    assert [(one["row"], one["field"]) for one in errors] == [
        (2, "contacts.phone"),
        (3, "contacts.name"),
        (4, "contacts.phone"),
    ]
