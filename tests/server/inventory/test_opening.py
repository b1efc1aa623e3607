"""The opening stock comes in by a file, and is posted as a whole."""

from decimal import Decimal

from tests.server.inventory.stockroom import MOVES, draft, issue, item, lot, receive, stock, warehouse
from tests.support.api import Api, Json


def _import(api: Api, text: str, **query: str) -> Json:
    files = {"file": ("ouverture.csv", text.encode("latin-1"), "text/csv")}
    answer = api.post("/inventory/stock-moves/import", files=files, params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_opening_balances_are_imported_then_posted(api: Api) -> None:
    one, two, shed = item(api), item(api, valuation="fifo"), warehouse(api)
    sack = lot(api, two)
    text = (
        "kind;item_id;lot_id;quantity;unit_cost;destination_id;reference\r\n"
        f"receipt;{one['code']};;12,5;18500;{shed['code']};Reprise à nouveau\r\n"
        f"receipt;{two['code']};{sack['code']};3;333,3333;{shed['code']};Reprise à nouveau\r\n"
    )
    assert _import(api, text, dry_run="true")["errors"] == []
    assert _import(api, text)["created"] == 2
    drafts = api.items(MOVES, f"destination_id:eq:{shed['id']}", sort="created_at,id")
    assert {move["status"] for move in drafts} == {"draft"}
    assert stock(api, one) == (Decimal(0), Decimal(0))
    done = api.post("/inventory/stock-moves/post-all", json={"ids": [move["id"] for move in drafts]}).json()
    assert done["posted"] == len(done["numbers"]) == 2
    assert (stock(api, one), stock(api, two)) == ((Decimal("12.5"), Decimal(231250)), (Decimal(3), Decimal(1000)))


def test_an_import_of_drafts_is_taken_back_until_they_are_posted(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    text = f"kind;item_id;quantity;unit_cost;destination_id\nreceipt;{one['code']};1;10;{shed['code']}\n"
    first, second = _import(api, text)["import_id"], _import(api, text)["import_id"]
    assert api.post(f"/imports/{first}/undo").status_code in {200, 204}
    (left,) = api.items(MOVES, f"item_id:eq:{one['id']}")
    api.act(MOVES, api.read(MOVES, left["id"]), "post")
    assert api.post(f"/imports/{second}/undo").status_code in {409, 422}
    assert stock(api, one)[0] == 1


def test_a_file_with_a_wrong_row_brings_nothing(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    text = (
        "kind;item_id;quantity;unit_cost;destination_id\n"
        f"receipt;{one['code']};1;10;{shed['code']}\n"
        f"receipt;INCONNU;1;10;{shed['code']}\n"
        f"receipt;{one['code']};-4;10;{shed['code']}\n"
    )
    errors = _import(api, text)["errors"]
    assert [(error["row"], error["field"]) for error in errors] == [(3, "item_id"), (4, "quantity")]
    assert api.items(MOVES, f"item_id:eq:{one['id']}") == []


def test_posting_many_is_all_or_nothing(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    came = receive(api, one, shed, "10")
    outs = [draft(api, "issue", one, quantity, source=shed) for quantity in ("6", "3", "2")]
    path, keys = "/inventory/stock-moves/post-all", [move["id"] for move in outs]
    answer = api.post(path, json={"ids": keys})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "ids.2")
    assert stock(api, one)[0] == 10
    again = api.post(path, json={"ids": [keys[0], keys[0], came["id"], shed["id"]]}).json()
    assert [(e["field"], e["code"]) for e in again["errors"]] == [
        ("ids.1", "named_twice"),
        ("ids.2", "wrong_state"),
        ("ids.3", "unknown_reference"),
    ]
    first = api.post(path, json={"ids": keys[:2]}, key="tout")
    assert first.json()["posted"] == 2
    assert api.post(path, json={"ids": keys[:2]}, key="tout").headers["Idempotent-Replayed"] == "true"
    assert stock(api, one)[0] == 1
    assert api.post(path, json={"ids": []}).status_code == 422
    issue(api, one, shed, "1")
