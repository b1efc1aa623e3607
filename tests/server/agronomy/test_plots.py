"""Plots over HTTP: outlines are measured and judged, neighbours respected, states follow their actions."""

import json
from typing import Any

import pytest

from tests.server.agronomy.farm import PLOTS, Farm, day, refusal
from tests.server.maps.shapes import G2, REFUSED, Json, own_place, own_square, point, polygon, square
from tests.support.api import code


def body(land: Farm, **values: Any) -> Json:
    return {"code": code("B"), "name": "Essai", "site_id": land.site["id"], "crop_id": land.palm["id"], **values}


def test_area_is_measured_and_cannot_be_typed(land: Farm) -> None:
    plot = land.plot(geometry=polygon(G2))
    assert (plot["area_ha"], plot["perimeter_m"], plot["area_source"]) == ("13.4143", "1412.54", "measured")
    assert plot["geometry"]["coordinates"] == [G2]
    answer = land.api.patch(f"/agronomy/plots/{plot['id']}", json={"area_ha": "1"}, version=plot["version"])
    assert refusal(answer) == ("area_ha", "extra_forbidden")
    land.api.remove(PLOTS, plot)


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in {"NaN", "infinite", "too many positions"}])
def test_wrong_outlines_are_refused_and_nothing_is_stored(land: Farm, name: str) -> None:
    geometry, slug = REFUSED[name]
    sent = body(land, geometry=geometry)
    assert refusal(land.api.post("/agronomy/plots", json=sent)) == ("geometry", slug)
    assert land.api.items(PLOTS, f"code:eq:{sent['code']}") == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "-1e400"])
