"""A season as an agronomist would tell it: draw, plant, feed, look, treat, wait, harvest, weigh, store, trace, close."""

from tests.server.agronomy.farm import (
    CHECKS,
    CROPS,
    CYCLES,
    HARVESTS,
    OBSERVATIONS,
    OPERATIONS,
    PLOTS,
    ROUNDS,
    WEIGHTS,
    Farm,
    day,
    refusal,
)
from tests.server.maps.shapes import own_place, polygon, square
from tests.support.api import Json, code


def test_a_season_of_oil_palm(land: Farm) -> None:
    plot = plant(land, draw(land))
    season = open_season(land, plot)
    plan_rounds(land, plot)
    feed(land, plot, season)
    scout_and_treat(land, plot)
    wait_for_the_delay(land, plot)
    first = harvest(land, plot, season)
    tick_off_rounds(land, plot)
    find_in_stock(land, plot, first)
    keep_back_what_the_mill_refuses(land, first)
    close_season(land, plot, season)
    assert land.api.read(HARVESTS, first["id"])["status"] == "confirmed"


def draw(land: Farm) -> Json:
    """The surveyor brings the outline of a plot of about eleven hectares; the server measures it."""
    outline = polygon(square(*own_place(), 0.003))
    plot = land.plot(code=code("B07-"), geometry=outline, planted_on=None, status="in_preparation")
    assert 11 < float(plot["area_ha"]) < 11.1
    return plot


def plant(land: Farm, plot: Json) -> Json:
    """It was planted in 2016 with 143 palms to the hectare, and bears."""
    planting = {"plot_id": plot["id"], "crop_id": land.palm["id"], "planted_on": "2016-05-20", "plant_count": 1580}
    land.api.create("agronomy.plantings", **planting, material="Tenera D×P")
    plot = land.api.act(PLOTS, land.api.read(PLOTS, plot["id"]), "activate")
    assert (plot["status"], plot["planted_on"], plot["plant_count"]) == ("active", "2016-05-20", 1580)
    return plot


def open_season(land: Farm, plot: Json) -> Json:
    """The season opens with an aim of twelve tonnes to the hectare."""
    aim = {"stage": "harvest", "target_yield_kg_ha": "12000"}
    return land.api.create(
        CYCLES, code=code("S"), plot_id=plot["id"], crop_id=land.palm["id"], started_on=day(200), **aim
    )


def plan_rounds(land: Farm, plot: Json) -> None:
    """Rounds are planned every ten days."""
    wanted = {"from_on": day(30), "to_on": day(1), "plot_ids": [plot["id"]]}
    assert land.api.post("/agronomy/harvest-rounds/plan", json=wanted).json() == {"created": 3, "plots": 1}


def feed(land: Farm, plot: Json, season: Json) -> None:
    """Fertiliser leaves the store at its average cost."""
    fertiliser = land.product(name="Engrais", pre_harvest_days=0)
    bags = [{"item_id": fertiliser["id"], "quantity": "40"}]
    labour = [{"employee_id": land.worker()["id"], "hours": "8"}]
    sheet = {"plot_id": plot["id"], "kind": "fertilisation", "done_on": day(60)}
    fed = land.api.act(OPERATIONS, land.api.create(OPERATIONS, **sheet, inputs=bags, labour=labour), "confirm")
    assert (fed["input_cost"], fed["cycle_id"]) == ("80000", season["id"])


def scout_and_treat(land: Farm, plot: Json) -> None:
    """A scout finds leaf miners on one palm in six; the plot is treated, fourteen days before any harvest."""
    look = {"plot_id": plot["id"], "observed_at": f"{day(36)}T10:00:00+01:00", "kind": "pest", "severity": "high"}
    counted = {"organism": "Coelaenomenodera", "sample_count": 48, "affected_count": 8}
    assert land.api.create(OBSERVATIONS, **look, **counted)["affected_percent"] == "16.667"
    spray = land.product(name="Insecticide", pre_harvest_days=14)
    treated = land.treatment(plot, spray, back=35, delay=None, done_until=f"{day(35)}T11:30:00+01:00")
    land.api.act(OPERATIONS, treated, "confirm")


