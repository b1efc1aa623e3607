"""Plots out of map files over HTTP: a rehearsal that tells of each feature, then all of it or nothing."""

import json
from itertools import pairwise
from typing import Any

import pytest

from fofal_server.maps.feature import Feature
from fofal_server.maps.formats import FORMATS, MapFormat
from tests.server.agronomy.farm import CROPS, PLOTS, Farm
from tests.server.maps.files import corners, kml, parts_of_shapefile, placemark, zipped
from tests.server.maps.shapes import Json, own_place, own_square, point, polygon, square
from tests.support.api import code

PATH = "/agronomy/plots/import-map"


def send(land: Farm, content: bytes, name: str, **query: Any) -> Json:
    """The report of an import, rehearsed unless it says otherwise, with the farm's site and crop for new plots."""
    asked = {"dry_run": "true", "site_id": land.site["id"], "crop_id": land.palm["id"], **query}
    answer = land.api.post(PATH, files={"file": (name, content)}, params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def outcomes(report: Json) -> dict[str, str]:
    return {plot["code"]: plot["outcome"] for plot in report["plots"]}


def written(kind: MapFormat, *features: tuple[str, Json]) -> tuple[bytes, str]:
    listed = [Feature(n, name, shape) for n, (name, shape) in enumerate(features, 1)]
    return FORMATS[kind].written(listed, "Essai"), f"essai{FORMATS[kind].suffixes[0]}"


@pytest.mark.parametrize("kind", MapFormat)
def test_a_rehearsal_tells_what_would_happen_and_stores_nothing(land: Farm, kind: MapFormat) -> None:
    old, fresh, moved = land.plot(), code("N"), own_square()
    sent = written(kind, (old["code"], moved), (fresh, own_square()))
    report = send(land, *sent)
    assert outcomes(report) == {old["code"]: "changed", fresh: "new"}
    assert (report["new"], report["changed"], report["same"], report["refused"]) == (1, 1, 0, 0)
    assert (report["format"], report["stored"], report["import_id"]) == (kind, False, None)
    known = report["plots"][0]
    assert (known["plot_id"], known["area_before_ha"], known["geometry"]) == (old["id"], old["area_ha"], moved)
    assert land.api.read(PLOTS, old["id"]) == old
    assert land.api.items(PLOTS, f"code:eq:{fresh}") == []


def test_the_same_file_is_then_stored_and_can_be_taken_back(land: Farm) -> None:
    old, fresh, moved = land.plot(), code("N"), own_square()
    sent = written(MapFormat.KML, (old["code"], moved), (fresh, own_square()))
    report = send(land, *sent, dry_run="false")
    assert (report["stored"], report["new"], report["changed"]) == (True, 1, 1)
    after = land.api.read(PLOTS, old["id"])
    assert after["geometry"] == moved
    assert {name: after[name] for name in ("name", "site_id", "crop_id", "planted_on", "plant_count", "status")} == {
        name: old[name] for name in ("name", "site_id", "crop_id", "planted_on", "plant_count", "status")
    }
    (made,) = land.api.items(PLOTS, f"code:eq:{fresh}")
    assert (made["name"], made["crop_id"], made["area_source"]) == (fresh, land.palm["id"], "measured")
    assert land.api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert land.api.read(PLOTS, old["id"])["geometry"] == old["geometry"]
    assert land.api.items(PLOTS, f"code:eq:{fresh}") == []


def test_what_says_nothing_new_is_left_alone(land: Farm) -> None:
    plot = land.plot()
    report = send(land, *written(MapFormat.GPX, (plot["code"], plot["geometry"])), dry_run="false")
    assert outcomes(report) == {plot["code"]: "same"}
    assert (report["stored"], report["same"]) == (False, 1)
    assert land.api.read(PLOTS, plot["id"])["version"] == plot["version"]


@pytest.mark.parametrize("kind", MapFormat)
def test_our_own_files_come_back_as_the_same(land: Farm, kind: MapFormat) -> None:
    plots = [
        land.plot(),
        land.plot(geometry=own_square(0.003)),
        land.plot(geometry=point(*own_place()), declared_area_ha="2"),
    ]
    query = {"format": kind, "plot_id": [plot["id"] for plot in plots]}
    answer = land.api.get("/agronomy/plots/map-file", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[kind].media
    name = answer.headers["content-disposition"].partition('"')[2].strip('"')
    assert set(outcomes(send(land, answer.content, name)).items()) == {(plot["code"], "same") for plot in plots}


def test_each_feature_tells_its_own_mistake_and_nothing_is_stored(land: Farm) -> None:
    old, good = land.plot(), code("N")
    ring = old["geometry"]["coordinates"][0]
    shifted = [[round(x + 0.001, 7), y] for x, y in ring]
    west, south = own_place()
    content = kml(
        placemark(good, corners(square(west, south, 0.002))),
        placemark("Recouvre", corners(shifted)),
        placemark("Bloc B", corners(square(west, south + 0.004, 0.002)[:-1])),
        placemark("", corners(square(west, south + 0.006, 0.002))),
        placemark("Bloc C", corners([[y, x] for x, y in ring])),
    )
    for dry_run in ("true", "false"):
        report = send(land, content, "ferme.kml", dry_run=dry_run)
        assert [plot["outcome"] for plot in report["plots"]] == ["new", "overlap", "refused", "refused", "refused"]
        assert (report["stored"], report["refused"]) == (False, 4)
        told = [plot["mistakes"][0]["message"] if plot["mistakes"] else "" for plot in report["plots"]]
        assert old["code"] in told[1]
        assert "anneau 1" in told[2]
        assert "ni code ni nom" in told[3]
        assert "inversées" in told[4]
    assert land.api.items(PLOTS, f"code:eq:{good}") == []


def test_features_of_one_file_may_not_lie_on_each_other(land: Farm) -> None:
    shape = own_square()
    report = send(land, *written(MapFormat.GEOJSON, ("A" + code(), shape), ("B" + code(), shape)))
    assert [plot["outcome"] for plot in report["plots"]] == ["new", "overlap"]


def test_two_plots_exchange_their_outlines_and_get_them_back(land: Farm) -> None:
    """Each lies on the other when its turn comes; what counts is where they lie in the end."""
    one, two = land.plot(), land.plot()
    sent = written(MapFormat.GEOJSON, (one["code"], two["geometry"]), (two["code"], one["geometry"]))
    report = send(land, *sent, dry_run="false")
    assert (report["stored"], report["changed"]) == (True, 2), report
    after = [land.api.read(PLOTS, plot["id"])["geometry"] for plot in (one, two)]
    assert after == [two["geometry"], one["geometry"]]
    assert land.api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert [land.api.read(PLOTS, plot["id"])["geometry"] for plot in (one, two)] == after[::-1]


def test_a_new_plot_takes_the_place_that_another_leaves(land: Farm) -> None:
    old, fresh = land.plot(), code("N")
    sent = written(MapFormat.GEOJSON, (fresh, old["geometry"]), (old["code"], own_square()))
    report = send(land, *sent, dry_run="false")
    assert (report["stored"], report["new"], report["changed"]) == (True, 1, 1), report
    assert land.api.post(f"/imports/{report['import_id']}/undo").status_code == 200
    assert land.api.read(PLOTS, old["id"])["geometry"] == old["geometry"]


def test_two_plots_that_move_to_one_place_are_both_told(land: Farm) -> None:
    one, two, place = land.plot(), land.plot(), own_square()
    report = send(land, *written(MapFormat.GEOJSON, (one["code"], place), (two["code"], place)), dry_run="false")
    assert [plot["outcome"] for plot in report["plots"]] == ["overlap", "overlap"]
    assert land.api.read(PLOTS, one["id"]) == one


def walk(side: float = 0.002, steps: int = 300) -> Json:
    """A square as a receiver notes it: so many positions a side, each some decimetres beside the line."""
    (west, south), stops = own_place(), ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    ring = [
        [round(west + side * (x1 + (x2 - x1) * n / steps) + 2e-6 * (n % 3 - 1), 8),
         round(south + side * (y1 + (y2 - y1) * n / steps) + 2e-6 * ((n + 1) % 3 - 1), 8)]
        for (x1, y1), (x2, y2) in pairwise(stops) for n in range(steps)
    ]  # fmt: skip
    return polygon([*ring, ring[0]])


def test_a_long_walk_is_thinned_out_unless_every_corner_is_wanted(land: Farm) -> None:
    mark, shape = code("N"), walk()
    sent = written(MapFormat.GPX, (mark, shape))
    report = send(land, *sent)
    (fewer,) = report["plots"]
    assert (float(report["tolerance_m"]), fewer["outcome"], fewer["corners_given"]) == (1, "new", 1200)
    assert fewer["corners"] <= 8
    assert all(position in shape["coordinates"][0] for position in fewer["geometry"]["coordinates"][0])
    whole = send(land, *sent, keep_corners="true", dry_run="false")
    assert (whole["tolerance_m"], whole["plots"][0]["corners"], whole["plots"][0]["corners_given"]) == (
        None,
        1200,
        None,
    )
    assert float(fewer["area_ha"]) == pytest.approx(float(whole["plots"][0]["area_ha"]), rel=0.005)
    assert outcomes(send(land, *sent)) == {mark: "same"}, "what was kept is not thinned out when it comes again"
    assert send(land, *written(MapFormat.KML, (code("N"), walk())))["plots"][0]["corners"] == 1200


def test_what_leaves_the_outline_of_its_site_is_told_and_stands_against_nothing(land: Farm) -> None:
    west, south = own_place()
    site = land.api.create("settings.sites", code=code("L"), name="Ferme (essai)")
    land.api.update("settings.sites", site, geometry=polygon(square(west, south, 0.003)))
    for start, beyond in ((west + 0.0005, None), (west + 0.002, "50 %")):
        shape = polygon(square(start, south + 0.0005, 0.002))
        (plot,) = send(land, *written(MapFormat.KML, (code("N"), shape)), site_id=site["id"])["plots"]
        assert plot["outcome"] == "new"
        assert [one["code"] for one in plot["warnings"]] == ([] if beyond is None else ["outside_farm"])
        assert all(site["code"] in one["message"] and str(beyond) in one["message"] for one in plot["warnings"])


def test_an_unusual_area_is_told_and_stands_against_nothing(land: Farm) -> None:
    (plot,) = send(land, *written(MapFormat.KML, (code("N"), own_square(0.0002))))["plots"]
    assert (plot["outcome"], plot["mistakes"]) == ("new", [])
    assert [one["code"] for one in plot["warnings"]] == ["area_unusual"]
    assert "0,1 et 200 ha" in plot["warnings"][0]["message"]


def test_chosen_features_are_taken_without_the_others(land: Farm) -> None:
    one, two = code("N"), code("N")
    content = kml(placemark(one, corners(square(*own_place(), 0.002))), placemark(two, "9.7,4.05 x,y"))
    report = send(land, content, "f.kml", dry_run="false", only=[1])
    assert (report["stored"], report["new"], len(report["plots"])) == (True, 1, 1)
    assert len(land.api.items(PLOTS, f"code:eq:{one}")) == 1


def test_properties_fill_fields_and_strange_ones_are_told(land: Farm) -> None:
    crop = land.api.create(CROPS, code=code("PAP"), name="Papayer d'essai")
    feature = {"type": "Feature", "geometry": own_square()}
    told = {"CODE": code("N"), "nom": "Palmeraie 1", "culture": crop["code"], "planté le": "15/04/2012", "OBJECTID": 7}
    whole = {"type": "FeatureCollection", "features": [{**feature, "properties": told}]}
    report = send(land, json.dumps(whole).encode(), "f.geojson", dry_run="false")
    assert (report["stored"], report["ignored"]) == (True, ["OBJECTID"]), report
    (made,) = land.api.items(PLOTS, f"code:eq:{told['CODE']}")
    assert (made["name"], made["crop_id"], made["planted_on"]) == ("Palmeraie 1", crop["id"], "2012-04-15")


def test_the_table_of_a_shapefile_cuts_names_and_is_understood(land: Farm) -> None:
    one = code("N")
    ring = square(*own_place(), 0.002)[::-1]
    parts = parts_of_shapefile([ring], CODE=one, PLANTED_ON="2012-04-15", PLANT_COUN="398")
    assert send(land, zipped(parts), "f.zip", dry_run="false")["stored"] is True
    (made,) = land.api.items(PLOTS, f"code:eq:{one}")
    assert (made["planted_on"], made["plant_count"]) == ("2012-04-15", 398)


def test_a_new_plot_needs_a_site_and_a_crop(land: Farm) -> None:
    content, name = written(MapFormat.KML, (code("N"), own_square()))
    report = land.api.post(PATH, files={"file": (name, content)}, params={"dry_run": "true"}).json()
    (plot,) = report["plots"]
    assert plot["outcome"] == "refused"
    assert {one["field"] for one in plot["mistakes"]} == {"site_id", "crop_id"}


def test_a_plot_is_met_by_its_name_whatever_the_case(land: Farm) -> None:
    name = "Vallée " + code()
    plot = land.plot(name=name)
    report = send(land, *written(MapFormat.KML, (name.upper(), own_square())))
    assert report["plots"][0]["plot_id"] == plot["id"]
    assert report["plots"][0]["code"] == plot["code"]


def test_two_plots_of_one_name_are_not_guessed(land: Farm) -> None:
    name = "Jumelle " + code()
    land.plot(name=name), land.plot(name=name)
    report = send(land, *written(MapFormat.KML, (name, own_square())))
    assert report["plots"][0]["outcome"] == "refused"


def test_who_may_only_add_changes_nothing(land: Farm) -> None:
    plot = land.plot()
    person = land.api.as_user(
        "agronomy.plots:create", "agronomy.plots:read", "agronomy.crops:read", "settings.sites:read"
    )
    content, name = written(MapFormat.KML, (plot["code"], own_square()))
    answer = person.post(PATH, files={"file": (name, content)})
    assert answer.status_code == 403, answer.text
    person.close()


def test_files_that_are_no_maps_are_refused_before_anything(land: Farm) -> None:
    answer = land.api.post(
        PATH, files={"file": ("f.zip", zipped(parts_of_shapefile([square(9.7, 4.05, 0.002)], None)))}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "no_projection")
    assert ".prj" in answer.json()["detail"]


def test_fifty_megabytes_are_not_even_read(land: Farm) -> None:
    answer = land.api.post(PATH, files={"file": ("f.kml", b"<kml>" + b" " * 50 * 1024 * 1024)})
    assert answer.status_code == 413


def test_sent_twice_with_one_key_it_is_stored_once(land: Farm) -> None:
    content, name = written(MapFormat.KML, (code("N"), own_square()))
    asked = {"site_id": land.site["id"], "crop_id": land.palm["id"]}
    answers = [land.api.post(PATH, files={"file": (name, content)}, params=asked, key="carte-1") for _ in "ab"]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_an_export_needs_plots_within_reach(land: Farm) -> None:
    ghost = "01890000-0000-7000-8000-000000000000"
    assert land.api.get("/agronomy/plots/map-file", params={"plot_id": ghost}).status_code == 404
    bare = land.plot(geometry=None)
    answer = land.api.get("/agronomy/plots/map-file", params={"plot_id": bare["id"]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no_outline_to_export")
    drawn = land.plot(geometry=polygon(square(*own_place(), 0.002)))
    person = land.api.as_user("agronomy.plots:read@own")
    assert person.get("/agronomy/plots/map-file", params={"plot_id": drawn["id"]}).status_code == 404
    person.close()
