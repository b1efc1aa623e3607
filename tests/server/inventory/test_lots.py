"""Lots keep their name, their family and their story."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from fofal_server.core import clock
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.inventory.services import Harvested, receive_harvest
from tests.factories import made
from tests.server.inventory.stockroom import issue, item, lot, receive, stock, there, warehouse
from tests.support.api import Api, Json, code
from tests.support.databases import Database


def _day(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def _place(shed: Json) -> str:
    return f"{shed['code']} {shed['name']}"


def test_code_and_item_of_a_lot_never_change(api: Api, database: Database) -> None:
    one = item(api)
    piece = lot(api, one)
    for change in ({"code": code()}, {"item_id": item(api)["id"]}):
        answer = api.patch(f"/inventory/lots/{piece['id']}", json=change, version=piece["version"])
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(change)))
    kept = api.update("inventory.lots", piece, quality_status="quarantine", code=piece["code"])
    assert kept["quality_status"] == "quarantine"
    engine = create_engine(database.app)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="lot_identity"):
        connection.execute(text(f"UPDATE inventory_lot SET code = 'AUTRE' WHERE id = '{piece['id']}'"))
    engine.dispose()


def test_splitting_keeps_value_and_family(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    piece = lot(api, one, expires_on=_day(30), supplier_lot="F-77")
    receive(api, one, shed, "10", "33.3333", lot=piece)
    before = stock(api, one)
    path = f"/inventory/lots/{piece['id']}/split"
    answer = api.post(path, json={"code": code("LOT"), "warehouse_id": shed["id"], "quantity": "4"})
    child = answer.json()
    assert (answer.status_code, child["origin"], child["parent_ids"]) == (201, "split", [piece["id"]])
    assert (child["expires_on"], child["supplier_lot"]) == (piece["expires_on"], "F-77")
    assert there(api, one) == {(_place(shed), piece["code"]): "6", (_place(shed), child["code"]): "4"}
    assert stock(api, one) == before
    (move,) = api.items("inventory.stock-moves", f"new_lot_id:eq:{child['id']}")
    api.act("inventory.stock-moves", api.read("inventory.stock-moves", move["id"]), "cancel")
    assert there(api, one) == {(_place(shed), piece["code"]): "10"}
    too_much = {"code": code("LOT"), "warehouse_id": shed["id"], "quantity": "11"}
    assert api.post(path, json=too_much).status_code == 422


def test_merging_takes_the_first_expiry_and_the_worst_quality(api: Api) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    first = lot(api, one, expires_on=_day(30))
    second = lot(api, one, expires_on=_day(20), quality_status="quarantine")
    receive(api, one, shed, "3", lot=first)
    receive(api, one, yard, "5", lot=second)
    parts = [
        {"lot_id": first["id"], "warehouse_id": shed["id"], "quantity": "3"},
        {"lot_id": second["id"], "warehouse_id": yard["id"], "quantity": "2"},
    ]
    body = {"code": code("LOT"), "warehouse_id": shed["id"], "parts": parts}
    whole = api.post("/inventory/lots/merge", json=body).json()
    assert (whole["expires_on"], whole["quality_status"]) == (second["expires_on"], "quarantine")
    assert set(whole["parent_ids"]) == {first["id"], second["id"]}
    assert there(api, one) == {(_place(shed), whole["code"]): "5", (_place(yard), second["code"]): "3"}
    stranger = lot(api, item(api))
    receive(api, {"id": stranger["item_id"]}, shed, "1", lot=stranger)
    mixed = [parts[0], {"lot_id": stranger["id"], "warehouse_id": shed["id"], "quantity": "1"}]
    answer = api.post("/inventory/lots/merge", json=body | {"code": code("LOT"), "parts": mixed})
    assert (answer.status_code, answer.json()["code"]) == (422, "lots_differ")


def test_splitting_needs_both_rights(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    piece = lot(api, one)
    receive(api, one, shed, "1", lot=piece)
    body = {"code": code("LOT"), "warehouse_id": shed["id"], "quantity": "1"}
    clerk = api.as_user("inventory.lots:read", "inventory.stock-moves:post")
    assert clerk.post(f"/inventory/lots/{piece['id']}/split", json=body).status_code == 403


def test_a_trace_goes_both_ways(api: Api) -> None:
    """Fertiliser spread on a plot, a harvest from it, split into two: each knows of the others."""
    plot = made(api, "agronomy.plots")
    fruit, feed, shed = item(api, category="harvest"), item(api), warehouse(api)
    sack = lot(api, feed, supplier_lot="NPK-9")
    receive(api, feed, shed, "50", lot=sack)
    spread = issue(api, feed, shed, "20", lot=sack, plot_id=plot["id"], reference="OP-1")
    bunch = _harvested(api, fruit, plot, shed)
    split = {"code": code("LOT"), "warehouse_id": shed["id"], "quantity": "100"}
    child = api.post(f"/inventory/lots/{bunch['id']}/split", json=split).json()
    issue(api, fruit, shed, "60", lot=child)

    told = api.get(f"/inventory/lots/{child['id']}/trace").json()
    assert [one["code"] for one in told["parents"]] == [bunch["code"]]
    assert [(one["number"], one["lot_label"], one["quantity"]) for one in told["inputs"]] == [
        (spread["number"], sack["code"], "-20")
    ]
    assert told["inputs"][0]["plot_label"].startswith(plot["code"])
    assert [(one["kind"], one["quantity"]) for one in told["moves"]] == [
        ("receipt", "250"), ("transfer", "-100"), ("transfer", "100"), ("issue", "-60"),
    ]  # fmt: skip
    assert {(one["lot_label"], one["quantity"]) for one in told["stock"]} == {
        (bunch["code"], "150"),
        (child["code"], "40"),
    }

    back = api.get(f"/inventory/lots/{sack['id']}/trace").json()
    assert {one["code"] for one in back["harvests"]} == {bunch["code"]}
    ahead = api.get(f"/inventory/lots/{bunch['id']}/trace").json()
    assert [one["code"] for one in ahead["children"]] == [child["code"]]
    assert api.get(f"/inventory/lots/{plot['id']}/trace").status_code == 404


def _harvested(api: Api, fruit: Json, plot: Json, shed: Json) -> Json:
    with transaction(api.server.engine) as session:
        told = Harvested(
            UUID(fruit["id"]), UUID(shed["id"]), Decimal(250), code("P1-"), UUID(plot["id"]), clock.today()
        )
        found = receive_harvest(session, SYSTEM, told)
    return api.read("inventory.lots", str(found.id))


def test_a_trace_shows_no_more_than_one_may_read(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    piece = lot(api, one)
    receive(api, one, shed, "1", lot=piece)
    told = api.as_user("inventory.lots:read").get(f"/inventory/lots/{piece['id']}/trace").json()
    assert (told["moves"], told["stock"]) == ([], [])
