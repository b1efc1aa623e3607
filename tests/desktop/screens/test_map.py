"""The map on the real server: coloured, chosen, laid on a background, searched, printed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from fofal_desktop.map.background import tiles_of
from fofal_desktop.map.boxes import Box
from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.view import TILE
from fofal_desktop.models.map_contents import MapContents
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_printing import MapPrinting
from fofal_desktop.views.record import RecordPage
from tests.desktop.map.tile import png
from tests.desktop.screens.driving import child, in_order_of_tab, write
from tests.desktop.screens.on_map import (
    PLOTS,
    POINTS,
    begin_change,
    click,
    deed,
    inks,
    opened_map,
    remember_places,
    settled,
    two_plots,
)
from tests.support.api import code
from tests.support.mbtiles import laid_out

CTRL = Qt.KeyboardModifier.ControlModifier
TEAL = QColor(0, 128, 128)


@pytest.fixture
def land(api) -> dict[str, Any]:
    return two_plots(api)


@pytest.fixture
def page(desktop, qtbot, land) -> MapPage:
    return opened_map(desktop, qtbot, land)


def test_tab_comes_to_the_head_then_the_map_then_what_stands_beside_it(page):
    head = child(page, QToolButton, "button-refresh")
    assert in_order_of_tab(head, page.canvas, page.places.line, page.side.search, page.side.names)


def test_without_any_plot_it_says_what_to_do(page):
    page.show_contents(MapContents())
    assert page.blank.isVisible()
    assert not page.canvas.isVisible()
    page.findChild(QPushButton, "mapFirst").click()
    assert page.canvas.isVisible(), "one draws on a sheet, be it empty"
    page.outline.give_up()
    assert page.blank.isVisible()


def test_where_no_plot_is_one_begins_at_the_sites(page, qtbot, api):
    api.create("settings.sites", code=code("L"), name="Lieu (essai)", latitude="4.5", longitude="9.5")
    page.canvas.home()
    page.show_contents(MapContents())
    here = spot_of((9.5, 4.5))
    qtbot.waitUntil(lambda: page.canvas.view.box.holds(Box(*here, *here)))
    assert page.canvas.view.box.east - page.canvas.view.box.west < 0.1


def test_it_fits_a_narrow_window_whatever_it_says(page, qtbot, land):
    """960 pixels less the sidebar: a screen of 1920 at twice the size."""
    begin_change(page, qtbot, land["plots"][0]["id"])
    page.outline.hollow()
    page.told_words.setText("Une phrase plus longue que la carte n’est large. " * 4)
    assert page.minimumSizeHint().width() <= 960 - 248


def test_the_tool_in_hand_is_marked(page):
    for name in ("map-length", "map-area", "map-draw", "map-select"):
        deed(page, name).trigger()
        marked = [
            one.objectName() for one in page.findChildren(QAction) if one.isChecked() and "map-" in one.objectName()
        ]
        assert marked == [f"action-{name}"]


def test_plots_are_coloured_and_the_legend_counts_them(page, land):
    page.side.colour.setCurrentIndex(1)
    assert page.side.measure.name == "area_ha"
    assert sum(page.legend.counts) == len(page.contents.drawn)
    assert len(page.side.legend.words()) == len(page.legend.entries)
    assert all("ha" in one for one in page.side.legend.words())


def test_a_chosen_plot_is_told_and_opened(desktop, page, qtbot, land):
    one, (west, south) = land["plots"][0], land["place"]
    click(page, west + 0.0005, south + 0.0005)
    assert page.canvas.chosen == {one["id"]}
    assert one["code"] in page.side.chosen.title.text()
    assert any("ha" in words for words in page.side.chosen.told())
    page.side.chosen.open.click()
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == Place("record", PLOTS, one["id"]))


def test_two_plots_are_told_together(page, land):
    west, south = land["place"]
    click(page, west + 0.0005, south + 0.0005)
    click(page, west + 0.0025, south + 0.0005, CTRL)
    assert page.side.chosen.words.text().startswith("9,8")


def test_a_plot_is_found_by_its_code(page, land):
    QTest.keyClicks(page.side.search, land["plots"][1]["code"])
    QTest.keyClick(page.side.search, Qt.Key.Key_Return)
    assert page.canvas.chosen == {land["plots"][1]["id"]}
    assert page.canvas.hasFocus()


def test_layers_are_switched_off_and_on(page, qtbot):
    full = settled(page, qtbot)
    page.side.plots.setChecked(False)
    bare = settled(page, qtbot)
    assert bare != full
    page.side.plots.setChecked(True)
    page.side.names.setChecked(False)
    nameless = settled(page, qtbot)
    assert nameless not in (bare, full)


def test_a_file_of_tiles_lies_behind_the_plots_with_its_words(page, qtbot, server):
    """Asked of the server's door, and drawn where they belong."""
    canvas = page.canvas
    canvas.look(replace(canvas.view, scale=TILE * 2.0**14).centred(spot_of((10.1, 4.05))))
    tiles = dict.fromkeys(tiles_of(canvas.view, 14), png(TEAL))

    def behind() -> bool:
        return canvas.grab().toImage().pixelColor(canvas.rect().center()) == TEAL

    with laid_out(server.settings.data_dir, tiles, attribution="© Drone (démo)"):
        page.refresh()
        qtbot.waitUntil(lambda: page.side.background.findText("Essai") >= 0)
        assert not behind()
        page.side.background.setCurrentIndex(page.side.background.findText("Essai"))
        qtbot.waitUntil(behind)
    assert canvas.attribution == "© Drone (démo)"
    assert not page.side.failing.isVisible()
    corner = QRect(canvas.width() - 60, canvas.height() - 22, 48, 10)
    assert len(inks(canvas.grab(corner).toImage())) > 4, "letters are drawn, not only a plate"


