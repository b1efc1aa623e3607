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
)  # fmt: skip
from tests.server.agronomy.shapes import own_place, polygon, square
from tests.support.api import code


def test_a_season_of_oil_palm(land: Farm) -> None:
    api = land.api

    # The surveyor brings the outline of a plot of about eleven hectares; the server measures it.
    west, south = own_place()
    plot = land.plot(
        code=code("B07-"), geometry=polygon(square(west, south, 0.003)), planted_on=None, status="in_preparation"
    )
    assert 11 < float(plot["area_ha"]) < 11.1

    # It was planted in 2016 with 143 palms to the hectare, and bears.
    planting = {"plot_id": plot["id"], "crop_id": land.palm["id"], "planted_on": "2016-05-20", "plant_count": 1580}
    api.create("agronomy.plantings", **planting, material="Tenera D×P")
    plot = api.act(PLOTS, api.read(PLOTS, plot["id"]), "activate")
    assert (plot["status"], plot["planted_on"], plot["plant_count"]) == ("active", "2016-05-20", 1580)

    # The season opens with an aim of twelve tonnes to the hectare; rounds are planned every ten days.
    season = api.create(
        CYCLES, code=code("S"), plot_id=plot["id"], crop_id=land.palm["id"], started_on=day(200),
        stage="harvest", target_yield_kg_ha="12000",
    )  # fmt: skip
    wanted = {"from_on": day(30), "to_on": day(1), "plot_ids": [plot["id"]]}
    assert api.post("/agronomy/harvest-rounds/plan", json=wanted).json() == {"created": 3, "plots": 1}

    # Fertiliser leaves the store at its average cost.
    feed = land.product(name="Engrais", pre_harvest_days=0)
    fed = api.create(
        OPERATIONS, plot_id=plot["id"], kind="fertilisation", done_on=day(60),
        inputs=[{"item_id": feed["id"], "quantity": "40"}], labour=[{"employee_id": land.worker()["id"], "hours": "8"}],
    )  # fmt: skip
    fed = api.act(OPERATIONS, fed, "confirm")
    assert (fed["input_cost"], fed["cycle_id"]) == ("80000", season["id"])

    # A scout finds leaf miners on one palm in six; the plot is treated, with fourteen days before harvest.
    seen = api.create(
        OBSERVATIONS, plot_id=plot["id"], observed_at=f"{day(36)}T10:00:00+01:00", kind="pest",
        organism="Coelaenomenodera", severity="high", sample_count=48, affected_count=8,
    )  # fmt: skip
    assert seen["affected_percent"] == "16.667"
    spray = land.product(name="Insecticide", pre_harvest_days=14)
    treated = land.treatment(plot, spray, back=35, delay=None, done_until=f"{day(35)}T11:30:00+01:00")
    api.act(OPERATIONS, treated, "confirm")

    # Nobody harvests on the thirteenth day after; on the fifteenth the gang goes in.
    early = api.post("/agronomy/harvests", json=land.sheet(plot, back=22))
    assert refusal(early) == ("harvested_on", "pre_harvest_delay")
    api.create(WEIGHTS, plot_id=plot["id"], month=day(20), sample_bunches=50, sample_kg="705")
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

    # Two more rounds; the plan ticks them off.
    for back in (10, 2):
        land.confirmed(plot, {"weight_kg": "1400"}, back=back)
    states = [one["status"] for one in api.items(ROUNDS, f"plot_id:eq:{plot['id']}", sort="due_on")]
    assert states == ["missed", "done", "done"]

    # Each lot lies in the store, bears the day and the plot, and leads back to its outline.
    balances = {row["lot_id"]: row["quantity"] for row in land.in_stock(land.bunches)}
    assert balances[first["lot_id"]] == "1526"
    assert sum(float(quantity) for quantity in balances.values()) == 4326
    (origin,) = api.get("/agronomy/lots-geojson", params={"lot_id": first["lot_id"]}).json()["features"]
    assert origin["properties"]["lots"] == [first["lot_code"]]
    assert origin["geometry"] == plot["geometry"]

    # The mill sends a sample back: the lot is kept until somebody decides.
    api.create(
        CHECKS, lot_id=first["lot_id"], checked_at=f"{day(1)}T15:00:00+01:00", grade="c", conform=False,
        measures="Tri au quai", criteria=[{"criterion": "unripe", "value": "6.2", "limit_value": "5", "conform": False}],
    )  # fmt: skip
    assert api.read("inventory.lots", first["lot_id"])["quality_status"] == "quarantine"

    # The season closes with what it brought to the hectare.
    season = api.act(CYCLES, api.read(CYCLES, season["id"]), "close")
    assert season["harvested_kg"] == "4326"
    assert float(season["actual_yield_kg_ha"]) == round(4326 / float(plot["area_ha"]), 3)
    assert api.read(HARVESTS, first["id"])["status"] == "confirmed"


def test_a_week_of_papaya(land: Farm) -> None:
    """Papaya is weighed, never counted in bunches, and goes out every seven days."""
    papaya = land.api.read(CROPS, land.papaya["id"])
    assert (papaya["in_bunches"], papaya["harvest_interval_days"], papaya["density_per_ha"]) == (False, 7, 1600)
    plot = land.plot(land.papaya, planted_on="2025-02-10")
    harvest = land.confirmed(plot, {"weight_kg": "182.5"}, {"weight_kg": "171"}, grade="a")
    assert (harvest["total_weight_kg"], harvest["total_bunches"], harvest["unripe_percent"]) == ("353.5", 0, None)
    assert [row["quantity"] for row in land.in_stock(land.fruit)] == ["353.5"]
