"""Every way to act on stock passes the same gate, and requests are seen by those who see the record."""

from collections.abc import Callable

from tests.server.approvals.conftest import AGREES, MOVES, REQUESTS, WRITES, Office, agree, asked
from tests.server.inventory.stockroom import item, receive, warehouse
from tests.support.api import Api, Json

Hire = Callable[[], Api]
COUNTS = "inventory.stock-counts"


def test_posting_many_at_once_is_no_way_around(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head = hire()
    office.rule(chiefs, 1_000)
    small, large = office.loss(keeper, 10), office.loss(keeper, 1_000)
    keys = {"ids": [small["id"], large["id"]]}
    answer = keeper.post("/inventory/stock-moves/post-all", json=keys)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["ids.1"]
    assert keeper.read(MOVES, small["id"])["status"] == "draft"
    waiting = asked(keeper, large)
    assert keeper.post("/inventory/stock-moves/post-all", json=keys).status_code == 422
    agree(head, waiting)
    assert keeper.post("/inventory/stock-moves/post-all", json=keys).json()["posted"] == 2


def test_taking_back_what_was_posted_is_a_decision_too(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head = hire()
    office.rule(chiefs, 1_000, matter="stock_reversal")
    small = keeper.act(MOVES, office.loss(keeper, 999), "post")
    assert keeper.act(MOVES, small, "cancel")["status"] == "cancelled"
    large = keeper.act(MOVES, office.loss(keeper, 1_000), "post")
    agree(head, asked(keeper, large, "cancel"))
    assert keeper.act(MOVES, large, "cancel")["status"] == "cancelled"
    put_aside = office.loss(keeper, 5_000)
    assert keeper.act(MOVES, put_aside, "cancel")["status"] == "cancelled"


def test_gaps_of_a_count_need_as_many_as_the_rule_says(office: Office, chiefs: Json) -> None:
    """The gaps count without their signs: 40 too much here do not hide 40 too little there."""
    counter = office.somebody(office.role("inventory.*:*", "approvals.*:read"))
    judges = office.role("inventory.*:read", f"{COUNTS}:approve", "approvals.requests:*")
    first, second = office.somebody(judges), office.somebody(judges)
    office.rule(judges, 8_000, matter="stock_count", persons=2)
    shed, *things = warehouse(office.api), item(office.api), item(office.api)
    for thing in things:
        receive(office.api, thing, shed, "100")
    sheet = counter.act(COUNTS, counter.create(COUNTS, warehouse_id=shed["id"]), "freeze")
    lines = [{"id": line["id"], "item_id": line["item_id"]} for line in sheet["lines"]]
    found = [line | {"counted": counted} for line, counted in zip(lines, ("140", "60"), strict=True)]
    counted = counter.act(COUNTS, counter.update(COUNTS, sheet, lines=found), "count")
    answer = first.post(f"/inventory/stock-counts/{counted['id']}/approve", version=counted["version"])
    assert (answer.status_code, answer.json()["approval"]["missing"][0]["persons"]) == (202, 1)
    assert second.act(COUNTS, counted, "approve")["status"] == "approved"


def test_a_request_is_seen_by_who_sees_the_record(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    stranger = office.somebody(office.role("approvals.requests:*", "parties.parties:read"))
    assert stranger.get(f"/approvals/requests/{waiting['request_id']}").status_code == 404
    assert stranger.items(REQUESTS) == []
    assert stranger.post(f"/approvals/requests/{waiting['request_id']}/approve", version=1).status_code == 404
    assert keeper.read(REQUESTS, waiting["request_id"])["amount"] == "100"


def test_the_amount_is_for_who_may_see_amounts(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    waiting = asked(keeper, office.loss(keeper, 100))
    blind = office.somebody(office.role("inventory.*:read", "approvals.requests:read"))
    assert "amount" not in blind.read(REQUESTS, waiting["request_id"])
    assert blind.get("/approvals/requests", params={"filter": "amount:ge:1"}).status_code == 422
    assert blind.get("/approvals/requests", params={"sort": "amount"}).status_code == 422


def test_who_asked_may_act_only_with_the_right_to_act(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    """Agreeing gives nobody the right to post."""
    head = hire()
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    agree(head, asked(keeper, move))
    assert head.post(f"/inventory/stock-moves/{move['id']}/post", version=move["version"]).status_code == 403


def test_the_description_says_which_actions_may_wait(office: Office) -> None:
    clerk = office.somebody(office.role(*WRITES, *AGREES))
    moves = clerk.get("/meta/inventory.stock-moves").json()
    assert {one["name"]: one["approvable"] for one in moves["actions"]} == {"post": True, "cancel": True}
