"""The file that a buyer in the European Union asks for: whole, exact, or not made at all."""

import json
import re
from typing import Any

from tests.server.agronomy.farm import Farm
from tests.server.maps.shapes import G2, Json, own_place, point, polygon

PATH = "/agronomy/plots/eudr-file"


def fine(west: float, south: float, side: float = 0.0021) -> list[list[float]]:
    """A square surveyed to seven decimals, some of which are zeros."""
    x, y = west + 0.0000123, south + 0.0000456
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return [[round(a, 7), round(b, 7)] for a, b in ring]


def asked(land: Farm, *plots: Json) -> Any:
    return land.api.get(PATH, params={"plot_id": [plot["id"] for plot in plots]})


def refusals(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {one["code"]: one["message"] for one in answer.json()["errors"]}


def test_every_number_is_as_given_with_six_decimals_at_least(land: Farm) -> None:
    ring = fine(*own_place())
    plot = land.plot(
        geometry=polygon(ring), cleared_on="2008-01-10", evidence_on="2026-01-10", evidence_reference="S2 (essai)"
    )
    answer = asked(land, plot)
    assert answer.headers["content-type"].startswith("application/geo+json")
    assert answer.headers["content-disposition"].endswith('.geojson"')
    (feature,) = json.loads(answer.text, parse_float=str)["features"]
    assert feature["properties"] | {"area_ha": plot["area_ha"], "eudr_state": "complete"} == feature["properties"]
    (told,) = feature["geometry"]["coordinates"]
    assert [[float(x), float(y)] for x, y in told] == ring
    assert all(re.fullmatch(r"[0-9]+\.[0-9]{6,8}", number) for corner in told for number in corner)
    assert told[0] == told[-1]


def test_a_point_is_enough_below_four_hectares_only(land: Farm) -> None:
    x, y = own_place()
    place = point(round(x + 0.0000123, 7), round(y + 0.0000456, 7))
    small = land.plot(geometry=place, declared_area_ha="3.9999")
    (feature,) = asked(land, small).json()["features"]
    assert feature["geometry"]["type"] == "Point"
    large = {"code": "X" + small["code"], "name": "Essai", "site_id": land.site["id"], "crop_id": land.palm["id"]}
    answer = land.api.post("/agronomy/plots", json={**large, "geometry": place, "declared_area_ha": "4"})
    assert answer.json()["errors"][0]["code"] == "polygon_due"


def test_all_that_stands_in_the_way_is_told_at_once(land: Farm) -> None:
    good, bare = land.plot(geometry=polygon(fine(*own_place()))), land.plot(geometry=None)
    late = land.plot(geometry=polygon(fine(*own_place())), cleared_on="2021-03-01")
    coarse = land.plot()
    told = refusals(asked(land, good, bare, late, coarse))
    assert set(told) == {"eudr_no_outline", "eudr_excluded", "eudr_too_coarse"}
    assert bare["code"] in told["eudr_no_outline"]
    assert late["code"] in told["eudr_excluded"]
    assert coarse["code"] in told["eudr_too_coarse"]


def test_v25_leaves_with_its_area(land: Farm) -> None:
    plot = land.plot(geometry=polygon(G2))
    (feature,) = asked(land, plot).json()["features"]
    assert feature["properties"]["area_ha"] == "13.4143"
    assert feature["geometry"]["coordinates"] == [G2]


def test_the_export_is_in_the_trail(land: Farm) -> None:
    def told() -> int:
        return len(land.api.items("auth.audit-events", "action:eq:export", "resource:eq:agronomy.plots", limit=500))

    before, plot = told(), land.plot(geometry=polygon(fine(*own_place())))
    asked(land, plot)
    assert told() == before + 1
