"""What tests of the map do again and again: two plots of their own, the map with them in sight, a hand on it."""

import itertools
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest

from fofal_desktop.app import Desktop
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map import MapPage
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.maps.models import PlaceAnswer
from tests.desktop.map.ground import polygon, square
from tests.support.api import Api, code
from tests.support.servers import Server

PLOTS, POINTS = "agronomy.plots", "agronomy.map-points"
_places = itertools.count()


def two_plots(api: Api) -> dict[str, Any]:
    """Two neighbours of a test's own, and what else plots need."""
    site = api.create("settings.sites", code=code("S"), name="Site (essai)")
    crop = api.create("agronomy.crops", code=code("C"), name="Palmier (essai)")
    west, south = round(10.1234567 + next(_places) * 0.02, 7), 4.0512347
    more = {"site_id": site["id"], "crop_id": crop["id"]}
    plots = [
        api.create(
            PLOTS, code=code("P"), name=f"Parcelle {n}", geometry=polygon(square(west + n * 0.002, south)), **more
        )
        for n in range(2)
    ]
    return {"plots": plots, "place": (west, south), **more}


def remember_places(server: Server, *names: str) -> None:
    """What a gazetteer said of the first of these names, some time ago: a town, then something else farther north."""
    places = [
        {"name": f"{name}, Littoral, Cameroun", "kind": kind, "longitude": "10.13", "latitude": latitude}
        for name, kind, latitude in zip(names, ("town", "other"), ("3.8", "3.9"), strict=True)
    ]
    told = {"places": places, "attribution": "© OpenStreetMap"}
    with transaction(server.engine) as session:
        session.merge(PlaceAnswer(asked=f"fr {names[0].casefold()}", found=told, at=clock.now()))


def inks(image: QImage) -> set[int]:
    """The colours that are somewhere in a picture."""
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def read(qtbot, page: MapPage, key: str) -> None:
    """Wait until a plot is on the map."""
    page.refresh()
    qtbot.waitUntil(lambda: key in page.canvas.plots.places and not page.busy.isVisible())


def opened_map(desktop: Desktop, qtbot, land: dict[str, Any]) -> MapPage:
    """The map with the two plots in sight and nothing chosen."""
    page = desktop.window.go(Place("page", "map"))
    assert isinstance(page, MapPage)
    read(qtbot, page, land["plots"][1]["id"])
    page.canvas.choose({one["id"] for one in land["plots"]})
    page.canvas.look(page.canvas.view.fitted(page.canvas.plots.shape(land["plots"][0]["id"]).box, 200))
    page.canvas.choose(set())
    return page


def at(page: MapPage, longitude: float, latitude: float) -> QPoint:
    return page.canvas.view.pixel_of((longitude, latitude)).toPoint()


def click(page: MapPage, longitude: float, latitude: float, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(page.canvas, Qt.MouseButton.LeftButton, keys, at(page, longitude, latitude))


def settled(page: MapPage, qtbot) -> QImage:
    """What the map looks like once all of it is drawn."""
    qtbot.waitUntil(lambda: page.canvas.settled)
    return page.canvas.grab().toImage()


def deed(page: MapPage, name: str) -> QAction:
    found = page.findChild(QAction, f"action-{name}")
    assert isinstance(found, QAction)
    return found


def begin_change(page: MapPage, qtbot, key: str) -> None:
    page.side.chosen.edited.emit(key)
    qtbot.waitUntil(lambda: page.outline.tool is not None)
