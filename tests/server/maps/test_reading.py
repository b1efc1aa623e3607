"""Map files as people send them: from receivers, offices and other countries; what cannot be taken says why and where."""

import json
import math
from typing import Any

import pytest
from pyproj import CRS, Transformer

from fofal_server.core.errors import FofalError, Refused
from fofal_server.core.texts import text
from fofal_server.maps import geodesy, outline
from fofal_server.maps.feature import Feature
from tests.server.maps.files import WGS84, corners, gpx, kml, opened, parts_of_shapefile, placemark, zipped
from tests.server.maps.shapes import G2, SQUARE, Json, polygon, square


def only(content: bytes, name: str) -> Feature:
    (found,) = opened(content, name).features
    return found


def flaw(content: bytes, name: str) -> tuple[str, str]:
    """Why the one thing of a file is no outline: the code, and what a person reads."""
    one = only(content, name)
    try:
        if one.flaw is not None:
            raise one.flaw
        outline.of(one.shape or {})
    except Refused as refusal:
        told = text(refusal.key or "", **refusal.values)
        assert "{" not in told
        return refusal.code or "", told
    raise AssertionError(one)


def refused(content: bytes, name: str) -> tuple[int, str]:
    with pytest.raises(FofalError) as caught:
        opened(content, name)
    told = text(caught.value.key or "", **caught.value.values)
    assert len(told) > 15
    assert "{" not in told
    return caught.value.status, caught.value.code or ""


def test_folders_and_styles_of_google_earth_are_passed_over() -> None:
    body = f"<Style id='s'><LineStyle><color>ff</color></LineStyle></Style><Folder><name>Ferme</name>{placemark('Bloc 1', corners(G2))}</Folder>"
    found = only(kml(body), "ferme.kml")
    assert (found.name, found.number) == ("Bloc 1", 1)
    assert outline.of(found.shape or {}).geometry == polygon(G2)


def test_data_of_a_placemark_are_properties() -> None:
    data = '<ExtendedData><Data name="code"><value>B07</value></Data><SchemaData><SimpleData name="sol">sable</SimpleData></SchemaData></ExtendedData>'
    mark = placemark("x", corners(SQUARE)).replace("<Polygon>", data + "<Polygon>")
    assert only(kml(mark), "f.kml").properties == {"code": "B07", "sol": "sable"}


def test_two_polygons_of_one_placemark_are_one_plot() -> None:
    ring = placemark("", corners(SQUARE)).partition("<Polygon>")[2].partition("</Polygon>")[0]
    other = placemark("", corners(square(9.71, 4.05, 0.003))).partition("<Polygon>")[2].partition("</Polygon>")[0]
    mark = f"<Placemark><MultiGeometry><Polygon>{ring}</Polygon><Polygon>{other}</Polygon></MultiGeometry></Placemark>"
    assert (only(kml(mark), "f.kml").shape or {})["type"] == "MultiPolygon"


def test_markup_in_two_bytes_a_letter_is_read() -> None:
    told = (
        kml(placemark("Bloc é", corners(SQUARE))).decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    )
    assert only(told.encode("utf-16"), "f.kml").name == "Bloc é"


def test_a_walk_around_the_field_is_closed_and_its_pauses_are_joined() -> None:
    points = [f'<trkpt lat="{y}" lon="{x}"><ele>12</ele><time>2026-01-01T00:00:00Z</time></trkpt>' for x, y in G2[:-1]]
    track = f"<trk><name>B07</name><trkseg>{''.join([*points[:3], points[2]])}</trkseg><trkseg>{''.join(points[3:])}</trkseg></trk>"
    found = only(gpx(track), "releve.gpx")
    assert found.name == "B07"
    assert outline.of(found.shape or {}).geometry == polygon(G2)


def test_waypoints_and_routes_are_read_too() -> None:
    route = "".join(f'<rtept lat="{y}" lon="{x}"/>' for x, y in SQUARE)
    body = f'<wpt lat="4.05" lon="9.7"><name>Puits</name></wpt><rte><name>Tour</name>{route}</rte>'
    found = opened(gpx(body), "r.gpx").features
    assert [(one.name, (one.shape or {})["type"]) for one in found] == [("Puits", "Point"), ("Tour", "Polygon")]


