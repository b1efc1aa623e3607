"""Physical counts: frozen, blind, approved by somebody else, and the books set right."""

import pytest

from tests.server.inventory.stockroom import (
    MOVES,
    balances,
    draft,
    item,
    lot,
    posted,
    receive,
    refused,
    there,
    warehouse,
)
from tests.support.api import Api, Json

COUNTS = "inventory.stock-counts"
KEEPER = tuple(f"{COUNTS}:{verb}" for verb in ("read", "create", "update", "start", "finish", "cancel"))
HEAD = tuple(f"{COUNTS}:{verb}" for verb in ("read", "approve", "reject"))


@pytest.fixture
def keeper(api: Api) -> Api:
    """Counts, and may read stock, but not approve."""
    return api.as_user(*KEEPER, "inventory.stock-balances:read")


@pytest.fixture
def head(api: Api) -> Api:
    """Approves."""
    return api.as_user(*HEAD)


def _frozen(api: Api, keeper: Api) -> tuple[Json, Json, Json, Json, Json]:
    """10 in a lot and 4 without, at 100 francs, in a warehouse that is being counted."""
    one, shed = item(api), warehouse(api)
    piece = lot(api, one)
    receive(api, one, shed, "10", lot=piece)
    receive(api, one, shed, "4")
    sheet = keeper.act(COUNTS, keeper.create(COUNTS, warehouse_id=shed["id"]), "freeze")
    return one, shed, piece, sheet, sheet["lines"]


def _typed(lines: list[Json], *quantities: str | None) -> list[Json]:
    names = ("id", "item_id", "lot_id", "bin_id", "reason")
    known = [{name: line[name] for name in names} for line in lines]
    return [line | {"counted": quantity} for line, quantity in zip(known, quantities, strict=True)]


def _counted(keeper: Api, sheet: Json, *quantities: str) -> Json:
    filled = keeper.update(COUNTS, sheet, lines=_typed(sheet["lines"], *quantities))
    return keeper.act(COUNTS, filled, "count")


def test_a_count_from_the_sheet_to_the_adjustment(api: Api, keeper: Api, head: Api) -> None:
    one, shed, piece, sheet, lines = _frozen(api, keeper)
    assert [line["lot_id"] for line in lines] == [piece["id"], None]
    assert sheet["number"].startswith("INV-")
    done = _counted(keeper, sheet, "8", "5")
    gaps = head.read(COUNTS, done["id"])["gaps"]
    assert [(g["theoretical"], g["counted"], g["gap"], g["value"]) for g in gaps] == [
        ("10", "8", "-2", "-200"),
        ("4", "5", "1", "100"),
    ]
    over = head.act(COUNTS, head.read(COUNTS, done["id"]), "approve")
    assert [(line["theoretical"], line["gap"]) for line in over["lines"]] == [("10", "-2"), ("4", "1")]
    place = f"{shed['code']} {shed['name']}"
    assert there(api, one) == {(place, piece["code"]): "8", (place, None): "5"}
    moves = api.items(MOVES, f"count_id:eq:{done['id']}", sort="number")
    assert [(m["kind"], m["quantity"], m["status"], m["reference"]) for m in moves] == [
        ("adjustment", "2", "posted", sheet["number"]),
        ("adjustment", "1", "posted", sheet["number"]),
    ]


def test_the_sheet_is_blind_at_every_door(api: Api, keeper: Api, head: Api) -> None:
    one, _, _, sheet, lines = _frozen(api, keeper)
    assert {line["theoretical"] for line in lines} == {None}
    assert "gaps" not in sheet
    assert "gaps" not in keeper.get(f"/inventory/stock-counts/{sheet['id']}").json()
    assert "gaps" not in keeper.get("/meta/inventory.stock-counts").json()["fields"]
    told = keeper.get(f"/inventory/stock-counts/{sheet['id']}/history").text
    assert "gaps" not in told
    assert '"10' not in told
    assert keeper.get("/inventory/stock-counts", params={"fields": "gaps"}).status_code == 422
    assert balances(keeper, one) == []
    assert len(balances(api, one)) == 2
    done = _counted(keeper, sheet, "10", "4")
    assert {line["theoretical"] for line in done["lines"]} == {None}
    head.act(COUNTS, head.read(COUNTS, done["id"]), "approve")
    seen = keeper.read(COUNTS, done["id"])
    assert [line["theoretical"] for line in seen["lines"]] == ["10", "4"]
    assert len(balances(keeper, one)) == 2