def test_a_place_is_found_by_its_name(page, qtbot, server):
    """The server remembers what a gazetteer said: none is set here, so of what nobody asked nothing is known."""
    places, canvas = page.places, page.canvas
    remember_places(server, "Édéa", "Édéa II")
    deed(page, "map-place").trigger()
    assert places.line.hasFocus()
    for words, problem in (("Éd", "trois lettres"), ("Nulle part", "n’est pas réglée")):
        places.line.setText(words)
        QTest.keyClick(places.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda problem=problem: problem in places.told.text().replace("'", "’"))
    places.line.setText("Édéa")
    QTest.keyClick(places.line, Qt.Key.Key_Return)
    qtbot.waitUntil(places.list.hasFocus)
    assert places.list.item(0).text() == "Édéa\nVille · Littoral, Cameroun"
    assert places.credit.text().startswith("© OpenStreetMap")
    QTest.keyClick(places.list, Qt.Key.Key_Down)
    QTest.keyClick(places.list, Qt.Key.Key_Return)
    assert canvas.pin.words == "Édéa II"
    assert canvas.view.position(*canvas.view.middle) == pytest.approx((10.13, 3.9), abs=1e-3)
    QTest.keyClick(places.list, Qt.Key.Key_Escape)
    assert (canvas.pin, places.line.text(), canvas.hasFocus()) == (None, "", True)


def test_the_map_goes_onto_paper(page, qtbot, tmp_path: Path):
    page.print_map()
    dialog = child(page, MapPrinting)
    dialog.name.setText("Carte d’essai")
    dialog.seen.setChecked(True)
    with qtbot.waitSignal(page.told):
        dialog.write(tmp_path / "carte.pdf")
    assert (tmp_path / "carte.pdf").read_bytes().startswith(b"%PDF-")


def test_a_point_is_placed_and_opened(desktop, page, qtbot, api, land):
    west, south = land["place"]
    deed(page, "map-point").trigger()
    click(page, west + 0.001, south + 0.001)
    form = desktop.window.workspace.page
    assert isinstance(form, RecordPage)
    write(form, "name", "Pluviomètre d’essai")
    form.form.editors["kind"].set_value("gauge", {})
    form.save()
    qtbot.waitUntil(lambda: bool(api.items(POINTS, "name:eq:Pluviomètre d’essai")))
    [stored] = api.items(POINTS, "name:eq:Pluviomètre d’essai")
    assert float(stored["longitude"]) == pytest.approx(west + 0.001, abs=2e-5)
    desktop.window.go(Place("page", "map"))
    page.refresh()
    qtbot.waitUntil(lambda: any(one["id"] == stored["id"] for one in page.canvas.points.points))
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    click(page, west + 0.001, south + 0.001)
    qtbot.waitUntil(lambda: desktop.window.workspace.page.place == Place("record", POINTS, stored["id"]))
