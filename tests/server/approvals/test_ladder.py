"""Who has to agree is data: by amount, by level, by day."""

from collections.abc import Callable

import pytest

from tests.server.approvals.conftest import AGREES, MOVES, REQUESTS, RULES, Office, agree, asked, in_days
from tests.server.inventory.stockroom import draft, item, receive, warehouse
from tests.support.api import Api, Json, code

Hire = Callable[[], Api]


def test_below_the_threshold_nobody_is_asked(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs, 50_000)
    assert keeper.act(MOVES, office.loss(keeper, 49_999), "post")["status"] == "posted"
    assert keeper.items(REQUESTS, f"requested_by:eq:{keeper.user_id}") == []


def test_from_the_threshold_on_somebody_else_agrees_and_the_keeper_carries_out(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    head = hire()
    office.rule(chiefs, 50_000)
    move = office.loss(keeper, 50_000)
    waiting = asked(keeper, move)
    assert waiting["missing"] == [{"level": 1, "role": chiefs["name"], "persons": 1}]
    request = agree(head, waiting, comment="Vu le fût.")
    assert (request["status"], request["amount"], request["matter"]) == ("granted", "50000", "stock_loss")
    assert [(one["user_id"], one["comment"]) for one in request["signatures"]] == [(str(head.user_id), "Vu le fût.")]
    posted = keeper.act(MOVES, move, "post")
    assert (posted["status"], posted["value"]) == ("posted", "50000")
    assert keeper.read(REQUESTS, waiting["request_id"])["status"] == "done"
    deeds = [one["action"] for one in keeper.get(f"/inventory/stock-moves/{move['id']}/history").json()["items"]]
    assert deeds == ["post", "approval_given", "approval_asked", "create"]


def test_asking_again_waits_for_the_same_request(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    move = office.loss(keeper, 10)
    assert asked(keeper, move)["request_id"] == asked(keeper, move)["request_id"]


def test_the_same_key_gives_the_same_answer(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    move, key = office.loss(keeper, 10), code("clef-")
    path = f"/inventory/stock-moves/{move['id']}/post"
    first, again = (keeper.post(path, version=move["version"], key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert (again.headers["Idempotent-Replayed"], again.json()) == ("true", first.json())


def test_levels_add_up_and_the_order_of_the_words_does_not_count(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    directors = office.role(*AGREES)
    head, director = hire(), office.somebody(directors)
    office.rule(chiefs, 50_000)
    office.rule(directors, 200_000, level=2)
    waiting = asked(keeper, office.loss(keeper, 200_000))
    assert [one["level"] for one in waiting["missing"]] == [1, 2]
    assert agree(director, waiting)["status"] == "pending"
    assert agree(head, waiting)["status"] == "granted"


def test_within_a_level_the_highest_threshold_reached_counts(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    first, second = hire(), hire()
    office.rule(chiefs, 1_000)
    office.rule(chiefs, 100_000, persons=2)
    assert asked(keeper, office.loss(keeper, 99_999))["missing"][0]["persons"] == 1
    waiting = asked(keeper, office.loss(keeper, 100_000))
    assert waiting["missing"][0]["persons"] == 2
    assert agree(first, waiting)["status"] == "pending"
    assert agree(second, waiting)["status"] == "granted"


def test_rules_hold_on_their_days(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs, valid_from=in_days(-30), valid_to=in_days(-1))
    office.rule(chiefs, valid_from=in_days(1))
    assert keeper.act(MOVES, office.loss(keeper, 1_000_000), "post")["status"] == "posted"
    office.rule(chiefs, valid_from=in_days(0), valid_to=in_days(0))
    asked(keeper, office.loss(keeper, 1))


def test_what_nobody_can_value_counts_as_the_highest(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs, 1_000_000, matter="stock_adjustment")
    found = draft(keeper, "adjustment", item(office.api), "3", destination=warehouse(office.api))
    asked(keeper, found)


def test_a_receipt_is_worth_what_was_typed(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs, 1_000, matter="stock_receipt")
    thing, shed = item(office.api), warehouse(office.api)
    receive(keeper, thing, shed, "9.99")
    asked(keeper, draft(keeper, "receipt", thing, "10", destination=shed, unit_cost="100"))
    asked(keeper, draft(keeper, "receipt", thing, "1", destination=shed, amount="1000"))


def test_a_transfer_changes_no_value_and_asks_nobody(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    for matter in ("stock_issue", "stock_loss", "stock_adjustment", "stock_receipt"):
        office.rule(chiefs, matter=matter, valid_from=in_days(0))
    thing, shed = item(office.api), warehouse(office.api)
    came = draft(office.api, "receipt", thing, "5", destination=shed, unit_cost="100")
    agree(hire(), asked(office.api, came))
    office.api.act(MOVES, came, "post")
    moved = draft(keeper, "transfer", thing, "5", source=shed, destination=warehouse(office.api))
    assert keeper.act(MOVES, moved, "post")["status"] == "posted"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"matter": "jours_feries"}, "matter"),
        ({"persons": 2}, "persons"),
        ({"persons": 0}, "persons"),
        ({"level": 10}, "level"),
        ({"min_amount": "-1"}, "min_amount"),
        ({"valid_from": in_days(0), "valid_to": in_days(-1)}, "valid_to"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(
    office: Office, chiefs: Json, hire: Hire, given: Json, field: str
) -> None:
    hire()
    body = {"matter": "stock_loss", "min_amount": "1", "role_id": chiefs["id"], **given}
    answer = office.api.post("/approvals/rules", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_same_rule_twice_is_refused(office: Office, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs, 500)
    body = {"matter": "stock_loss", "min_amount": "500", "role_id": chiefs["id"]}
    answer = office.api.post("/approvals/rules", json=body)
    assert (answer.status_code, "existe déjà" in answer.text) == (422, True)


def test_rules_and_their_changes_are_in_the_trail(office: Office, chiefs: Json, hire: Hire) -> None:
    hire()
    rule = office.rule(chiefs, 500)
    office.api.update(RULES, rule, min_amount="900")
    newest, *_ = office.api.get(f"/approvals/rules/{rule['id']}/history").json()["items"]
    assert (newest["before"], newest["after"]) == ({"min_amount": "500"}, {"min_amount": "900"})
