"""Weighted average and FIFO, exact to the franc (vectors V22, V23 and the extra ones)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.inventory import valuation
from tests.server.inventory.stockroom import balances, issue, item, posted, receive, stock, warehouse
from tests.support.api import Api, Json


def _season(api: Api, method: str) -> tuple[list[str], Json]:
    """In 100 × 18 500, in 60 × 20 100, out 90, in 40 × 21 000, out 75: what left, and what stayed."""
    one, shed = item(api, valuation=method), warehouse(api)
    receive(api, one, shed, "100", "18500")
    receive(api, one, shed, "60", "20100")
    first = issue(api, one, shed, "90")
    receive(api, one, shed, "40", "21000")
    second = issue(api, one, shed, "75")
    (left,) = balances(api, one)
    return [first["value"], first["unit_cost"], second["value"], second["unit_cost"]], left


def test_v22_weighted_average(api: Api) -> None:
    out, left = _season(api, "average")
    assert out == ["1719000", "19100", "1484318", "19790.9091"]
    assert (left["quantity"], left["value"]) == ("35", "692682")


def test_v23_first_in_first_out(api: Api) -> None:
    out, left = _season(api, "fifo")
    assert (out[0], out[2]) == ("1665000", "1496000")
    assert (left["quantity"], left["value"], left["unit_cost"]) == ("35", "735000", "21000")
    layers = api.items("inventory.cost-layers", f"item_id:eq:{left['item_id']}")
    assert [layer["quantity_left"] for layer in layers] == ["0", "0", "35"]


@pytest.mark.parametrize("method", ["average", "fifo"])
def test_the_last_issue_takes_the_last_franc(api: Api, method: str) -> None:
    """Three units for 1 000 in all, issued one by one: 333, 334, 333, and nothing is left."""
    one, shed = item(api, valuation=method), warehouse(api)
    got = posted(api, "receipt", one, "3", destination=shed, amount="1000")
    assert (got["value"], got["unit_cost"]) == ("1000", "333.3333")
    assert [issue(api, one, shed, "1")["value"] for _ in range(3)] == ["333", "334", "333"]
    (left,) = balances(api, one)
    assert (left["quantity"], left["value"], left["unit_cost"]) == ("0", "0", "0")


def test_the_unit_value_is_not_overwritten_by_the_last_cost(api: Api) -> None:
    """Defect 3 of the earlier system."""
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "90", "100")
    receive(api, one, shed, "10", "200")
    (row,) = balances(api, one)
    assert (row["unit_cost"], row["value"]) == ("110", "11000")


@pytest.mark.parametrize("cost", [100.5, 100])
def test_money_is_never_a_json_number(api: Api, cost: float) -> None:
    """Defect 16: floats for money. A number without quotes has already been a float somewhere."""
    one, shed = item(api), warehouse(api)
    body = {"kind": "receipt", "item_id": one["id"], "quantity": "1", "destination_id": shed["id"], "unit_cost": cost}
    answer = api.post("/inventory/stock-moves", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "unit_cost")


def test_long_amounts_keep_every_franc(api: Api) -> None:
    """Beyond 2^53 a float would lose francs: 1 234 567 890 123 × 7 321 + 1."""
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "7321", "1234567890123")
    posted(api, "receipt", one, "1", destination=shed, amount="1")
    assert stock(api, one)[1] == Decimal(9038271523590484)


def test_a_transfer_neither_makes_nor_loses_a_franc(api: Api) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    posted(api, "receipt", one, "3", destination=shed, amount="1000")
    moved = posted(api, "transfer", one, "1", source=shed, destination=yard)
    assert moved["value"] == "333"
    assert stock(api, one) == (Decimal(3), Decimal(1000))
    assert sorted(row["quantity"] for row in balances(api, one)) == ["1", "2"]


def test_the_mean_cost_is_that_of_the_item_in_all_warehouses(api: Api) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    receive(api, one, shed, "100", "100")
    receive(api, one, yard, "100", "200")
    assert issue(api, one, shed, "50")["value"] == "7500"
    assert {row["unit_cost"] for row in balances(api, one)} == {"150"}


def test_what_an_adjustment_finds_is_worth_the_mean(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "10", "100")
    receive(api, one, shed, "10", "200")
    assert posted(api, "adjustment", one, "2", destination=shed)["value"] == "300"
    assert posted(api, "adjustment", one, "2", source=shed)["value"] == "300"
    assert posted(api, "adjustment", one, "-2", destination=shed)["value"] == "-300"
    assert stock(api, one) == (Decimal(18), Decimal(2700))


quantities = st.integers(1, 10**11).map(lambda n: Decimal(n) / 1000)


@settings(deadline=None)
@given(st.integers(0, 10**15).map(Decimal), st.lists(quantities, min_size=1, max_size=12))
def test_spread_parts_add_up_and_none_is_negative(value: Decimal, parts: list[Decimal]) -> None:
    found = valuation.spread(value, parts)
    assert sum(found) == value
    assert min(found) >= 0
    assert all(part == part.to_integral_value() for part in found)


@settings(deadline=None)
@given(st.integers(0, 10**15).map(Decimal), quantities, quantities)
def test_share_is_within_half_a_franc(value: Decimal, one: Decimal, other: Decimal) -> None:
    part, whole = min(one, other), max(one, other)
    exact = int(value) * int(part * 1000) * 2
    assert abs(int(valuation.share(value, part, whole)) * int(whole * 1000) * 2 - exact) <= int(whole * 1000)


def test_halves_go_away_from_zero() -> None:
    """V13's rounding: 12.5 gives 13, and −12.5 gives −13."""
    assert valuation.francs(Decimal("12.5"), Decimal(1)) == 13
    assert valuation.francs(Decimal("-12.5"), Decimal(1)) == -13
    assert valuation.share(Decimal(25), Decimal(1), Decimal(2)) == 13
