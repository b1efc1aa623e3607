"""A record on paper: what its reader may see of it, with its state and lines; and what a page of the desktop shows."""

import pytest

from fofal_server.contract.shown import MOST_COLUMNS, MOST_ROWS
from tests.factories import made
from tests.support import pdf
from tests.support.api import code

MOVES = "inventory.stock-moves"
SHOWN = "/paper"
TABLE = {
    "title": "Novembre",
    "columns": [{"head": "Jour"}, {"head": "Ŋgaoundéré (mm)", "right": True}],
    "rows": [{"cells": ["1", "12,5"]}, {"cells": ["Total", "12,5"], "bold": True}],
}


@pytest.fixture
def printed(api):
    def printed(resource, record, person=api, **params):
        return person.get(f"/{resource.replace('.', '/')}/{record['id']}/paper", params=params)

    return printed


def test_a_record_shows_its_fields_by_their_labels_and_how_it_stands(api, printed):
    name, note = f"Ŋgaoundéré {code('N')}", "Première ligne\nDeuxième, avec ɛ et ɔ"
    site = api.create("settings.sites", code=code("S"), name=name, latitude="4.5123", note=note)
    answer = printed("settings.sites", site)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''Site%20")
    paper = pdf.read(answer.content)
    for told in (f"Site {site['code']} {name}", "Latitude", "4,5123", *note.split("\n"), "Page 1 / 1"):
        assert told in paper.words, told


def test_a_move_tells_its_state_and_leaves_room_for_signatures(api, printed):
    move = made(api, MOVES)
    words = pdf.read(printed(MOVES, move).content).words
    assert "Brouillon" in words
    assert "Nom, date et signature" in words


def test_a_private_field_is_printed_for_those_who_may_see_it_only(api, printed):
    move = made(api, MOVES)
    assert "Coût unitaire" in pdf.read(printed(MOVES, move).content).words
    person = api.as_user("inventory.stock-moves:read")
    answer = printed(MOVES, move, person)
    assert answer.status_code == 200
    assert "Coût unitaire" not in pdf.read(answer.content).words


def test_a_quantity_is_told_with_its_unit(api, printed):
    move, count = made(api, MOVES), made(api, "inventory.stock-counts")
    unit = api.read("inventory.items", move["item_id"])["unit"]
    assert f"{move['quantity']}\u202f{unit}" in pdf.read(printed(MOVES, move).content).words
    assert api.read(MOVES, move["id"])["item_unit"] == unit
    assert [one["item_unit"] for one in api.items(MOVES, f"id:eq:{move['id']}")] == [unit], "a list tells it too"
    assert {line["item_unit"] for line in count["lines"]} <= {one["unit"] for one in api.items("inventory.items")}


def test_a_grid_is_a_table_with_its_lines(api, printed):
    count = made(api, "inventory.stock-counts")
    answer = printed("inventory.stock-counts", count)
    assert answer.status_code == 200
    assert "Page 1 / " in pdf.read(answer.content).words


def test_the_pages_of_a_preview_are_lines_of_json(api, printed):
    site = api.create("settings.sites", code=code("S"), name="Mbanga (démo)")
    answer = printed("settings.sites", site, format="pages")
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")
    assert answer.content.splitlines()[-1] == b'{"pages":1}'


def test_the_door_asks_for_the_permission_and_knows_what_is_not_there(api, printed):
    site = api.create("settings.sites", code=code("S"), name="Mbanga (démo)")
    assert printed("settings.sites", site, api.as_user("hr.teams:read")).status_code == 403
    assert printed("settings.sites", {"id": "01890000-0000-7000-8000-000000000000"}).status_code == 404
    assert printed("settings.sites", site, format="docx").status_code == 422


def shown(*tables, title="Carnet de pluie"):
    return {"title": title, "facts": [["Sites", "1 à 12"]], "tables": list(tables or [TABLE])}


def test_words_of_the_screen_become_a_paper_for_anybody_signed_in(api):
    answer = api.as_user().post(SHOWN, json=shown(TABLE, TABLE | {"title": "Décembre", "rows": []}))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    words = pdf.read(answer.content).words
    for told in ("Carnet de pluie", "Sites", "Ŋgaoundéré (mm)", "12,5", "Décembre", "Aucune ligne.", "Page 1 / 1"):
        assert told in words, told


def test_wide_tables_lie_across_and_long_ones_go_on_with_their_heads(api):
    wide = {"columns": [{"head": f"Rôle numéro {n}"} for n in range(MOST_COLUMNS)],
            "rows": [{"cells": ["Tous"] * MOST_COLUMNS}] * 90}  # fmt: skip
    paper = pdf.read(api.post(SHOWN, json=shown(wide)).content)
    assert "Page 3 / 3" in paper.words


@pytest.mark.parametrize(
    "table",
    [
        TABLE | {"rows": [{"cells": ["un seul"]}]},
        TABLE | {"columns": []},
        TABLE | {"rows": [{"cells": ["1", "2"]}] * (MOST_ROWS + 1)},
        {"columns": [{"head": "x"}] * (MOST_COLUMNS + 1)},
    ],
    ids=["ragged", "no column", "too long", "too wide"],
)
def test_what_cannot_be_laid_out_is_refused(api, table):
    assert api.post(SHOWN, json=shown(table)).status_code == 422