def wait_for_the_delay(land: Farm, plot: Json) -> None:
    """Nobody harvests on the thirteenth day after."""
    early = land.api.post("/agronomy/harvests", json=land.sheet(plot, back=22))
    assert refusal(early) == ("harvested_on", "pre_harvest_delay")


def harvest(land: Farm, plot: Json, season: Json) -> Json:
    """On the fifteenth day the gang goes in: one worker's bunches are counted, the other's weighed."""
    land.api.create(WEIGHTS, plot_id=plot["id"], month=day(20), sample_bunches=50, sample_kg="705")
    one, other = land.worker(), land.worker()
    first = land.confirmed(
        plot,
        {"employee_id": one["id"], "bunches_ripe": 60, "bunches_underripe": 2, "loose_fruit_kg": "11.8"},
        {"employee_id": other["id"], "bunches_ripe": 40, "bunches_unripe": 5, "weight_kg": "640"},
        back=20,
    )
    assert first["bunch_weight_kg"] == "14.1"
    assert first["total_weight_kg"] == "1526", "62 × 14.1 + 11.8 counted, 640 weighed"
    assert first["cycle_id"] == season["id"]
    assert len(first["unripe_warnings"]) == 1, "five unripe of forty-five are too many"
    return first


def tick_off_rounds(land: Farm, plot: Json) -> None:
    """Two more rounds; the plan ticks off what was done and keeps what was missed."""
    for back in (10, 2):
        land.confirmed(plot, {"weight_kg": "1400"}, back=back)
    states = [one["status"] for one in land.api.items(ROUNDS, f"plot_id:eq:{plot['id']}", sort="due_on")]
    assert states == ["missed", "done", "done"]


def find_in_stock(land: Farm, plot: Json, first: Json) -> None:
    """Each lot lies in the store, and leads back to the outline of its plot."""
    balances = {row["lot_id"]: row["quantity"] for row in land.in_stock(land.bunches)}
    assert balances[first["lot_id"]] == "1526"
    assert sum(float(quantity) for quantity in balances.values()) == 4326
    found = land.api.get("/agronomy/lots-geojson", params={"lot_id": first["lot_id"]}).json()
    (origin,) = found["features"]
    assert origin["properties"]["lots"] == [first["lot_code"]]
    assert origin["geometry"] == plot["geometry"]


def keep_back_what_the_mill_refuses(land: Farm, first: Json) -> None:
    """The mill sends a sample back: the lot is kept until somebody decides."""
    unripe = {"criterion": "unripe", "value": "6.2", "limit_value": "5", "conform": False}
    verdict = {"grade": "c", "conform": False, "measures": "Tri au quai", "criteria": [unripe]}
    land.api.create(CHECKS, lot_id=first["lot_id"], checked_at=f"{day(1)}T15:00:00+01:00", **verdict)
    assert land.api.read("inventory.lots", first["lot_id"])["quality_status"] == "quarantine"


def close_season(land: Farm, plot: Json, season: Json) -> None:
    """The season closes with what it brought to the hectare."""
    closed = land.api.act(CYCLES, land.api.read(CYCLES, season["id"]), "close")
    assert closed["harvested_kg"] == "4326"
    assert float(closed["actual_yield_kg_ha"]) == round(4326 / float(plot["area_ha"]), 3)


def test_a_week_of_papaya(land: Farm) -> None:
    """Papaya is weighed, never counted in bunches, and goes out every seven days."""
    papaya = land.api.read(CROPS, land.papaya["id"])
    assert (papaya["in_bunches"], papaya["harvest_interval_days"], papaya["density_per_ha"]) == (False, 7, 1600)
    plot = land.plot(land.papaya, planted_on="2025-02-10")
    picked = land.confirmed(plot, {"weight_kg": "182.5"}, {"weight_kg": "171"}, grade="a")
    assert (picked["total_weight_kg"], picked["total_bunches"], picked["unripe_percent"]) == ("353.5", 0, None)
    assert [row["quantity"] for row in land.in_stock(land.fruit)] == ["353.5"]