def test_a_feature_or_a_shape_alone_is_a_file_too() -> None:
    whole = {"type": "Feature", "properties": {"nom": "B 1", "rien": None, "liste": [1]}, "geometry": polygon(SQUARE)}
    found = only(json.dumps(whole).encode(), "f.geojson")
    assert (found.name, found.shape) == ("B 1", polygon(SQUARE))
    assert only(json.dumps(polygon(SQUARE)).encode(), "f.json").shape == polygon(SQUARE)


def in_system(system: CRS, ring: Any) -> list[tuple[float, float]]:
    change = Transformer.from_crs(CRS.from_epsg(4326), system, always_xy=True)
    return [change.transform(x, y) for x, y in ring]


@pytest.mark.parametrize("epsg", [32632, 3857, 32633, 2214])
@pytest.mark.parametrize("words", ["WKT1_ESRI", "WKT2_2019"])
def test_v25_a_shapefile_is_brought_back_from_its_projection(epsg: int, words: str) -> None:
    system = CRS.from_epsg(epsg)
    clockwise = in_system(system, G2[::-1])
    found = only(zipped(parts_of_shapefile([clockwise], system.to_wkt(words), NAME="B07")), "f.zip")
    drawn = outline.of(found.shape or {})
    near = geodesy.area_m2([[[(x, y) for x, y in drawn.geometry["coordinates"][0]]]])
    assert near == pytest.approx(134_143.08, abs=30 if epsg == 2214 else 0.5)
    if epsg != 2214:  # Douala 1948 lies some metres from WGS84 by whichever way is taken
        far = max(math.dist(a, b) for a, b in zip(drawn.geometry["coordinates"][0], G2, strict=True))
        assert far < 2e-8


def test_axes_are_x_before_y_whatever_the_system_declares() -> None:
    declared = CRS.from_epsg(4326).to_wkt("WKT2_2019")
    assert 'AXIS["geodetic latitude (Lat)",north' in declared
    found = only(zipped(parts_of_shapefile([SQUARE[::-1]], declared)), "f.zip")
    assert outline.of(found.shape or {}).geometry == polygon(SQUARE)


def test_swapped_axes_are_found_out() -> None:
    code, told = flaw(zipped(parts_of_shapefile([[(y, x) for x, y in SQUARE]])), "f.zip")
    assert code == "geometry_swapped"
    assert "4.050000 9.700000" in told


def test_letters_of_the_table_are_those_of_windows_where_it_says_nothing() -> None:
    found = only(zipped(parts_of_shapefile([SQUARE[::-1]], CODE="B07", NOM="Forêt")), "f.zip")
    assert (found.name, found.properties) == ("Forêt", {"CODE": "B07", "NOM": "Forêt"})


def test_capitals_and_folders_in_the_archive_do_not_matter() -> None:
    parts = {f"Ferme/{name.upper()}": content for name, content in parts_of_shapefile([SQUARE[::-1]]).items()}
    assert only(zipped(parts), "F.ZIP").shape == polygon(SQUARE)


def test_a_shapefile_without_its_system_is_refused_in_words() -> None:
    content = zipped(parts_of_shapefile([SQUARE[::-1]], None))
    assert refused(content, "f.zip") == (422, "no_projection")
    with pytest.raises(FofalError) as caught:
        opened(content, "f.zip")
    assert ".prj" in text(caught.value.key or "", **caught.value.values)
    assert "p.shp" in text(caught.value.key or "", **caught.value.values)


@pytest.mark.parametrize("told", ["", "EPSG", "PROJCS[", 'LOCAL_CS["papier",UNIT["metre",1]]', "x" * 60_000])
def test_a_system_that_nobody_knows_is_refused(told: str) -> None:
    assert refused(zipped(parts_of_shapefile([SQUARE[::-1]], told)), "f.zip") == (422, "unknown_projection")


