"""The screens of the map, for whoever looks at all of them."""

from dataclasses import replace
from typing import Any

from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.models.map_contents import PLOTS, MapContents
from fofal_desktop.models.map_places import NamedPlace, PlacesFound
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_import import MapImport
from fofal_desktop.views.pages.map_printing import MapPrinting
from tests.desktop.grab_screens.camera import Camera

FOUND = PlacesFound(
    (
        NamedPlace("Édéa (démo), Sanaga-Maritime, Littoral, Cameroun", "town", (10.1358, 3.8002)),
        NamedPlace("Édéa II (démo), Sanaga-Maritime, Littoral, Cameroun", "administrative", (10.1, 3.81)),
        NamedPlace("Rivière d’Édéa au très long nom (démo), Littoral, Cameroun", "river", (10.2, 3.9)),
    ),
    "Data © OpenStreetMap contributors, ODbL 1.0 (démo) · 23/11/2026",
)


def _row(number: int, outcome: str, **more: Any) -> dict[str, Any]:
    told = {"name": f"Relevé {number} (démo)", "code": f"D{number}", "area_before_ha": None, "area_ha": "4.9123"}
    counted = {"corners": 96, "corners_given": None, "mistakes": [], "warnings": []}
    return {"number": number, "outcome": outcome, **told, **counted, **more}


REPORT = {
    "new": 1, "changed": 1, "same": 0, "refused": 1, "ignored": ["OBJECTID"], "tolerance_m": "1.000", "stored": False,
    "plots": [
        _row(1, "new", corners_given=2184),
        _row(2, "changed", area_before_ha="0.0712", area_ha="0.0702", corners=5, warnings=[
            {"message": "La surface est de 0,0702 ha ; d'ordinaire une parcelle a entre 0,1 et 200 ha : vérifiez le tracé."}
        ]),
        _row(3, "overlap", mistakes=[
            {"message": "Le contour recouvre la parcelle P01 (12,3 % de la plus petite ; 1 % tolérés)."}
        ]),
    ],
}  # fmt: skip


def _around(contents: MapContents) -> dict[str, Any]:
    """An invented site as far as its plots go, and a little farther."""
    corners = [one for plot in contents.drawn for one in plot["geometry"]["coordinates"][0]]
    (west, south), (east, north) = ([side(one[axis] for one in corners) for axis in (0, 1)] for side in (min, max))
    far = 4e-4
    ring = [
        [west - far, south - far], [east + far, south], [east + 2 * far, north], [west, north + far],
        [west - far, south - far],
    ]  # fmt: skip
    return {"id": "demo", "code": "DEMO", "name": "Site (démo)", "geometry": {"type": "Polygon", "coordinates": [ring]}}


def shoot_map(camera: Camera) -> None:
    """Coloured by each measure, with plots chosen, a place found, an outline and a hole under way, and the dialogs."""
    page = camera.open(Place("page", "map"))
    camera.wait(lambda: bool(page.contents.drawn) and page.canvas.settled)
    page.show_contents(replace(page.contents, sites=[_around(page.contents)]))
    for place in range(page.side.colour.count()):
        page.side.colour.setCurrentIndex(place)
        camera.wait(lambda: page.canvas.settled)
        camera.shoot(f"map-{page.side.measure.name}")
    keys = list(page.canvas.plots.places)
    page.canvas.choose({keys[0], keys[-1]})
    camera.shoot("map-chosen")
    page.canvas.choose({keys[3]})
    page.outline.begin(keys[3])
    camera.wait(lambda: page.outline.tool is not None and page.canvas.settled)
    corner = page.outline.tool.sketch.drawing.corners()[2]
    longitude, latitude = page.outline.tool.sketch.drawing.at(corner)
    page.outline.tool.sketch.put(page.outline.tool.sketch.drawing.moved(corner, (longitude + 4e-4, latitude - 3e-4)))
    page.outline.tool.held = corner
    page.outline.snaps.toggle()
    page.canvas.update()
    camera.shoot("map-drawing")
    sketch = page.outline.tool.sketch
    shell = sketch.drawing.polygons[0][0]
    west, south = (sum(one[axis] for one in shell) / len(shell) for axis in (0, 1))
    page.outline.hollow()
    camera.shoot("map-hole-begun")
    for place in ((west, south), (west + 4e-4, south), (west + 2e-4, south + 4e-4)):
        sketch.put(sketch.drawing.grown(place) if sketch.drawing.open else sketch.drawing.hollowed(place))
    page.outline.tool.hollowing = False
    page.outline.tool.close()
    camera.shoot("map-hole")
    shoot_conflict(camera, page, page.outline.record, sketch.drawing.geometry())
    page.outline.stop()
    shoot_places(camera, page)
    page.print_map()
    camera.dialog("map-printing", page.findChild(MapPrinting))
    page.import_file()
    dialog = page.findChild(MapImport)
    dialog.show_report(REPORT)
    camera.dialog("map-import", dialog)
    page.show_contents(MapContents())
    camera.shoot("map-empty")
    camera.close()


def shoot_conflict(camera: Camera, page: MapPage, record: dict[str, Any], drawn: dict[str, Any]) -> None:
    """Somebody else moved a corner of the outline that was changed here."""
    shell = record["geometry"]["coordinates"][0]
    moved = [[shell[1][0] + 6e-4, shell[1][1] - 6e-4] if place == 1 else one for place, one in enumerate(shell)]
    theirs = {**record, "geometry": {"type": "Polygon", "coordinates": [moved]}, "name": "Leur version (démo)"}
    meta = camera.desktop.metas[PLOTS]
    camera.dialog("map-conflict", ConflictDialog(meta, record, {"geometry": drawn}, theirs, page))


def shoot_places(camera: Camera, page: MapPage) -> None:
    page.places.line.setText("Édéa (démo)")
    page.places.show_places(FOUND)
    page.places.go()
    camera.wait(lambda: page.canvas.settled)
    camera.shoot("map-places")
    page.places.line.setText("Ngaoundéré (démo)")
    page.places.look()
    camera.wait(page.places.told.isVisible)
    camera.shoot("map-places-refused")
    page.places.line.clear()
    page.canvas.home()