def test_numbers_that_are_none_are_refused(land: Farm, number: str) -> None:
    sent = json.dumps(body(land, geometry=polygon(G2))).replace("9.704321", number)
    answer = land.api.post("/agronomy/plots", data=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text


def test_outline_of_twenty_thousand_positions_passes_and_one_more_does_not(land: Farm) -> None:
    west, south = own_place()
    steps = 19_996 // 2
    lower = [[round(west + 0.008 * i / steps, 8), south] for i in range(steps + 1)]
    upper = [[x, round(south + 0.001, 8)] for x, _ in reversed(lower)]
    ring = [*lower, *upper, lower[0]]
    assert len(ring) <= 20_000
    assert land.plot(geometry=polygon(ring))["area_source"] == "measured"
    extra = [ring[0]] * (20_001 - len(ring))
    answer = land.api.post("/agronomy/plots", json=body(land, geometry=polygon([*extra, *ring])))
    assert refusal(answer) == ("geometry", "geometry_too_many")


def test_refusals_speak_the_language_of_the_person(land: Farm) -> None:
    sent = body(land, geometry=polygon(square(*own_place(), 0.002)[:-1]))
    french = land.api.post("/agronomy/plots", json=sent).json()["errors"][0]["message"]
    english = land.api.post("/agronomy/plots", json=sent, headers={"Accept-Language": "en"}).json()
    assert "n'est pas fermé" in french
    assert "is not closed" in english["errors"][0]["message"]


def test_area_must_be_a_plots(land: Farm) -> None:
    west, south = own_place()
    speck = land.api.post("/agronomy/plots", json=body(land, geometry=polygon(square(west, south, 0.00005))))
    assert refusal(speck) == ("geometry", "area_range")
    province = land.api.post("/agronomy/plots", json=body(land, geometry=polygon(square(16, 13, 0.1))))
    assert refusal(province) == ("geometry", "area_range")


def test_point_needs_a_declared_area_below_four_hectares(land: Farm) -> None:
    place = point(*own_place())
    assert refusal(land.api.post("/agronomy/plots", json=body(land, geometry=place))) == (
        "declared_area_ha", "declared_area_due",
    )  # fmt: skip
    for area in ("4", "4.0001", "70"):
        sent = body(land, geometry=place, declared_area_ha=area)
        assert refusal(land.api.post("/agronomy/plots", json=sent)) == ("geometry", "polygon_due")
    plot = land.plot(geometry=place, declared_area_ha="3.9999")
    assert (plot["area_ha"], plot["area_source"]) == ("3.9999", "declared")


def test_measured_area_wins_over_the_declared_one(land: Farm) -> None:
    plot = land.plot(declared_area_ha="4.5")
    assert plot["area_source"] == "measured"
    assert plot["area_ha"] != "4.5"


def test_plot_without_outline_has_the_declared_area_or_none(land: Farm) -> None:
    bare = land.plot(geometry=None)
    assert (bare["area_ha"], bare["area_source"]) == (None, None)
    declared = land.api.update(PLOTS, bare, declared_area_ha="12.5")
    assert (declared["area_ha"], declared["area_source"]) == ("12.5", "declared")
    assert land.api.items(PLOTS, f"id:eq:{bare['id']}", "geometry:null:true") != []


def test_same_outline_twice_is_refused_whatever_its_direction(land: Farm) -> None:
    west, south = own_place()
    ring = square(west, south, 0.002)
    first = land.plot(geometry=polygon(ring))
    turned = [*ring[2:], *ring[1:3]][::-1]
    answer = land.api.post("/agronomy/plots", json=body(land, geometry=polygon(turned)))
    assert refusal(answer) == ("geometry", "geometry_duplicate")
    assert first["code"] in answer.json()["detail"]


def test_neighbours_may_touch_and_overlap_by_one_percent_at_most(land: Farm) -> None:
    west, south = own_place()
    first = land.plot(geometry=polygon(square(west, south, 0.002)))
    land.plot(geometry=polygon(square(west + 0.002, south, 0.002)))
    land.plot(geometry=polygon(square(west, south + 0.00199, 0.002)))
    answer = land.api.post("/agronomy/plots", json=body(land, geometry=polygon(square(west - 0.00195, south, 0.002))))
    assert refusal(answer) == ("geometry", "geometry_overlap")
    assert first["code"] in answer.json()["detail"]
    assert "2,5 %" in answer.json()["detail"]


def test_a_small_plot_inside_a_large_one_overlaps_wholly(land: Farm) -> None:
    west, south = own_place()
    land.plot(geometry=polygon(square(west, south, 0.008)))
    inside = body(land, geometry=polygon(square(west + 0.004, south + 0.004, 0.0003)))
    assert refusal(land.api.post("/agronomy/plots", json=inside)) == ("geometry", "geometry_overlap")
    dot = body(land, geometry=point(west + 0.001, south + 0.001), declared_area_ha="1")
    assert refusal(land.api.post("/agronomy/plots", json=dot)) == ("geometry", "geometry_overlap")


def test_archived_plot_makes_room_and_comes_back_only_where_there_is_room(land: Farm) -> None:
    geometry = own_square()
    old = land.api.update(PLOTS, land.plot(geometry=geometry), archived=True)
    land.plot(geometry=geometry)
    answer = land.api.patch(f"/agronomy/plots/{old['id']}", json={"archived": False}, version=old["version"])
    assert refusal(answer) == ("geometry", "geometry_duplicate")


def test_outline_may_be_redrawn_over_itself(land: Farm) -> None:
    west, south = own_place()
    plot = land.plot(geometry=polygon(square(west, south, 0.002)))
    larger = land.api.update(PLOTS, plot, geometry=polygon(square(west, south, 0.0021)))
    assert float(larger["area_ha"]) > float(plot["area_ha"])


def test_net_area_fits_into_the_plot(land: Farm) -> None:
    plot = land.plot(net_area_ha="4")
    answer = land.api.patch(f"/agronomy/plots/{plot['id']}", json={"net_area_ha": "40"}, version=plot["version"])
    assert refusal(answer) == ("net_area_ha", "net_area")


def test_life_of_a_plot(land: Farm) -> None:
    plot = land.plot(planted_on=None, status="in_preparation")
    for action, status in (
        ("activate", "active"), ("start-harvest", "harvesting"), ("end-harvest", "active"), ("rest", "resting"),
        ("prepare-again", "in_preparation"),
    ):  # fmt: skip
        plot = land.api.act(PLOTS, plot, action)
        assert plot["status"] == status
    answer = land.api.post(f"/agronomy/plots/{plot['id']}/rest", version=plot["version"])
    assert refusal(answer, 409) == (None, "wrong_state")


def test_state_is_said_once_and_then_only_by_actions(land: Farm) -> None:
    assert land.plot()["status"] == "active"
    assert land.plot(planted_on=day(-30))["status"] == "in_preparation"
    plot = land.plot(status="resting")
    assert plot["status"] == "resting"
    path = f"/agronomy/plots/{plot['id']}"
    assert refusal(land.api.patch(path, json={"status": "active"}, version=plot["version"])) == (
        "status", "status_by_action",
    )  # fmt: skip
    assert land.api.update(PLOTS, plot, status="resting", name="Repos")["status"] == "resting"


def test_what_is_not_planted_yet_is_not_active(land: Farm) -> None:
    answer = land.api.post("/agronomy/plots", json=body(land, status="active", planted_on=day(-5)))
    assert refusal(answer) == ("planted_on", "not_planted_yet")
    plot = land.plot(planted_on=day(-5))
    answer = land.api.post(f"/agronomy/plots/{plot['id']}/activate", version=plot["version"])
    assert refusal(answer) == (None, "not_planted_yet")


def test_eudr_file_is_complete_with_place_proof_and_no_late_clearing(land: Farm) -> None:
    plot = land.plot()
    assert plot["eudr_state"] == "missing"
    proof = {"evidence_on": "2021-03-02", "evidence_reference": "Image satellite 2020-12"}
    plot = land.api.update(PLOTS, plot, cleared_on="2020-12-31", **proof)
    assert plot["eudr_state"] == "complete"
    assert land.api.update(PLOTS, plot, cleared_on="2021-01-01")["eudr_state"] == "excluded"
    answer = land.api.post("/agronomy/plots", json=body(land, cleared_on=day(-1)))
    assert refusal(answer) == ("cleared_on", "future_day")


def test_unknown_references_are_named(land: Farm) -> None:
    ghost = "01890000-0000-7000-8000-000000000000"
    for field in ("site_id", "crop_id", "manager_id"):
        answer = land.api.post("/agronomy/plots", json=body(land, **{field: ghost}))
        assert refusal(answer) == (field, "unknown_reference")


def test_plot_with_a_harvest_is_not_deleted(land: Farm) -> None:
    plot = land.plot()
    land.harvest(plot)
    assert land.api.delete(f"/agronomy/plots/{plot['id']}", version=plot["version"]).status_code == 409
