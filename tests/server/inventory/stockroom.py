"""Stock for tests, moved through HTTP like a clerk would."""

from decimal import Decimal
from typing import Any

from tests.support.api import Api, Json, code

MOVES = "inventory.stock-moves"


def item(api: Api, **given: Any) -> Json:
    return api.create(
        "inventory.items", **{"code": code("ART"), "name": "Article", "category": "input", "unit": "kg"} | given
    )


def warehouse(api: Api, **given: Any) -> Json:
    return api.create("inventory.warehouses", **{"code": code("MAG"), "name": "Magasin"} | given)


def lot(api: Api, of: Json, **given: Any) -> Json:
    return api.create("inventory.lots", **{"code": code("LOT"), "item_id": of["id"]} | given)


def draft(api: Api, kind: str, of: Json, quantity: str, **given: Any) -> Json:
    """A draft; warehouses and lots may be given as records (``source=shed``)."""
    ids = {f"{name}_id": given.pop(name)["id"] for name in ("source", "destination", "lot") if name in given}
    return api.create(MOVES, kind=kind, item_id=of["id"], quantity=quantity, **ids, **given)


def posted(api: Api, kind: str, of: Json, quantity: str, **given: Any) -> Json:
    return api.act(MOVES, draft(api, kind, of, quantity, **given), "post")


def receive(api: Api, of: Json, into: Json, quantity: str, unit_cost: str = "100", **given: Any) -> Json:
    return posted(api, "receipt", of, quantity, destination=into, unit_cost=unit_cost, **given)


def issue(api: Api, of: Json, out_of: Json, quantity: str, **given: Any) -> Json:
    return posted(api, "issue", of, quantity, source=out_of, **given)


def refused(api: Api, move: Json, action: str = "post") -> Json:
    """The problem with which an action on a move is refused."""
    answer = api.post(f"/inventory/stock-moves/{move['id']}/{action}", version=move["version"])
    assert answer.status_code in {409, 422}, answer.text
    found: Json = answer.json()
    return found


def balances(api: Api, of: Json) -> list[Json]:
    return api.items("inventory.stock-balances", f"item_id:eq:{of['id']}", sort="id")


def stock(api: Api, of: Json) -> tuple[Decimal, Decimal]:
    """Quantity and value of an item over all places."""
    rows = balances(api, of)
    return sum((Decimal(row["quantity"]) for row in rows), Decimal(0)), sum(
        (Decimal(row["value"]) for row in rows), Decimal(0)
    )


def there(api: Api, of: Json) -> dict[tuple[str, str | None], str]:
    """Quantity by warehouse and lot code, where there is any."""
    return {
        (row["warehouse_label"], row["lot_label"]): row["quantity"]
        for row in balances(api, of)
        if row["quantity"] != "0"
    }
