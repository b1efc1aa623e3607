"""What a move must say, and what posting makes of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from fofal_server.core import clock
from tests.server.inventory.stockroom import (
    MOVES,
    balances,
    draft,
    issue,
    item,
    lot,
    posted,
    receive,
    refused,
    stock,
    there,
    warehouse,
)
from tests.support.api import Api, Json
from tests.support.databases import Database


def test_a_posted_move_changes_the_balance(api: Api) -> None:
    """Defect 1 of the earlier system: the move was recorded and the balance stayed as it was."""
    one, shed = item(api), warehouse(api)
    waiting = draft(api, "receipt", one, "12.5", destination=shed, unit_cost="40")
    assert (waiting["status"], waiting["number"], balances(api, one)) == ("draft", None, [])
    done = api.act(MOVES, waiting, "post")
    assert (done["status"], done["value"], done["entries"][0]["quantity"]) == ("posted", "500", "12.5")
    assert stock(api, one) == (Decimal("12.5"), Decimal(500))


def test_lots_do_not_mix(api: Api) -> None:
    """Defect 2: stock was found by product and warehouse alone."""
    one, shed = item(api), warehouse(api)
    first, second = lot(api, one), lot(api, one)
    receive(api, one, shed, "10", lot=first)
    receive(api, one, shed, "5", lot=second)
    issue(api, one, shed, "4", lot=first)
    place = shed["code"] + " " + shed["name"]
    assert there(api, one) == {(place, first["code"]): "6", (place, second["code"]): "5"}
    more = draft(api, "issue", one, "7", source=shed, lot=first)
    assert refused(api, more)["code"] == "insufficient"


def test_no_more_can_leave_than_lies_there(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "10")
    problem = refused(api, draft(api, "issue", one, "10.001", source=shed))
    assert (problem["status"], problem["errors"][0]["field"]) == (422, "quantity")
    assert "10.001 kg demandés, 10 disponibles" in problem["detail"]
    assert stock(api, one) == (Decimal(10), Decimal(1000))


def test_numbers_have_no_gap_and_refusals_take_none(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    first = receive(api, one, shed, "1")
    refused(api, draft(api, "issue", one, "2", source=shed))
    second = issue(api, one, shed, "1")
    assert int(second["number"][-6:]) == int(first["number"][-6:]) + 1
    assert second["number"].startswith(f"MV-{clock.today().year}-")


@pytest.mark.parametrize(
    ("kind", "sides", "field"),
    [
        ("receipt", {}, "destination_id"),
        ("receipt", {"source", "destination"}, "source_id"),
        ("issue", {}, "source_id"),
        ("issue", {"source", "destination"}, "destination_id"),
        ("transfer", {"source"}, "destination_id"),
        ("loss", {"destination"}, "source_id"),
        ("adjustment", {}, "destination_id"),
        ("adjustment", {"source", "destination"}, "destination_id"),
    ],
)
def test_the_kind_decides_which_warehouses_are_due(api: Api, kind: str, sides: set[str], field: str) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    places = {"source": shed["id"], "destination": yard["id"]}
    body = {"kind": kind, "item_id": one["id"], "quantity": "1"} | {f"{side}_id": places[side] for side in sides}
    answer = api.post("/inventory/stock-moves", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def _wrong(api: Api, **given: Any) -> list[Json]:
    one, shed = item(api), warehouse(api)
    body = {"kind": "receipt", "item_id": one["id"], "quantity": "1", "destination_id": shed["id"], "unit_cost": "1"}
    answer = api.post("/inventory/stock-moves", json=body | given)
    assert answer.status_code == 422
    found: list[Json] = answer.json()["errors"]
    return found


@pytest.mark.parametrize("quantity", ["0", "-1", "1.0001", "1e400", "NaN", "100000000000"])
def test_quantities_that_make_no_sense(api: Api, quantity: str) -> None:
    assert _wrong(api, quantity=quantity)[0]["field"] == "quantity"


def test_the_future_is_refused(api: Api) -> None:
    soon = (clock.now() + dt.timedelta(hours=1)).isoformat()
    assert _wrong(api, moved_at=soon)[0]["field"] == "moved_at"


def test_a_late_entry_keeps_its_own_day(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    before = clock.now() - dt.timedelta(days=40)
    moved = receive(api, one, shed, "1", moved_at=before.isoformat())
    assert dt.datetime.fromisoformat(moved["moved_at"]) == before


@pytest.mark.parametrize("field", ["value", "number", "status", "posted_at", "entries"])
def test_what_is_computed_cannot_be_typed(api: Api, field: str) -> None:
    assert _wrong(api, **{field: "1"})[0]["field"] == field


def test_a_lot_of_another_item_is_refused(api: Api) -> None:
    other = lot(api, item(api))
    assert _wrong(api, lot_id=other["id"])[0]["field"] == "lot_id"


def test_unit_cost_and_amount_exclude_each_other(api: Api) -> None:
    assert _wrong(api, amount="10")[0]["field"] == "amount"


def test_the_cost_of_what_leaves_is_not_typed(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    body = {"kind": "issue", "item_id": one["id"], "quantity": "1", "source_id": shed["id"], "unit_cost": "5"}
    assert api.post("/inventory/stock-moves", json=body).json()["errors"][0]["field"] == "unit_cost"


def test_a_purchase_without_cost_is_refused_and_a_harvest_comes_in_at_nothing(api: Api) -> None:
    bought, grown, shed = item(api), item(api, category="harvest"), warehouse(api)
    problem = refused(api, draft(api, "receipt", bought, "1", destination=shed))
    assert problem["errors"][0]["field"] == "unit_cost"
    assert posted(api, "receipt", grown, "100", destination=shed)["value"] == "0"


def test_posted_moves_are_frozen_at_every_door(api: Api, database: Database) -> None:
    one, shed = item(api), warehouse(api)
    done = receive(api, one, shed, "1")
    path = f"/inventory/stock-moves/{done['id']}"
    assert api.patch(path, json={"quantity": "2"}, version=done["version"]).status_code == 409
    assert api.delete(path, version=done["version"]).status_code == 409
    assert api.post(f"{path}/post", version=done["version"]).status_code == 409
    engine = create_engine(database.app)
    for statement in (
        f"UPDATE inventory_stock_move SET quantity = 2 WHERE id = '{done['id']}'",
        f"UPDATE inventory_stock_move SET status = 'draft' WHERE id = '{done['id']}'",
        f"UPDATE inventory_stock_move SET status = 'cancelled', value = 0 WHERE id = '{done['id']}'",
        f"DELETE FROM inventory_stock_move WHERE id = '{done['id']}'",
        f"UPDATE inventory_stock_entry SET quantity = 2 WHERE move_id = '{done['id']}'",
        f"DELETE FROM inventory_stock_entry WHERE move_id = '{done['id']}'",
        f"UPDATE inventory_stock_balance SET quantity = -1 WHERE item_id = '{one['id']}'",
        f"UPDATE inventory_stock_balance SET reserved = 2 WHERE item_id = '{one['id']}'",
        f"UPDATE inventory_stock_balance SET quantity = 0 WHERE item_id = '{one['id']}'",
    ):
        with engine.connect() as connection, pytest.raises(DBAPIError):
            connection.execute(text(statement))
    engine.dispose()


def test_drafts_may_be_changed_and_deleted(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    waiting = draft(api, "receipt", one, "1", destination=shed, unit_cost="10")
    changed = api.update(MOVES, waiting, quantity="3", reference="BL 7")
    assert changed["quantity"] == "3"
    api.remove(MOVES, changed)


def test_bins_are_places_of_their_own(api: Api) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    shelf = api.create("inventory.bins", code=f"{shed['code']}-1", warehouse_id=shed["id"])
    receive(api, one, shed, "10", destination_bin_id=shelf["id"])
    receive(api, one, shed, "5")
    moved = posted(api, "transfer", one, "4", source=shed, destination=shed, destination_bin_id=shelf["id"])
    assert [entry["bin_label"] for entry in moved["entries"]] == [None, shelf["code"]]
    assert sorted(row["quantity"] for row in balances(api, one)) == ["1", "14"]
    body = {
        "kind": "issue",
        "item_id": one["id"],
        "quantity": "1",
        "source_id": yard["id"],
        "source_bin_id": shelf["id"],
    }
    assert api.post("/inventory/stock-moves", json=body).json()["errors"][0]["field"] == "source_bin_id"


def test_costs_are_for_those_who_may_see_them(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    done = receive(api, one, shed, "1")
    clerk = api.as_user("inventory.stock-moves:read", "inventory.stock-balances:read")
    seen = clerk.read(MOVES, done["id"])
    assert not {"unit_cost", "value", "amount"} & set(seen)
    assert not {"unit_cost", "value"} & set(balances(clerk, one)[0])
    assert clerk.post(f"/inventory/stock-moves/{done['id']}/cancel", version=done["version"]).status_code == 403


def test_unit_and_valuation_stay_once_something_was_booked(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    assert api.update("inventory.items", one, unit="t")["unit"] == "t"
    receive(api, one, shed, "1")
    now = api.read("inventory.items", one["id"])
    for name, value in (("unit", "kg"), ("valuation", "fifo")):
        answer = api.patch(f"/inventory/items/{one['id']}", json={name: value}, version=now["version"])
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, name)
    answer = api.post("/inventory/items", json={"code": "X", "name": "X", "category": "input", "unit": "pinte"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "unit")


def test_only_inputs_carry_a_pre_harvest_delay(api: Api) -> None:
    body = {"code": "Y", "name": "Y", "category": "packaging", "unit": "u", "pre_harvest_days": 7}
    answer = api.post("/inventory/items", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "category")
