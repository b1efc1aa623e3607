"""Plantings, cycles, rounds, samples and checks."""

import pytest

from fofal_server.core import clock
from tests.server.agronomy.farm import (
    CHECKS,
    CYCLES,
    HARVESTS,
    OBSERVATIONS,
    PLOTS,
    ROUNDS,
    WEIGHTS,
    Farm,
    day,
    refusal,
)
from tests.support.api import Json, code

PLANTINGS = "agronomy.plantings"


def cycle(land: Farm, plot: Json, **values: object) -> Json:
    return {
        "code": code("C"), "plot_id": plot["id"], "crop_id": land.palm["id"], "started_on": day(300), **values,
    }  # fmt: skip


def test_planting_makes_the_stand_of_the_plot(land: Farm) -> None:
    plot = land.plot(planted_on=None, plant_count=None, status="in_preparation")
    planted = {"plot_id": plot["id"], "crop_id": land.palm["id"], "planted_on": day(40), "plant_count": 690}
    land.api.create(PLANTINGS, **planted, material="Tenera D×P")
    plot = land.api.read(PLOTS, plot["id"])
    assert (plot["planted_on"], plot["plant_count"], plot["material"]) == (day(40), 690, "Tenera D×P")
    land.api.create(PLANTINGS, **{**planted, "planted_on": day(10), "plant_count": 12, "kind": "supplying"})
    assert land.api.read(PLOTS, plot["id"])["planted_on"] == day(40), "filling gaps does not make the stand younger"
    land.api.create(PLANTINGS, **{**planted, "planted_on": day(5), "kind": "replanting", "crop_id": land.papaya["id"]})
    plot = land.api.read(PLOTS, plot["id"])
    assert (plot["planted_on"], plot["crop_id"]) == (day(5), land.papaya["id"])


def test_planting_is_not_of_tomorrow(land: Farm) -> None:
    sent = {"plot_id": land.plot()["id"], "crop_id": land.palm["id"], "planted_on": day(-1), "plant_count": 1}
    assert refusal(land.api.post("/agronomy/plantings", json=sent)) == ("planted_on", "future_day")


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [(100, None, False), (400, 301, True), (400, 300, False), (199, None, True), (200, None, False)],
)
def test_two_cycles_of_one_crop_never_share_a_day(land: Farm, start: int, end: int | None, allowed: bool) -> None:
    plot = land.plot()
    last = day(200) if start in {199, 200} else None
    land.api.create(CYCLES, **cycle(land, plot, ended_on=last))
    other = cycle(land, plot, started_on=day(start), ended_on=day(end) if end else None)
    answer = land.api.post("/agronomy/crop-cycles", json=other)
    assert answer.status_code == (201 if allowed else 422), answer.text
    if not allowed:
        assert "campagne" in answer.json()["errors"][0]["message"]
    assert land.api.create(CYCLES, **{**other, "code": code("C"), "crop_id": land.papaya["id"]})["status"] == "open"


def test_closed_cycle_keeps_its_yield_per_hectare(land: Farm) -> None:
    plot = land.plot(net_area_ha="4")
    season = land.api.create(CYCLES, **cycle(land, plot, target_yield_kg_ha="9000"))
    for kilograms in ("1500", "2501"):
        assert land.confirmed(plot, {"weight_kg": kilograms}, back=2)["cycle_id"] == season["id"]
    land.harvest(plot, {"weight_kg": "999"}, back=2)
    land.api.act(HARVESTS, land.confirmed(plot, {"weight_kg": "777"}, back=2), "cancel")
    season = land.api.act(CYCLES, land.api.read(CYCLES, season["id"]), "close")
    assert (season["status"], season["ended_on"]) == ("closed", day())
    assert (season["harvested_kg"], season["actual_yield_kg_ha"]) == ("4001", "1000.25"), "per hectare, never per m²"
    answer = land.api.patch(f"/agronomy/crop-cycles/{season['id']}", json={"note": "x"}, version=season["version"])
    assert answer.status_code == 409
    assert land.api.act(CYCLES, season, "reopen")["actual_yield_kg_ha"] is None


def test_cycle_ends_after_it_began_and_not_tomorrow(land: Farm) -> None:
    plot = land.plot()
    backwards = cycle(land, plot, ended_on=day(301))
    assert refusal(land.api.post("/agronomy/crop-cycles", json=backwards)) == ("ended_on", "end_before_start")
    for start, end, slug in ((300, -1, "future_day"), (-5, None, "end_before_start")):
        season = cycle(land, land.plot(), started_on=day(start), ended_on=day(end) if end else None)
        season = land.api.create(CYCLES, **season)
        answer = land.api.post(f"/agronomy/crop-cycles/{season['id']}/close", version=season["version"])
        assert refusal(answer) == ("ended_on", slug)


def test_harvest_of_another_plots_cycle_is_refused(land: Farm) -> None:
    foreign = land.api.create(CYCLES, **cycle(land, land.plot()))
    sheet = land.sheet(land.plot(), cycle_id=foreign["id"])
    assert refusal(land.api.post("/agronomy/harvests", json=sheet)) == ("cycle_id", "foreign_cycle")


