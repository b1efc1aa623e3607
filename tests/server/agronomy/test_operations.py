"""Field operations: inputs leave the stock at their average cost and come back when the work is cancelled."""

from typing import Any

import pytest

from tests.server.agronomy.farm import OPERATIONS, Farm, day, refusal
from tests.support.api import Json, code


def confirm(land: Farm, work: Json) -> Any:
    return land.api.post(f"/agronomy/field-operations/{work['id']}/confirm", version=work["version"])


def on_hand(land: Farm, item: Json) -> str:
    return str(sum(float(row["quantity"]) for row in land.in_stock(item)))


def test_inputs_leave_at_the_average_cost_and_come_back(land: Farm) -> None:
    item = land.product()
    land.receive(item, "100", "4000")
    line = {"item_id": item["id"], "quantity": "10", "pre_harvest_days": 0}
    work = land.treatment(land.plot(), item, back=0, inputs=[line])
    work = land.api.act(OPERATIONS, work, "confirm")
    assert (work["status"], work["input_cost"]) == ("confirmed", "30000")
    move = land.api.read("inventory.stock-moves", work["inputs"][0]["move_id"])
    assert (move["kind"], move["plot_id"], move["value"]) == ("issue", work["plot_id"], "30000")
    assert on_hand(land, item) == "190.0"
    work = land.api.act(OPERATIONS, work, "cancel")
    assert (work["status"], work["input_cost"]) == ("cancelled", "0")
    assert on_hand(land, item) == "200.0"


def test_several_inputs_leave_together_or_not_at_all(land: Farm) -> None:
    plenty, scarce = land.product(), land.product()
    lines = [
        {"item_id": plenty["id"], "quantity": "10", "pre_harvest_days": 0},
        {"item_id": scarce["id"], "quantity": "101", "pre_harvest_days": 0},
    ]
    work = land.treatment(land.plot(), plenty, back=0, inputs=lines)
    answer = confirm(land, work)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("inputs.1")
    assert (on_hand(land, plenty), on_hand(land, scarce)) == ("100.0", "100.0")
    assert land.api.read(OPERATIONS, work["id"])["status"] == "draft"


def test_store_is_named_by_line_or_sheet_or_is_the_only_one(land: Farm) -> None:
    item = land.product()
    other = land.api.create("inventory.warehouses", code=code("M"), name="Autre", site_id=land.site["id"])
    more = land.api.create(
        "inventory.stock-moves", kind="receipt", item_id=item["id"], quantity="5", unit_cost="2000",
        destination_id=other["id"],
    )  # fmt: skip
    land.api.act("inventory.stock-moves", more, "post")
    assert refusal(confirm(land, land.treatment(land.plot(), item, back=0))) == (
        "inputs.0.warehouse_id",
        "warehouse_due",
    )
    land.api.act(OPERATIONS, land.treatment(land.plot(), item, back=0, warehouse_id=other["id"]), "confirm")
    assert [row["quantity"] for row in land.in_stock(item, warehouse_id=other["id"])] == ["3"]


def test_lot_named_on_the_line_is_the_one_taken(land: Farm) -> None:
    item = land.api.create("inventory.items", code=code("E"), name="Engrais", category="input", unit="kg")
    lots = []
    for number in ("1", "2"):
        lot = land.api.create("inventory.lots", code=code("L"), item_id=item["id"])
        land.receive(item, "50", "300", lot_id=lot["id"])
        lots.append((number, lot))
    chosen = lots[1][1]
    line = {"item_id": item["id"], "lot_id": chosen["id"], "quantity": "20", "pre_harvest_days": 0}
    work = land.treatment(land.plot(), item, back=0, kind="fertilisation", inputs=[line])
    land.api.act(OPERATIONS, work, "confirm")
    assert {row["lot_id"]: row["quantity"] for row in land.in_stock(item)} == {
        lots[0][1]["id"]: "50",
        chosen["id"]: "30",
    }