FLAWS = {
    "a comma for the point": (placemark("B", "9,7012 4,0512 9,7042 4,0512 9,7042 4,0542 9,7012 4,0512"), "geometry_comma"),
    "commas everywhere": (placemark("B", "9,7012,4,0512 9,7042,4,0512 9,7042,4,0542"), "geometry_comma"),
    "words": (placemark("B", "9.7,4.05 neuf,quatre 9.7,4.05"), "geometry_number"),
    "left open": (placemark("B", corners(SQUARE[:-1])), "geometry_open"),
    "swapped": (placemark("B", corners([[y, x] for x, y in SQUARE])), "geometry_swapped"),
    "crossing itself": (placemark("B", "9.7,4.0 9.702,4.002 9.702,4.0 9.7,4.002 9.7,4.0"), "geometry_crossing"),
    "a line": ("<Placemark><LineString><coordinates>9.7,4.05 9.71,4.05</coordinates></LineString></Placemark>", "geometry_type"),
    "nothing": ("<Placemark><name>Vide</name></Placemark>", "geometry_empty"),
    "not a number": (placemark("B", "9.7,4.05 nan,4.05 9.71,4.06 9.7,4.05"), "geometry_number"),
    "without end": (placemark("B", "9.7,4.05 1e999,4.05 9.71,4.06 9.7,4.05"), "geometry_number"),
    "a point and an area": (
        placemark("B", corners(SQUARE)).replace("<Polygon>", "<MultiGeometry><Point><coordinates>9.7,4.05</coordinates></Point><Polygon>").replace("</Polygon>", "</Polygon></MultiGeometry>"),
        "geometry_mixed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mark", "code"), FLAWS.values(), ids=FLAWS)
def test_what_is_wrong_with_a_placemark_is_told(mark: str, code: str) -> None:
    assert flaw(kml(mark), "f.kml")[0] == code


def test_a_wrong_thing_keeps_nobody_else_out() -> None:
    found = opened(
        kml(placemark("A", corners(SQUARE)), placemark("Bloc B", "9.7,4.05 x,y"), placemark("C", corners(G2))), "f.kml"
    )
    assert [(one.number, one.name, one.flaw is None) for one in found.features] == [
        (1, "A", True),
        (2, "Bloc B", False),
        (3, "C", True),
    ]
    told = found.features[1].flaw
    assert told is not None
    assert (told.values["number"], told.values["value"]) == (2, "x,y")


def test_a_track_with_a_comma_says_where() -> None:
    code, told = flaw(
        gpx('<trk><trkseg><trkpt lat="4.05" lon="9.7"/><trkpt lat="4,06" lon="9.7"/></trkseg></trk>'), "f.gpx"
    )
    assert code == "geometry_number"
    assert "position 2" in told
    assert "4,06" in told


def test_a_walk_of_two_steps_is_no_field() -> None:
    track = '<trk><trkseg><trkpt lat="4.05" lon="9.7"/><trkpt lat="4.06" lon="9.7"/></trkseg></trk>'
    assert flaw(gpx(track), "f.gpx")[0] == "geometry_too_few"


WHOLE: dict[str, tuple[bytes, str, int, str]] = {
    "nothing at all": (b"", "f.kml", 422, "empty_file"),
    "a table": (b"code;name", "f.csv", 415, "unknown_type"),
    "no suffix": (b"<kml/>", "carte", 415, "unknown_type"),
    "a page for a map": (b"<html></html>", "f.kml", 400, "other_markup"),
    "a track for a map": (gpx(""), "f.kml", 400, "other_markup"),
    "text for an archive": (b"<kml/>", "f.kmz", 415, "name_and_content"),
    "an archive for text": (zipped({"doc.kml": kml()}), "f.kml", 415, "name_and_content"),
    "no placemark": (kml(), "f.kml", 422, "no_features"),
    "cut": (kml(placemark("A", corners(SQUARE)))[:-30], "f.kml", 400, "damaged"),
    "an empty archive": (zipped({}), "f.zip", 400, "no_shapefile"),
    "pictures only": (zipped({"a.png": b"x"}), "f.kmz", 400, "no_kml"),
    "metres of old GeoJSON": (json.dumps({"type": "FeatureCollection", "features": []}).encode(), "f.geojson", 422, "no_features"),
    "half a document": (b'{"type": "FeatureCollection"', "f.geojson", 400, "not_geojson"),
    "a list": (b"{}", "f.geojson", 400, "not_geojson"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "status", "code"), WHOLE.values(), ids=WHOLE)
def test_files_that_are_no_maps_are_refused(content: bytes, name: str, status: int, code: str) -> None:
    assert refused(content, name) == (status, code)


def test_old_geojson_in_metres_is_told_for_each_shape() -> None:
    whole: Json = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:32632"}}}
    whole["features"] = [{"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}]
    assert flaw(json.dumps(whole).encode(), "f.geojson")[0] == "geometry_crs"


def test_our_own_prj_is_wgs84() -> None:
    assert CRS.from_wkt(WGS84).to_epsg() == 4326
