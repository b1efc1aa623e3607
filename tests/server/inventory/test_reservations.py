"""What is promised stays in its place until it is used or let go."""

from decimal import Decimal

from tests.server.inventory.stockroom import (
    MOVES,
    balances,
    draft,
    issue,
    item,
    lot,
    receive,
    refused,
    stock,
    warehouse,
)
from tests.support.api import Api, Json

RESERVATIONS = "inventory.reservations"


def _promised(api: Api, of: Json, shed: Json, quantity: str, **given: object) -> Json:
    body = {"item_id": of["id"], "warehouse_id": shed["id"], "quantity": quantity, "purpose": "Traitement B07"}
    return api.create(RESERVATIONS, **body, **given)


def test_a_reservation_reduces_what_is_available(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "10")
    _promised(api, one, shed, "7")
    (row,) = balances(api, one)
    assert (row["quantity"], row["reserved"], row["available"]) == ("10", "7", "3")
    assert refused(api, draft(api, "issue", one, "4", source=shed))["code"] == "insufficient"
    issue(api, one, shed, "3")
    more = {"item_id": one["id"], "warehouse_id": shed["id"], "quantity": "1", "purpose": "x"}
    assert api.post("/inventory/reservations", json=more).status_code == 422


def test_consuming_issues_what_was_held(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    soon, late = lot(api, one, expires_on="2199-01-01"), lot(api, one, expires_on="2199-02-01")
    receive(api, one, shed, "5", lot=late)
    receive(api, one, shed, "5", lot=soon)
    kept = _promised(api, one, shed, "7")
    assert [(hold["lot_label"], hold["quantity"]) for hold in kept["holds"]] == [
        (soon["code"], "5"),
        (late["code"], "2"),
    ]
    done = api.act(RESERVATIONS, kept, "consume")
    move = api.read(MOVES, done["move_id"])
    assert (done["status"], move["quantity"], move["status"]) == ("consumed", "7", "posted")
    assert sorted(row["reserved"] for row in balances(api, one)) == ["0", "0"]
    assert stock(api, one)[0] == 3


def test_releasing_gives_it_back_once(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "5")
    done = api.act(RESERVATIONS, _promised(api, one, shed, "5"), "release")
    assert (done["status"], balances(api, one)[0]["reserved"]) == ("released", "0")
    again = api.post(f"/inventory/reservations/{done['id']}/release", version=done["version"])
    assert again.status_code == 409
    assert Decimal(issue(api, one, shed, "5")["quantity"]) == 5


def test_a_receipt_whose_stock_is_promised_stays(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    came = receive(api, one, shed, "5")
    _promised(api, one, shed, "1")
    assert refused(api, came, "cancel")["code"] == "stock_gone"
