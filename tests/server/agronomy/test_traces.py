"""From a lot to the outline of its plot, and what lies below the API: the database keeps its own rules."""

import re
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.server.agronomy.farm import CYCLES, Farm, day
from tests.server.maps.shapes import own_place, polygon, square
from tests.support.api import code
from tests.support.servers import Server

PATH = "/agronomy/lots-geojson"
INSERT_LINE = """
INSERT INTO agronomy_harvest_line (id, harvest_id, position, bunches_ripe, bunches_underripe, bunches_unripe,
bunches_overripe, bunches_empty, loose_fruit_kg) SELECT gen_random_uuid(), :id, 9, 0, 0, 0, 0, 0, 0
"""


def test_lot_leads_to_its_plot(land: Farm) -> None:
    west, south = own_place()
    plot = land.plot(geometry=polygon(square(west, south, 0.002)))
    harvest = land.confirmed(plot)
    answer = land.api.get(PATH, params={"lot_id": harvest["lot_id"]})
    assert answer.headers["content-type"].startswith("application/geo+json")
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == plot["geometry"]
    told = feature["properties"]
    assert (told["lots"], told["plot"], told["harvested_on"]) == ([harvest["lot_code"]], plot["code"], [day()])
    assert told["area_ha"] == plot["area_ha"]


def test_every_coordinate_has_six_decimals_at_least(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    sent = land.api.get(PATH, params={"lot_id": harvest["lot_id"]}).text
    numbers = re.findall(r"[\[,](-?[0-9.]+)(?=[,\]])", sent.partition('"properties"')[0])
    assert len(numbers) == 10
    assert all(len(number.partition(".")[2]) >= 6 for number in numbers)


def test_several_lots_and_split_ones(land: Farm) -> None:
    one, two = land.confirmed(land.plot()), land.confirmed(land.plot())
    assert len(land.api.get(PATH, params={"lot_id": [one["lot_id"], two["lot_id"]]}).json()["features"]) == 2
    body = {"code": code("L"), "quantity": "40", "warehouse_id": land.store["id"]}
    lot = land.api.read("inventory.lots", one["lot_id"])
    answer = land.api.post(f"/inventory/lots/{lot['id']}/split", json=body, version=lot["version"])
    assert answer.status_code == 201, answer.text
    (feature,) = land.api.get(PATH, params={"lot_id": answer.json()["id"]}).json()["features"]
    assert feature["properties"]["lots"] == [body["code"], one["lot_code"]]
    assert feature["properties"]["plot"] == one["plot_label"].split()[0]


def test_unknown_lot_is_not_found(land: Farm) -> None:
    ghost = "01890000-0000-7000-8000-000000000000"
    assert land.api.get(PATH, params={"lot_id": ghost}).status_code == 404
    assert land.api.get(PATH).status_code == 422


def test_person_who_may_not_see_lots_learns_nothing(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    other = land.api.as_user("agronomy.plots:read")
    assert other.get(PATH, params={"lot_id": harvest["lot_id"]}).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agronomy_harvest SET total_weight_kg = 1 WHERE id = :id",
        "UPDATE agronomy_harvest SET status = 'draft' WHERE id = :id",
        "DELETE FROM agronomy_harvest WHERE id = :id",
        "UPDATE agronomy_harvest_line SET weight_kg = 1 WHERE harvest_id = :id",
        "DELETE FROM agronomy_harvest_line WHERE harvest_id = :id",
        INSERT_LINE,
    ],
)
def test_database_itself_keeps_a_confirmed_harvest(land: Farm, server: Server, statement: str) -> None:
    harvest = land.confirmed(land.plot())
    engine = create_engine(server.database.owner)
    with pytest.raises(DBAPIError, match="confirmed_harvest"), engine.begin() as connection:
        connection.execute(text(statement), {"id": harvest["id"]})
    engine.dispose()


def cancel_move(land: Farm, move_id: str) -> Any:
    move = land.api.read("inventory.stock-moves", move_id)
    return land.api.post(f"/inventory/stock-moves/{move_id}/cancel", version=move["version"])


def test_move_of_a_confirmed_harvest_is_not_taken_back_alone(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    (move,) = land.api.items("inventory.stock-moves", f"lot_id:eq:{harvest['lot_id']}")
    answer = cancel_move(land, move["id"])
    assert answer.status_code == 422
    assert "annulez la récolte" in answer.json()["detail"]
    land.api.act("agronomy.harvests", harvest, "cancel")
    assert land.in_stock(land.bunches) == []


def test_move_of_a_confirmed_operation_is_not_taken_back_alone(land: Farm) -> None:
    item = land.product()
    work = land.api.act("agronomy.field-operations", land.treatment(land.plot(), item, back=1), "confirm")
    answer = cancel_move(land, work["inputs"][0]["move_id"])
    assert answer.status_code == 422
    assert "annulez l'opération" in answer.json()["detail"]
    land.api.act("agronomy.field-operations", work, "cancel")
    assert [row["quantity"] for row in land.in_stock(item)] == ["100"]


def test_database_itself_keeps_cycles_apart(land: Farm, server: Server) -> None:
    plot = land.plot()
    season = {"plot_id": plot["id"], "crop_id": land.palm["id"], "started_on": day(10)}
    land.api.create(CYCLES, **season, code=code("C"), ended_on=day(5))
    other = land.api.create(CYCLES, **{**season, "code": code("C"), "started_on": day(4)})
    engine = create_engine(server.database.owner)
    with pytest.raises(DBAPIError, match="ex_agronomy_crop_cycle_days"), engine.begin() as connection:
        connection.execute(
            text("UPDATE agronomy_crop_cycle SET started_on = started_on - 1 WHERE id = :id"), {"id": other["id"]}
        )
    engine.dispose()
