"""Cancelling takes a move back by its exact opposite, or refuses because its stock has gone."""

from decimal import Decimal

import pytest

from tests.server.inventory.stockroom import (
    MOVES,
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
from tests.support.api import Api


def test_a_draft_is_put_aside_without_a_number(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    gone = api.act(MOVES, draft(api, "receipt", one, "1", destination=shed, unit_cost="1"), "cancel")
    assert (gone["status"], gone["number"], gone["allowed"]) == ("cancelled", None, [])


@pytest.mark.parametrize("method", ["average", "fifo"])
def test_a_posted_move_is_taken_back_exactly(api: Api, method: str) -> None:
    one, shed = item(api, valuation=method), warehouse(api)
    posted(api, "receipt", one, "3", destination=shed, amount="1000")
    posted(api, "receipt", one, "7", destination=shed, amount="1001")
    out = issue(api, one, shed, "4")
    before = stock(api, one)
    gone = api.act(MOVES, out, "cancel")
    assert gone["status"] == "cancelled"
    (back,) = api.items(MOVES, f"reverses_id:eq:{out['id']}")
    assert (back["quantity"], back["value"]) == ("-4", f"-{out['value']}")
    assert (back["kind"], back["status"], back["reference"]) == ("issue", "cancelled", out["number"])
    assert int(back["number"][-6:]) == int(out["number"][-6:]) + 1
    assert stock(api, one) == (before[0] + 4, before[1] + int(out["value"])) == (Decimal(10), Decimal(2001))


def test_what_is_posted_always_adds_up_to_the_stock(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    first = receive(api, one, shed, "5")
    receive(api, one, shed, "2")
    api.act(MOVES, first, "cancel")
    counted = api.items(MOVES, f"item_id:eq:{one['id']}", "status:eq:posted")
    assert sum(Decimal(move["quantity"]) for move in counted) == stock(api, one)[0] == 2


def test_a_receipt_stays_once_its_stock_has_gone(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    came = receive(api, one, shed, "10")
    issue(api, one, shed, "1")
    problem = refused(api, came, "cancel")
    assert (problem["status"], problem["code"]) == (422, "stock_gone")
    assert stock(api, one) == (Decimal(9), Decimal(900))


def test_a_receipt_stays_once_its_value_has_gone(api: Api) -> None:
    """Of 10 at 100 and 10 at 900, 10 left at the mean of 500: 9 000 cannot be taken out of 5 000."""
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "10", "100")
    dear = receive(api, one, shed, "10", "900")
    issue(api, one, shed, "10")
    assert refused(api, dear, "cancel")["code"] == "value_gone"


def test_a_layer_stays_once_some_of_it_was_used(api: Api) -> None:
    one, shed = item(api, valuation="fifo"), warehouse(api)
    old = receive(api, one, shed, "10", "100")
    receive(api, one, shed, "10", "900")
    issue(api, one, shed, "5")
    assert refused(api, old, "cancel")["code"] == "layer_used"


def test_a_transfer_goes_back_to_where_it_came_from(api: Api) -> None:
    one, shed, yard = item(api), warehouse(api), warehouse(api)
    piece = lot(api, one)
    receive(api, one, shed, "10", lot=piece)
    moved = posted(api, "transfer", one, "4", source=shed, destination=yard, lot=piece)
    api.act(MOVES, moved, "cancel")
    assert there(api, one) == {(f"{shed['code']} {shed['name']}", piece["code"]): "10"}
    again = posted(api, "transfer", one, "4", source=shed, destination=yard, lot=piece)
    issue(api, one, yard, "1", lot=piece)
    assert refused(api, again, "cancel")["code"] == "stock_gone"


def test_nothing_is_cancelled_twice(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    gone = api.act(MOVES, receive(api, one, shed, "1"), "cancel")
    assert refused(api, gone, "cancel")["status"] == 409
    (back,) = api.items(MOVES, f"reverses_id:eq:{gone['id']}")
    assert refused(api, back, "cancel")["status"] == 409