def test_nothing_moves_while_the_warehouse_is_counted(api: Api, keeper: Api) -> None:
    one, shed, _, sheet, _ = _frozen(api, keeper)
    yard = warehouse(api)
    for kind, places in (("issue", {"source": shed}), ("transfer", {"source": shed, "destination": yard})):
        problem = refused(api, draft(api, kind, one, "1", **places))
        assert (problem["status"], problem["code"]) == (409, "warehouse_frozen")
        assert sheet["number"] in problem["detail"]
    came = draft(api, "receipt", one, "1", destination=shed, unit_cost="1")
    assert refused(api, came)["code"] == "warehouse_frozen"
    asked = {"warehouse_id": shed["id"], "quantity": "1"}
    assert api.get(f"/inventory/items/{one['id']}/pick", params=asked).status_code == 409
    promise = {**asked, "item_id": one["id"], "purpose": "x"}
    assert api.post("/inventory/reservations", json=promise).status_code == 409
    receive(api, one, yard, "1")
    keeper.act(COUNTS, sheet, "cancel")
    assert api.act(MOVES, came, "post")["status"] == "posted"


def test_a_warehouse_is_counted_once_at_a_time(api: Api, keeper: Api) -> None:
    _, shed, _, _, _ = _frozen(api, keeper)
    second = keeper.create(COUNTS, warehouse_id=shed["id"])
    answer = keeper.post(f"/inventory/stock-counts/{second['id']}/freeze", version=second["version"])
    assert (answer.status_code, answer.json()["code"]) == (409, "warehouse_frozen")


def test_who_counted_does_not_approve(api: Api, head: Api) -> None:
    both = api.as_user(*KEEPER, *HEAD)
    _, _, _, sheet, _ = _frozen(api, both)
    done = _counted(both, sheet, "10", "4")
    answer = both.post(f"/inventory/stock-counts/{done['id']}/approve", version=done["version"])
    assert (answer.status_code, answer.json()["code"]) == (422, "same_person")
    assert head.act(COUNTS, done, "approve")["status"] == "approved"


def test_who_typed_one_line_does_not_approve_either(api: Api, keeper: Api) -> None:
    second = api.as_user(*KEEPER, *HEAD)
    _, _, _, sheet, _ = _frozen(api, keeper)
    half = second.update(COUNTS, sheet, lines=_typed(sheet["lines"], "10", None))
    full = keeper.update(COUNTS, half, lines=_typed(half["lines"], "10", "4"))
    done = keeper.act(COUNTS, full, "count")
    answer = second.post(f"/inventory/stock-counts/{done['id']}/approve", version=done["version"])
    assert answer.json()["code"] == "same_person"


def test_every_line_of_the_sheet_is_counted(api: Api, keeper: Api) -> None:
    _, _, _, sheet, _ = _frozen(api, keeper)
    path = f"/inventory/stock-counts/{sheet['id']}/count"
    answer = keeper.post(path, version=sheet["version"])
    assert [error["field"] for error in answer.json()["errors"]] == ["lines.0.counted", "lines.1.counted"]
    short = keeper.update(COUNTS, sheet, lines=_typed(sheet["lines"], "1", "1")[:1])
    answer = keeper.post(path, version=short["version"])
    assert (answer.status_code, answer.json()["code"]) == (422, "count_incomplete")


def test_what_nobody_knew_of_is_found_and_sent_back_to_be_counted_again(api: Api, keeper: Api, head: Api) -> None:
    one, shed, _, sheet, _ = _frozen(api, keeper)
    stray = lot(api, one)
    lines = [*_typed(sheet["lines"], "10", "4"), {"item_id": one["id"], "lot_id": stray["id"], "counted": "3"}]
    done = keeper.act(COUNTS, keeper.update(COUNTS, sheet, lines=lines), "count")
    back = head.act(COUNTS, head.read(COUNTS, done["id"]), "recount")
    assert (back["status"], len(back["gaps"])) == ("frozen", 2)
    again = keeper.act(COUNTS, keeper.read(COUNTS, done["id"]), "count")
    head.act(COUNTS, again, "approve")
    assert there(api, one)[f"{shed['code']} {shed['name']}", stray["code"]] == "3"


def test_a_line_stands_once_on_the_sheet(api: Api, keeper: Api) -> None:
    one, shed = item(api), warehouse(api)
    line = {"item_id": one["id"]}
    answer = keeper.post("/inventory/stock-counts", json={"warehouse_id": shed["id"], "lines": [line, line]})
    assert answer.json()["errors"][0]["field"] == "lines.1.item_id"


def test_an_approved_count_stays(api: Api, keeper: Api, head: Api) -> None:
    one, shed, _, sheet, _ = _frozen(api, keeper)
    done = head.act(COUNTS, _counted(keeper, sheet, "10", "4"), "approve")
    answer = keeper.patch(f"/inventory/stock-counts/{done['id']}", json={"note": "x"}, version=done["version"])
    assert answer.status_code == 409
    posted(api, "issue", one, "1", source=shed)


def test_the_sheet_shows_books_and_gap_without_letting_them_be_typed(api: Api) -> None:
    columns = api.get("/meta/inventory.stock-counts").json()["fields"]["lines"]["lines"]
    shown = {column["name"]: column["readonly"] for column in columns}
    assert shown == {
        "id": True,
        "item_id": False,
        "lot_id": False,
        "bin_id": False,
        "counted": False,
        "reason": False,
        "theoretical": True,
        "gap": True,
    }
