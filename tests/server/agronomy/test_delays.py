"""The pre-harvest delay blocks the harvest of a treated plot, to the minute where the end was written down."""

from typing import Any

import pytest

from tests.server.agronomy.farm import HARVESTS, OPERATIONS, Farm, day, refusal
from tests.support.api import Json


def typed(land: Farm, plot: Json, back: int, **values: Any) -> Any:
    return land.api.post("/agronomy/harvests", json=land.sheet(plot, back=back, **values))


def confirm(land: Farm, harvest: Json) -> Any:
    return land.api.post(f"/agronomy/harvests/{harvest['id']}/confirm", version=harvest["version"])


def french(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


@pytest.fixture
def plot(land: Farm) -> Json:
    return land.plot()


@pytest.mark.parametrize("confirmed", [True, False], ids=["confirmed", "draft"])
def test_without_an_end_time_the_end_of_the_day_counts(land: Farm, plot: Json, confirmed: bool) -> None:
    """Treated 20 days ago, 7 days' delay: closed to the end of the day 13 days ago, open 12 days ago."""
    work = land.treatment(plot, land.product(name="Fongicide d'essai"), back=20)
    if confirmed:
        land.api.act(OPERATIONS, work, "confirm")
    answer = typed(land, plot, back=13)
    assert refusal(answer) == ("harvested_on", "pre_harvest_delay")
    told = answer.json()["detail"]
    assert work["name"] in told
    assert "Fongicide d'essai" in told
    assert french(day(12)) in told
    assert typed(land, plot, back=12).status_code == 201
    assert typed(land, plot, back=21).status_code == 201, "the day before the treatment was open"


def test_same_day_is_closed(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=5, delay=1)
    assert refusal(typed(land, plot, back=5)) == ("harvested_on", "pre_harvest_delay")


@pytest.mark.parametrize(
    ("start", "allowed"),
    [("16:59:59", False), ("17:00:00", True), ("17:00:01", True)],
)
def test_with_an_end_time_the_delay_ends_to_the_second(land: Farm, plot: Json, start: str, allowed: bool) -> None:
    land.treatment(plot, land.product(), back=20, done_until=f"{day(20)}T17:00:00+01:00")
    answer = typed(land, plot, back=13, started_at=f"{day(13)}T{start}+01:00")
    assert answer.status_code == (201 if allowed else 422)


def test_harvest_without_a_start_needs_the_whole_day_open(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=20, done_until=f"{day(20)}T17:00:00+01:00")
    assert french(day(12)) in typed(land, plot, back=13).json()["detail"]
    assert typed(land, plot, back=12).status_code == 201


def test_end_at_midnight_opens_the_day_that_begins(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=20, done_until=f"{day(20)}T00:00:00+01:00")
    assert typed(land, plot, back=14).status_code == 422
    assert typed(land, plot, back=13).status_code == 201


def test_night_work_counts_from_its_end_after_midnight(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=20, done_until=f"{day(19)}T02:00:00+01:00")
    assert typed(land, plot, back=13).status_code == 422
    assert typed(land, plot, back=12, started_at=f"{day(12)}T02:00:00+01:00").status_code == 201


def test_days_are_those_of_douala(land: Farm, plot: Json) -> None:
    """23:30 UTC belongs to the next business day: that day's end is an hour before midnight UTC."""
    land.treatment(plot, land.product(), back=20, delay=7, done_until=f"{day(21)}T23:30:00Z")
    assert typed(land, plot, back=13, started_at=f"{day(14)}T23:29:00Z").status_code == 422
    assert typed(land, plot, back=13, started_at=f"{day(14)}T23:30:00Z").status_code == 201


def test_zero_days_do_not_block(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=3, delay=0)
    assert typed(land, plot, back=3).status_code == 201


def test_longest_delay_is_the_one_named(land: Farm, plot: Json) -> None:
    short, long = land.product(name="Court"), land.product(name="Long")
    lines = [
        {"item_id": short["id"], "quantity": "1", "pre_harvest_days": 8},
        {"item_id": long["id"], "quantity": "1", "pre_harvest_days": 21},
    ]
    land.treatment(plot, short, back=30, inputs=lines)
    land.treatment(plot, short, back=20, delay=5)
    answer = typed(land, plot, back=15)
    assert "Long" in answer.json()["detail"]
    assert french(day(8)) in answer.json()["detail"]


def test_delay_of_a_whole_year_still_counts(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=366, delay=366)
    assert typed(land, plot, back=0).status_code == 422
    other = land.plot()
    land.treatment(other, land.product(), back=367, delay=366)
    assert typed(land, other, back=0).status_code == 201


def test_label_delay_counts_when_nobody_typed_one(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(pre_harvest_days=10), back=5, delay=None)
    assert typed(land, plot, back=1).status_code == 422


def test_other_plots_stay_open(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=2)
    assert typed(land, land.plot(), back=1).status_code == 201


def test_treatment_entered_after_the_draft_blocks_the_confirmation(land: Farm, plot: Json) -> None:
    harvest = land.harvest(plot, back=1)
    land.treatment(plot, land.product(), back=3)
    assert refusal(confirm(land, harvest)) == ("harvested_on", "pre_harvest_delay")
    assert land.in_stock(land.bunches) == []


def test_moving_a_draft_into_the_delay_is_refused(land: Farm, plot: Json) -> None:
    land.treatment(plot, land.product(), back=20)
    harvest = land.harvest(plot, back=10)
    answer = land.api.patch(
        f"/agronomy/harvests/{harvest['id']}", json={"harvested_on": day(15)}, version=harvest["version"]
    )
    assert refusal(answer) == ("harvested_on", "pre_harvest_delay")


def test_cancelled_treatment_does_not_block(land: Farm, plot: Json) -> None:
    work = land.api.act(OPERATIONS, land.treatment(plot, land.product(), back=2), "confirm")
    assert typed(land, plot, back=1).status_code == 422
    land.api.act(OPERATIONS, work, "cancel")
    assert typed(land, plot, back=1).status_code == 201


def test_late_treatment_puts_lots_already_in_stock_into_quarantine(land: Farm, plot: Json) -> None:
    before, within, after = (land.confirmed(plot, back=back) for back in (21, 15, 10))
    work = land.treatment(plot, land.product(), back=20)
    land.api.act(OPERATIONS, work, "confirm")
    states = [land.api.read("inventory.lots", one["lot_id"])["quality_status"] for one in (before, within, after)]
    assert states == ["available", "quarantine", "available"]


def test_reentry_delay_keeps_people_out(land: Farm, plot: Json) -> None:
    item = land.product(reentry_hours=48)
    land.treatment(plot, item, back=10, delay=0, done_until=f"{day(10)}T12:00:00+01:00")
    answer = typed(land, plot, back=9)
    assert refusal(answer) == ("harvested_on", "reentry_delay")
    assert french(day(7)) in answer.json()["detail"]
    weeding = {"plot_id": plot["id"], "kind": "weeding"}
    inside = land.api.post("/agronomy/field-operations", json={**weeding, "done_on": day(8)})
    assert refusal(inside) == ("done_on", "reentry_delay")
    assert land.api.create(OPERATIONS, **weeding, done_on=day(7))["status"] == "draft"
    assert typed(land, plot, back=7).status_code == 201


def test_confirmed_harvest_stays_when_its_treatment_is_only_typed(land: Farm, plot: Json) -> None:
    harvest = land.confirmed(plot, back=1)
    land.treatment(plot, land.product(), back=3)
    assert land.api.read(HARVESTS, harvest["id"])["status"] == "confirmed"
