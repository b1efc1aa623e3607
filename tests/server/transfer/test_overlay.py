"""Rows of a spreadsheet laid over records named by their ids: each judged beside its own, all or none, undone as one."""

import pytest

from tests.server.agronomy.farm import HARVESTS, Farm, day
from tests.server.inventory.stockroom import MOVES, draft, item, receive, warehouse

COLUMNS = ["harvested_on", "plot_id", "note"]


@pytest.fixture
def lay(api):
    def lay(records, columns, *rows, resource=HARVESTS, person=api, dry_run=False):
        pairs = zip(records, rows, strict=True)
        changes = [{"id": one["id"], "version": one["version"], "cells": list(row)} for one, row in pairs]
        path, body = f"/{resource.replace('.', '/')}/bulk", {"changes": changes, "columns": columns}
        return person.post(path, json=body, params={"dry_run": str(dry_run).lower()})

    return lay


@pytest.fixture
def farm(api):
    return Farm(api)


@pytest.fixture
def plots(farm):
    return [farm.plot() for _ in range(2)]


@pytest.fixture
def harvests(farm, plots):
    """Two of the first plot."""
    return [farm.harvest(plots[0], note=f"avant {n}") for n in range(2)]


def as_written(record) -> list[str]:
    year, month, number = record["harvested_on"].split("-")
    return [f"{number}/{month}/{year}", record["plot_label"], record["note"]]


def errors(answer) -> list[tuple[int, str | None]]:
    return [(one["row"], one["field"]) for one in answer.json()["errors"]]


def test_cells_are_read_as_a_spreadsheet_writes_them_and_only_what_differs_is_stored(api, lay, harvests, plots):
    first, second = map(as_written, harvests)
    first[1:] = plots[1]["code"].lower(), ""
    rehearsed = lay(harvests, COLUMNS, first, second, dry_run=True).json()
    assert (rehearsed["rows"], rehearsed["updated"], rehearsed["import_id"]) == (2, 1, None)
    [shown] = rehearsed["shown"]
    assert shown["row"] == 1
    assert (shown["before"]["note"], shown["after"]["note"]) == ("avant 0", None)
    assert shown["after"]["plot_id"] == plots[1]["id"]
    report = lay(harvests, COLUMNS, first, second).json()
    now = [api.read(HARVESTS, one["id"]) for one in harvests]
    assert [(one["plot_id"], one["note"]) for one in now] == [(plots[1]["id"], None), (plots[0]["id"], "avant 1")]
    assert now[1]["version"] == harvests[1]["version"], "one that says the same is not touched"
    assert api.read("settings.imports", report["import_id"])["filename"] == "Collage sur des fiches choisies"
    assert api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert api.read(HARVESTS, harvests[0]["id"])["note"] == "avant 0"


def test_what_cannot_be_is_told_at_its_cell_and_holds_back_all(api, lay, harvests):
    rows = [["99/99/2026", "nulle part", "x"], ["", as_written(harvests[1])[1], "x"]]
    assert errors(lay(harvests, COLUMNS, *rows)) == [(1, "harvested_on"), (1, "plot_id"), (2, "harvested_on")]
    assert api.read(HARVESTS, harvests[1]["id"])["note"] == "avant 1"


def test_a_confirmed_record_takes_what_it_says_and_nothing_else(api, lay, harvests):
    done = api.act(HARVESTS, harvests[0], "confirm")
    records, (first, second) = [done, harvests[1]], map(as_written, harvests)
    assert errors(lay(records, COLUMNS, [*first[:2], "x"], [*second[:2], "x"])) == [(1, None)]
    assert lay(records, COLUMNS, first, [*second[:2], "x"]).json()["updated"] == 1
    assert api.read(HARVESTS, done["id"])["version"] == done["version"]


def test_a_number_of_another_record_gives_the_other_order_away(api, lay):
    one, shed = item(api), warehouse(api)
    moves = [receive(api, one, shed, "5"), draft(api, "receipt", one, "7", destination=shed)]
    columns = ["number", "quantity", "reference"]
    rows = [moves[0]["number"], "5,000", ""], ["", "8", "BL 12"]
    assert errors(lay(moves, columns, *rows[::-1], resource=MOVES)) == [(1, None), (2, "number")]
    report = lay(moves, columns, *rows, resource=MOVES).json()
    assert (report["updated"], report["errors"]) == (1, [])
    assert api.read(MOVES, moves[1]["id"])["quantity"] == "8"


def test_a_moment_keeps_its_seconds_when_its_minute_is_pasted(api, lay, farm, plots):
    given = {"plot_id": plots[0]["id"], "kind": "pest", "organism": "Essai", "severity": "low"}
    seen = api.create("agronomy.observations", observed_at=f"{day()}T00:00:07Z", **given)
    clock = f"{day()} 01:00"
    report = lay([seen], ["observed_at"], [clock], resource="agronomy.observations").json()
    assert (report["updated"], report["errors"]) == (0, [])


def test_whose_records_they_are_and_how_they_were_seen_is_judged_row_by_row(api, lay, harvests):
    rows = [[*as_written(one)[:2], "x"] for one in harvests]
    assert lay(harvests, COLUMNS, *rows, person=api.as_user("agronomy.harvests:read")).status_code == 403
    gone = {"id": "01900000-0000-7000-8000-000000000000", "version": 1}
    assert errors(lay([gone, harvests[1]], COLUMNS, *rows)) == [(1, None)]
    api.update(HARVESTS, harvests[1], note="d'un autre")
    late = lay(harvests, COLUMNS, *rows)
    assert errors(late) == [(2, None)]
    assert "quelqu’un d’autre a modifié" in late.json()["errors"][0]["message"]
    assert api.read(HARVESTS, harvests[0]["id"])["note"] == "avant 0"
    alone = api.as_user("agronomy.harvests:read", "agronomy.harvests:update", "agronomy.plots:read")
    report = lay(harvests[:1], COLUMNS, rows[0], person=alone).json()
    assert report["errors"] == [], "no right to create is needed for it"
    assert alone.post(f"/imports/{report['import_id']}/undo").status_code == 200


def test_rows_that_are_no_table_over_these_records_are_refused_whole(api, lay, harvests):
    rows = [as_written(one) for one in harvests]

    def refused(answer) -> list[str]:
        assert answer.status_code == 422
        return [one["code"] for one in answer.json()["errors"]]

    assert refused(lay([harvests[0], harvests[0]], COLUMNS, *rows)) == ["record_twice"]
    assert refused(lay(harvests, COLUMNS, rows[0], rows[1][:2])) == ["ragged_row"]
    assert refused(lay(harvests, [], *rows)) == ["ragged_row", "ragged_row"]
    wrong = ["note", "total_weight_kg", "lines", "note", "rien"]
    assert refused(lay(harvests, wrong, ["x"] * 5, ["x"] * 5)) == ["no_cell"] * 4
    both = {"id": harvests[0]["id"], "version": 1, "values": {"note": "x"}, "cells": ["x"]}
    assert refused(api.post("/agronomy/harvests/bulk", json={"changes": [both], "columns": ["note"]})) == ["missing"]