def plan(land: Farm, plots: list[Json], first: int, last: int) -> Json:
    wanted = {"from_on": day(-first), "to_on": day(-last), "plot_ids": [plot["id"] for plot in plots]}
    answer = land.api.post("/agronomy/harvest-rounds/plan", json=wanted)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def due(land: Farm, plot: Json) -> list[str]:
    return [one["due_on"] for one in land.api.items(ROUNDS, f"plot_id:eq:{plot['id']}", sort="due_on")]


def test_rounds_follow_the_interval_of_the_crop_from_the_last_harvest(land: Farm) -> None:
    palms, papayas = land.plot(), land.plot(land.papaya)
    land.confirmed(palms, back=4)
    assert plan(land, [palms, papayas], 1, 30) == {"created": 8, "plots": 2}
    assert due(land, palms) == [day(-6), day(-16), day(-26)]
    assert due(land, papayas) == [day(-1), day(-8), day(-15), day(-22), day(-29)]
    assert plan(land, [palms, papayas], 1, 30)["created"] == 0, "planning again adds nothing"
    assert plan(land, [palms], 1, 36)["created"] == 1


def test_overdue_plot_is_due_at_once(land: Farm) -> None:
    plot = land.plot()
    land.confirmed(plot, back=25)
    plan(land, [plot], 0, 12)
    assert due(land, plot) == [day(), day(-10)]


@pytest.mark.parametrize(
    "values",
    [{"status": "resting"}, {"planted_on": day(100)}, {"archived": True}],
    ids=["resting", "young", "archived"],
)
def test_only_bearing_plots_are_planned(land: Farm, values: Json) -> None:
    young = land.api.create(
        "agronomy.crops", code=code("J"), name="Palmier", harvest_interval_days=10, first_harvest_months=30
    )
    assert plan(land, [land.plot(young, **values)], 1, 30) == {"created": 0, "plots": 0}


def test_plan_covers_a_year_at_most_and_forwards(land: Farm) -> None:
    for last in (1, -367):
        wanted = {"from_on": day(0), "to_on": day(last)}
        assert refusal(land.api.post("/agronomy/harvest-rounds/plan", json=wanted)) == ("to_on", "plan_days")


def test_days_late_count_while_the_round_is_planned(land: Farm) -> None:
    plot = land.plot()
    late = land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(5))
    future = land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(-5))
    assert (late["days_late"], future["days_late"]) == (5, 0)
    overdue = land.api.items(ROUNDS, f"plot_id:eq:{plot['id']}", "days_late:gt:3", sort="-days_late")
    assert [one["id"] for one in overdue] == [late["id"]]
    assert land.api.act(ROUNDS, late, "cancel")["days_late"] == 0


def test_one_round_a_plot_and_day(land: Farm) -> None:
    plot = land.plot()
    land.api.create(ROUNDS, plot_id=plot["id"], due_on=day(-5))
    answer = land.api.post("/agronomy/harvest-rounds", json={"plot_id": plot["id"], "due_on": day(-5)})
    assert answer.status_code == 409


def test_bunch_weight_is_of_a_month(land: Farm) -> None:
    plot = land.plot()
    sample = {"plot_id": plot["id"], "month": "2026-03-17", "sample_bunches": 30, "sample_kg": "371.5"}
    weight = land.api.create(WEIGHTS, **sample)
    assert (weight["month"], weight["average_kg"]) == ("2026-03-01", "12.383")
    assert land.api.post("/agronomy/bunch-weights", json={**sample, "month": "2026-03-02"}).status_code == 409
    papaya = {**sample, "plot_id": land.plot(land.papaya)["id"]}
    assert refusal(land.api.post("/agronomy/bunch-weights", json=papaya)) == ("plot_id", "no_bunches")
    assert refusal(land.api.post("/agronomy/bunch-weights", json={**sample, "month": day(-40)})) == (
        "month",
        "future_day",
    )
    assert (
        refusal(land.api.post("/agronomy/bunch-weights", json={**sample, "sample_bunches": 0}))[0] == "sample_bunches"
    )


def test_observation_has_a_share_of_affected_plants(land: Farm) -> None:
    seen = {"plot_id": land.plot()["id"], "observed_at": f"{day(1)}T09:00:00+01:00", "kind": "pest"}
    counted = land.api.create(OBSERVATIONS, **seen, organism="Coelaenomenodera", affected_count=7, sample_count=48)
    assert counted["affected_percent"] == "14.583"
    wrong = {"affected_count": 49, "sample_count": 48}, {"latitude": "4.05"}, {"observed_at": f"{day(-1)}T09:00:00Z"}
    fields = "affected_count", "longitude", "observed_at"
    for values, field in zip(wrong, fields, strict=True):
        answer = land.api.post("/agronomy/observations", json={**seen, **values})
        assert refusal(answer)[0] == field


def check(land: Farm, **values: object) -> Json:
    first = {"checked_at": clock.now().isoformat(), "grade": "c", "conform": False, "measures": "Tri"}
    return land.api.create(CHECKS, **{**first, **values})


