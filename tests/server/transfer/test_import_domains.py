"""The files of the first days: 28 plots from a map, items from the old program, opening stock, a gang's harvest."""

import json

import pytest

from tests.server.transfer.conftest import table
from tests.support.api import code


@pytest.fixture
def land(api):
    site = api.create("settings.sites", code=code("S"), name="Mbanga (démo)")
    crop = api.create("agronomy.crops", code=code("C"), name="Palmier (démo)")
    return site, crop


def _square(number: int) -> dict:
    west, south, side = 9.55 + 0.01 * (number % 7), 4.5 + 0.01 * (number // 7), 0.005
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _plot(code, number, site, crop, geometry=None) -> dict:
    named = {"code": code, "name": f"Parcelle {number} (démo)", "site": site["code"], "crop": crop["code"]}
    more = {"planted_on": "2015-06-01", "plant_count": 143 * number}
    return {"type": "Feature", "properties": named | more, "geometry": geometry or _square(number)}


def _map(features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_28_plots_from_a_map_have_their_geodesic_areas(api, send, land):
    codes = [code("P") for _ in range(28)]
    content = _map([_plot(one, number, *land) for number, one in enumerate(codes, 1)])
    rehearsed = send("agronomy.plots", content, "parcelles.geojson", dry_run=True).json()
    assert (rehearsed["errors"], rehearsed["rows"], len(rehearsed["preview"])) == ([], 28, 20)
    assert rehearsed["preview"][0]["site_label"].startswith(land[0]["code"])
    report = send("agronomy.plots", content, "parcelles.geojson").json()
    assert (report["errors"], report["created"]) == ([], 28)
    plots = api.items("agronomy.plots", f"code:in:{'|'.join(codes)}")
    assert {plot["site_id"] for plot in plots} == {land[0]["id"]}
    assert all(30 < float(plot["area_ha"]) < 31.5 for plot in plots)


def test_bad_shapes_are_told_by_their_feature(send, land):
    crossed = {"type": "Polygon", "coordinates": [[[9.5, 4.5], [9.51, 4.51], [9.51, 4.5], [9.5, 4.51], [9.5, 4.5]]]}
    opened = {"type": "Polygon", "coordinates": [[[9.5, 4.5], [9.51, 4.5], [9.51, 4.51]]]}
    features = [_plot(code("P"), n, *land, geometry) for n, geometry in ((40, None), (41, crossed), (42, opened))]
    report = send("agronomy.plots", _map(features), "parcelles.geojson").json()
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(2, "geometry"), (3, "geometry")]
    assert report["created"] == 1


def test_properties_that_mean_nothing_here_are_told(send, land):
    feature = _plot(code("P"), 45, *land)
    feature["properties"]["OBJECTID"] = 1
    (error,) = send("agronomy.plots", _map([feature]), "parcelles.json").json()["errors"]
    assert error["field"] == "OBJECTID"


def test_items_from_the_old_program(api, send):
    codes = [code("A") for _ in range(5)]
    header = "Code;Nom;Catégorie;Unité;Seuil d'alerte"
    good = [f"{codes[0]};Urée 46 % (démo);Intrant;kg;1 250,5", f"{codes[1]};Régimes (démo);harvest;t;"]
    bad = [
        f"{codes[2]};Machette (démo);outil;u;4",
        f"{codes[3]};Gants (démo);spare_part;u;douze",
        f"{codes[4]};;input;kg;1",
    ]
    for dry_run in (True, False):
        report = send(
            "inventory.items", table(header, *good, *bad, encoding="latin-1"), "articles.csv", dry_run=dry_run
        ).json()
        assert [(one["row"], one["field"]) for one in report["errors"]] == [
            (4, "category"),
            (5, "alert_quantity"),
            (6, "name"),
        ]
    assert api.items("inventory.items", f"code:in:{'|'.join(codes)}") == []
    report = send("inventory.items", table(header, *good, encoding="latin-1"), "articles.csv").json()
    assert (report["errors"], report["created"]) == ([], 2)
    stored = {one["code"]: one for one in api.items("inventory.items", f"code:in:{'|'.join(codes)}")}
    assert (stored[codes[0]]["name"], stored[codes[0]]["alert_quantity"]) == ("Urée 46 % (démo)", "1250.5")
    assert api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert api.items("inventory.items", f"code:in:{'|'.join(codes)}") == []
    assert send("inventory.items", table(header, *good, encoding="latin-1"), "articles.csv").json()["created"] == 2


def test_opening_stock_comes_in_as_moves_to_post(api, send):
    item = api.create("inventory.items", code=code("A"), name="Urée (démo)", category="input", unit="kg")
    site = api.create("settings.sites", code=code("S"), name="Mbanga (démo)")
    store = api.create("inventory.warehouses", code=code("W"), name="Magasin (démo)", site_id=site["id"])
    header = "kind;item_id;quantity;unit_cost;destination_id;reference"
    report = send(
        "inventory.stock-moves", table(header, f"receipt;{item['code']};1 500,250;350;{store['code']};Ouverture")
    ).json()
    assert report["errors"] == []
    (move,) = api.items("inventory.stock-moves", f"item_id:eq:{item['id']}")
    assert (move["quantity"], move["unit_cost"], move["status"]) == ("1500.25", "350", "draft")
    assert api.act("inventory.stock-moves", api.read("inventory.stock-moves", move["id"]), "post")["status"] == "posted"
    late = api.post(f"/imports/{report['import_id']}/undo")
    assert (late.status_code, late.json()["errors"][0]["code"]) == (409, "changed")