def test_delays_come_from_the_label_unless_typed(land: Farm) -> None:
    item = land.product(pre_harvest_days=14, reentry_hours=24)
    own = land.treatment(land.plot(), item, back=0, delay=None)["inputs"][0]
    typed = land.treatment(land.plot(), item, back=0, delay=3)["inputs"][0]
    assert (own["pre_harvest_days"], own["reentry_hours"]) == (14, 24)
    assert (typed["pre_harvest_days"], typed["reentry_hours"]) == (3, 24)


def test_treatment_says_its_delay_before_it_counts(land: Farm) -> None:
    work = land.treatment(land.plot(), land.product(), back=0, delay=None)
    assert refusal(confirm(land, work)) == ("inputs.0.pre_harvest_days", "pre_harvest_unknown")


@pytest.mark.parametrize("kind", ["treatment", "fertilisation"])
def test_feeding_and_treating_need_a_product(land: Farm, kind: str) -> None:
    work = land.api.create(OPERATIONS, plot_id=land.plot()["id"], kind=kind, done_on=day())
    assert refusal(confirm(land, work)) == ("inputs", "inputs_due")


def test_weeding_needs_none(land: Farm) -> None:
    worker = land.worker()
    labour = [{"employee_id": worker["id"], "hours": "7.5"}, {"employee_id": worker["id"], "hours": "0.5"}]
    work = land.api.create(OPERATIONS, plot_id=land.plot()["id"], kind="weeding", done_on=day(), labour=labour)
    assert land.api.act(OPERATIONS, work, "confirm")["labour_hours"] == "8"


def test_harvested_product_is_no_input(land: Farm) -> None:
    line = {"item_id": land.bunches["id"], "quantity": "1"}
    sent = {"plot_id": land.plot()["id"], "kind": "other", "done_on": day(), "inputs": [line]}
    assert refusal(land.api.post("/agronomy/field-operations", json=sent)) == ("inputs.0.item_id", "no_input")


@pytest.mark.parametrize(
    ("values", "field", "slug"),
    [
        ({"labour": [{"hours": "3"}]}, "labour.0.employee_id", "labour_nobody"),
        ({"area_done_ha": "50"}, "area_done_ha", "area_beyond_plot"),
        ({"done_until": f"{day(3)}T10:00:00Z"}, "done_until", "end_elsewhere"),
        ({"done_until": f"{day(-2)}T10:00:00Z"}, "done_until", "end_elsewhere"),
        ({"inputs": [{"item_id": "01890000-0000-7000-8000-000000000000", "quantity": "1"}]}, "inputs.0.item_id", "unknown_reference"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(land: Farm, values: Json, field: str, slug: str) -> None:
    sent = {"plot_id": land.plot()["id"], "kind": "weeding", "done_on": day(1), **values}
    assert refusal(land.api.post("/agronomy/field-operations", json=sent)) == (field, slug)


def test_planned_work_is_confirmed_when_its_day_has_come(land: Farm) -> None:
    work = land.api.create(OPERATIONS, plot_id=land.plot()["id"], kind="pruning", done_on=day(-3))
    assert refusal(confirm(land, work)) == ("done_on", "future_day")


def test_strangers_are_refused_on_the_line_that_names_them(land: Farm) -> None:
    labour = [{"employee_id": land.worker()["id"], "hours": "8"}, {"employee_id": land.worker(left_on=day(9))["id"]}]
    work = land.api.create(OPERATIONS, plot_id=land.plot()["id"], kind="weeding", done_on=day(1), labour=labour)
    assert refusal(confirm(land, work)) == ("labour.1.employee_id", "not_employed")


def test_cost_is_for_those_who_may_see_it(land: Farm) -> None:
    work = land.api.act(OPERATIONS, land.treatment(land.plot(), land.product(), back=0), "confirm")
    other = land.api.as_user("agronomy.field-operations:read")
    assert "input_cost" not in other.read(OPERATIONS, work["id"])
    answer = other.get("/agronomy/field-operations", params={"sort": "input_cost"})
    assert answer.status_code == 422