def quality(land: Farm, harvest: Json) -> str:
    found: str = land.api.read("inventory.lots", harvest["lot_id"])["quality_status"]
    return found


def test_bad_check_puts_the_lot_into_quarantine(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    made = check(land, harvest_id=harvest["id"])
    assert (made["lot_id"], made["plot_id"], made["name"]) == (
        harvest["lot_id"],
        harvest["plot_id"],
        harvest["lot_code"],
    )
    assert quality(land, harvest) == "quarantine"
    good = check(land, lot_id=harvest["lot_id"], conform=True, grade="a", measures=None)
    assert good["harvest_id"] == harvest["id"]
    assert quality(land, harvest) == "quarantine", "who releases a lot answers for it"


def test_lot_in_quarantine_is_not_issued(land: Farm) -> None:
    harvest = land.confirmed(land.plot())
    check(land, harvest_id=harvest["id"])
    gone = land.api.create(
        "inventory.stock-moves", kind="issue", item_id=land.bunches["id"], lot_id=harvest["lot_id"], quantity="1",
        source_id=land.store["id"],
    )  # fmt: skip
    answer = land.api.post(f"/inventory/stock-moves/{gone['id']}/post", version=gone["version"])
    assert answer.status_code == 422


@pytest.mark.parametrize(("verdicts", "state"), [((False,), "quarantine"), ((False, True), "available")])
def test_harvest_checked_before_it_is_confirmed(land: Farm, verdicts: tuple[bool, ...], state: str) -> None:
    harvest = land.harvest(land.plot())
    for conform in verdicts:
        check(land, harvest_id=harvest["id"], conform=conform)
    assert quality(land, land.api.act(HARVESTS, harvest, "confirm")) == state


def test_check_says_of_what_and_what_is_done(land: Farm) -> None:
    sent = {"checked_at": f"{day(1)}T08:00:00Z", "grade": "b", "conform": True}
    assert refusal(land.api.post("/agronomy/quality-checks", json=sent)) == ("harvest_id", "check_subject_due")
    one, other = land.confirmed(land.plot()), land.confirmed(land.plot())
    mixed = {**sent, "harvest_id": one["id"], "lot_id": other["lot_id"]}
    assert refusal(land.api.post("/agronomy/quality-checks", json=mixed)) == ("lot_id", "lot_of_other_harvest")
    silent = {**sent, "harvest_id": one["id"], "conform": False}
    assert refusal(land.api.post("/agronomy/quality-checks", json=silent)) == ("measures", "measures_due")
    early = {**sent, "harvest_id": one["id"], "checked_at": f"{day(-1)}T08:00:00Z"}
    assert refusal(land.api.post("/agronomy/quality-checks", json=early)) == ("checked_at", "future_day")


def test_checks_are_never_changed(land: Farm) -> None:
    made = check(land, harvest_id=land.confirmed(land.plot())["id"])
    assert made["allowed"] == []
    assert land.api.patch(f"/agronomy/quality-checks/{made['id']}", json={}, version=1).status_code in {404, 405}


# -- what would be worked out


def test_a_preview_works_out_what_saving_would_and_stores_nothing(land: Farm) -> None:
    sheet = land.sheet(land.plot(), {"bunches_ripe": 40, "weight_kg": "534.5"}, {"weight_kg": "65.5"})
    answer = land.api.post("/agronomy/harvests/preview", json=sheet)
    told = answer.json()
    assert (answer.status_code, told["total_weight_kg"], told["total_bunches"]) == (200, "600", 40)
    assert "ETag" not in answer.headers
    assert land.api.get(f"/agronomy/harvests/{told['id']}").status_code == 404
    assert land.api.items("auth.audit-events", f"record_id:eq:{told['id']}") == []
    stored = land.api.create(HARVESTS, **sheet)
    assert {name: stored[name] for name in ("total_weight_kg", "bunch_weight_kg", "unripe_percent")} == {
        name: told[name] for name in ("total_weight_kg", "bunch_weight_kg", "unripe_percent")
    }


def test_a_preview_of_a_change_leaves_the_record_as_it_is(land: Farm) -> None:
    harvest = land.harvest(land.plot(), {"weight_kg": "500"})
    lines = [{"id": harvest["lines"][0]["id"], "weight_kg": "620"}]
    told = land.api.post(f"/agronomy/harvests/{harvest['id']}/preview", json={"lines": lines}).json()
    assert told["total_weight_kg"] == "620"
    assert land.api.read(HARVESTS, harvest["id"]) == harvest


def test_a_preview_is_judged_as_saving_is(land: Farm) -> None:
    plot, reader = land.plot(), land.api.as_user("agronomy.harvests:read")
    assert refusal(land.api.post("/agronomy/harvests/preview", json=land.sheet(plot, {"weight_kg": "-1"})))[0]
    assert reader.post("/agronomy/harvests/preview", json=land.sheet(plot)).status_code == 403
    done = land.confirmed(plot)
    body = {"note": "Trop tard"}
    assert refusal(land.api.post(f"/agronomy/harvests/{done['id']}/preview", json=body), 409)[1] == "frozen"
    assert reader.post(f"/agronomy/harvests/{done['id']}/preview", json=body).status_code == 403
