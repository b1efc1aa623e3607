"""What is left of items and lots, reckoned from the balances and blind while somebody counts."""

import pytest

from tests.server.inventory.stockroom import issue, item, lot, receive, warehouse
from tests.support.api import Api, Json

LEVELS, LOTS, COUNTS = "inventory.stock-levels", "inventory.lot-levels", "inventory.stock-counts"


def level(api: Api, of: Json) -> Json:
    [found] = api.items(LEVELS, f"item_id:eq:{of['id']}")
    return found


@pytest.mark.parametrize(
    ("received", "taken", "state"),
    [("20", None, "enough"), ("20", "10", "alert"), ("20", "11", "alert"), ("20", "16", "minimum"), ("20", "20", "empty"),
     (None, None, "empty")],
)  # fmt: skip
def test_an_item_stands_against_its_thresholds_over_all_warehouses(
    api: Api, received: str | None, taken: str | None, state: str
) -> None:
    one = item(api, alert_quantity="10", minimum_quantity="5")
    if received:
        shed, yard = warehouse(api), warehouse(api)
        receive(api, one, shed, received)
        receive(api, one, yard, "1")
        issue(api, one, yard, "1")
        if taken:
            issue(api, one, shed, taken)
    assert level(api, one)["state"] == state
    assert api.read(LEVELS, one["id"])["state"] == state
    assert [row["state"] for row in api.items(LEVELS, f"item_id:eq:{one['id']}", f"state:eq:{state}")] == [state]


def test_without_a_threshold_there_is_always_enough(api: Api) -> None:
    assert level(api, item(api))["state"] == "enough"


def test_only_lots_of_which_something_is_left_are_there(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    left, gone = (lot(api, one, expires_on=day) for day in ("2031-01-31", "2031-01-30"))
    for piece in (left, gone):
        receive(api, one, shed, "4", lot=piece)
    issue(api, one, shed, "4", lot=gone)
    [seen] = api.items(LOTS, f"item_id:eq:{one['id']}")
    assert (seen["code"], seen["quantity"], seen["expires_on"]) == (left["code"], "4", "2031-01-31")


def test_what_is_being_counted_is_not_told_by_its_sum(api: Api) -> None:
    one, other, shed, yard = item(api), item(api), warehouse(api), warehouse(api)
    piece = lot(api, one)
    receive(api, one, shed, "4", lot=piece)
    receive(api, other, yard, "4")
    blind = api.as_user(*(f"{name}:read" for name in (LEVELS, LOTS)))
    assert level(blind, one)["quantity"] == "4"
    sheet = api.create(COUNTS, warehouse_id=shed["id"])
    api.act(COUNTS, sheet, "freeze")
    both = f"item_id:in:{one['id']}|{other['id']}"
    assert [row["item_id"] for row in blind.items(LEVELS, both)] == [other["id"]]
    assert blind.get(f"/inventory/stock-levels/{one['id']}").status_code == 404
    assert blind.items(LOTS, both) == []
    assert len(api.items(LEVELS, both)) == 2
    blind.close()


def test_stock_is_found_by_the_words_of_what_lies_there(api: Api) -> None:
    """A balance has no words of its own: item, lot and place have; each word may be found in another of them."""
    one, shed, other = item(api), warehouse(api), warehouse(api)
    kept = lot(api, one)
    receive(api, one, shed, "5", lot=kept)
    receive(api, one, other, "5", lot=kept)

    def found(resource: str, words: str) -> set[str]:
        rows = api.get("/" + resource.replace(".", "/"), params={"search": words}).json()["items"]
        return {row.get("warehouse_id") or row["id"] for row in rows}

    both = f"{one['code'].lower()} {kept['code']}"
    assert found("inventory.stock-balances", both) == {shed["id"], other["id"]}
    assert found("inventory.stock-balances", f"{both} {shed['code']}") == {shed["id"]}
    assert found("inventory.stock-balances", f"{both} nulle-part") == set()
    assert (found(LEVELS, one["code"]), found(LOTS, both)) == ({one["id"]}, {kept["id"]})
