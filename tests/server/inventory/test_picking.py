"""First expired, first out; what is expired, kept back or promised stays where it is."""

import datetime as dt

import pytest

from fofal_server.core import clock
from tests.server.inventory.stockroom import (
    balances,
    draft,
    issue,
    item,
    lot,
    posted,
    receive,
    refused,
    there,
    warehouse,
)
from tests.support.api import Api, Json


def _day(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def _shelf(api: Api) -> tuple[Json, Json, dict[str, Json]]:
    """Ten of each: late, soon, expired, kept back, rejected, without a date, and without a lot."""
    one, shed = item(api), warehouse(api)
    lots = {
        "late": lot(api, one, expires_on=_day(90)),
        "soon": lot(api, one, expires_on=_day(5)),
        "today": lot(api, one, expires_on=_day(0)),
        "expired": lot(api, one, expires_on=_day(-1)),
        "kept": lot(api, one, expires_on=_day(2), quality_status="quarantine"),
        "rejected": lot(api, one, expires_on=_day(2), quality_status="rejected"),
        "dateless": lot(api, one),
    }
    for piece in lots.values():
        receive(api, one, shed, "10", lot=piece)
    receive(api, one, shed, "10")
    return one, shed, lots


def test_an_issue_without_a_lot_takes_the_first_to_expire(api: Api) -> None:
    one, shed, lots = _shelf(api)
    out = issue(api, one, shed, "25")
    taken = [(entry["lot_label"], entry["quantity"]) for entry in out["entries"]]
    assert taken == [(lots["today"]["code"], "-10"), (lots["soon"]["code"], "-10"), (lots["late"]["code"], "-5")]
    assert (out["quantity"], out["lot_id"], out["value"]) == ("25", None, "2500")


def test_the_expiry_counts_before_the_age_and_the_age_where_expiries_are_equal(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    old_but_good = lot(api, one, produced_on=_day(-30), expires_on=_day(60))
    young_but_short = lot(api, one, produced_on=_day(-2), expires_on=_day(3))
    older_as_short = lot(api, one, produced_on=_day(-4), expires_on=_day(3))
    for piece in (old_but_good, young_but_short, older_as_short):
        receive(api, one, shed, "1", lot=piece)
    taken = [entry["lot_label"] for entry in issue(api, one, shed, "3")["entries"]]
    assert taken == [piece["code"] for piece in (older_as_short, young_but_short, old_but_good)]


def test_one_lot_that_suffices_is_named_on_the_move(api: Api) -> None:
    one, shed, lots = _shelf(api)
    assert issue(api, one, shed, "3")["lot_id"] == lots["today"]["id"]


def test_what_may_not_leave_does_not_count_as_available(api: Api) -> None:
    one, shed, _ = _shelf(api)
    issue(api, one, shed, "50")
    problem = refused(api, draft(api, "issue", one, "1", source=shed))
    assert "0 disponibles (30 présents)" in problem["detail"]


@pytest.mark.parametrize(
    ("name", "slug"), [("expired", "lot_expired"), ("kept", "lot_quarantine"), ("rejected", "lot_rejected")]
)
def test_a_barred_lot_cannot_be_issued_but_can_be_lost_and_moved(api: Api, name: str, slug: str) -> None:
    one, shed, lots = _shelf(api)
    yard = warehouse(api)
    problem = refused(api, draft(api, "issue", one, "1", source=shed, lot=lots[name]))
    assert (problem["status"], problem["code"], problem["errors"][0]["field"]) == (422, slug, "lot_id")
    assert posted(api, "loss", one, "4", source=shed, lot=lots[name])["value"] == "400"
    posted(api, "transfer", one, "6", source=shed, destination=yard, lot=lots[name])
    assert there(api, one)[f"{yard['code']} {yard['name']}", lots[name]["code"]] == "6"


def test_a_lot_used_before_it_expired_may_be_entered_late(api: Api) -> None:
    one, shed, lots = _shelf(api)
    used = (clock.now() - dt.timedelta(days=3)).isoformat()
    assert issue(api, one, shed, "2", lot=lots["expired"], moved_at=used)["status"] == "posted"


def test_a_loss_says_which_lot_it_speaks_of(api: Api) -> None:
    one, shed = item(api), warehouse(api)
    receive(api, one, shed, "10", lot=lot(api, one))
    assert refused(api, draft(api, "loss", one, "1", source=shed))["code"] == "lot_due"
    receive(api, one, shed, "1")
    posted(api, "loss", one, "1", source=shed)
    assert [row["quantity"] for row in balances(api, one) if row["lot_id"]] == ["10"]


def test_the_pick_list_proposes_without_taking(api: Api) -> None:
    one, shed, lots = _shelf(api)
    path = f"/inventory/items/{one['id']}/pick"
    found = api.get(path, params={"warehouse_id": shed["id"], "quantity": "12"}).json()["picks"]
    assert [(one["lot_id"], one["quantity"]) for one in found] == [
        (lots["today"]["id"], "10"),
        (lots["soon"]["id"], "2"),
    ]
    assert api.get(path, params={"warehouse_id": shed["id"], "quantity": "51"}).status_code == 422
    assert api.get(path, params={"warehouse_id": shed["id"], "quantity": "-1"}).status_code == 422


def test_the_shelf_life_dates_a_lot(api: Api) -> None:
    one = item(api, shelf_life_days=10)
    assert lot(api, one, produced_on=_day(-3))["expires_on"] == _day(7)
    assert lot(api, one, produced_on=_day(-3), expires_on=_day(1))["expires_on"] == _day(1)
    body = {"code": "L-X", "item_id": one["id"], "produced_on": _day(-3), "expires_on": _day(-4)}
    answer = api.post("/inventory/lots", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "expires_on")
