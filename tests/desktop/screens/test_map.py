"""The map on the real server: coloured, chosen, drawn and stored, told of conflicts, printed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from fofal_desktop.dialogs.conflict import MINE, ConflictDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.fields.geometry import Outline
from fofal_desktop.jobs import changes
from fofal_desktop.map.background import tiles_of
from fofal_desktop.map.boxes import Box
from fofal_desktop.map.mercator import spot_of
from fofal_desktop.map.view import TILE
from fofal_desktop.models.map_contents import MapContents
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_printing import MapPrinting
from fofal_desktop.views.record import RecordPage
from tests.desktop.map.ground import polygon, square
from tests.desktop.map.hand import drag
from tests.desktop.map.tile import png
from tests.desktop.screens.driving import child, crash, offer, write
from tests.desktop.screens.on_map import (
    PLOTS,
    POINTS,
    at,
    begin_change,
    click,
    deed,
    inks,
    opened_map,
    read,
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


def test_an_outline_is_changed_and_stored(page, qtbot, api, land):
    one, (west, south) = land["plots"][0], land["place"]
    begin_change(page, qtbot, one["id"])
    drag(page.canvas, at(page, west, south), at(page, west - 0.0004, south - 0.0004))
    assert page.dirty
    page.outline.keep.click()
    qtbot.waitUntil(lambda: page.outline.tool is None)
    stored = api.read(PLOTS, one["id"])
    ring = stored["geometry"]["coordinates"][0]
    assert [round(west, 8), round(south, 8)] not in ring
    assert [round(west + 0.002, 8), round(south + 0.002, 8)] in ring, "corners that nobody touched stay"
    assert float(stored["area_ha"]) > float(one["area_ha"])
    assert not page.dirty
    qtbot.waitUntil(lambda: page.contents.plots and _area(page, one["id"]) == stored["area_ha"])


def _area(page: MapPage, key: str) -> str:
    return next(plot["area_ha"] for plot in page.contents.plots if plot["id"] == key)


def test_what_is_unusual_is_told_while_one_draws(page, qtbot, api, land):
    site, (west, south) = api.read("settings.sites", land["site_id"]), land["place"]
    api.update("settings.sites", site, geometry=polygon(square(west - 0.0005, south - 0.0005, 0.006)))
    page.refresh()
    qtbot.waitUntil(lambda: any(one["id"] == site["id"] for one in page.contents.sites))
    begin_change(page, qtbot, land["plots"][0]["id"])
    assert page.outline.doubt.text() == ""
    high = page.outline.height()
    drag(page.canvas, at(page, west, south), at(page, west - 0.0012, south))
    assert page.outline.doubt.text().endswith(f"du site {site['code']}.")
    assert page.outline.height() == high, "the map does not move under the hand"
    page.outline.undo.click()
    assert page.outline.doubt.text() == ""


def test_what_the_server_refuses_stays_on_the_map(page, qtbot, api, land):
    """Over the neighbour's head."""
    one, (west, south) = land["plots"][0], land["place"]
    begin_change(page, qtbot, one["id"])
    page.outline.snaps.setChecked(False)
    drag(page.canvas, at(page, west + 0.002, south + 0.002), at(page, west + 0.0033, south + 0.002))
    page.outline.keep.click()
    qtbot.waitUntil(page.outline.problem.isVisible)
    assert land["plots"][1]["code"] in page.outline.problem.words.text()
    assert page.dirty
    assert api.read(PLOTS, one["id"])["version"] == one["version"]


def test_somebody_was_faster(page, qtbot, api, land):
    one, (west, south) = land["plots"][0], land["place"]
    begin_change(page, qtbot, one["id"])
    api.update(PLOTS, one, name="Nom d’une autre personne")
    drag(page.canvas, at(page, west, south), at(page, west - 0.0004, south - 0.0004))
    page.outline.keep.click()
    qtbot.waitUntil(lambda: page.outline.findChildren(ConflictDialog) != [])
    [dialog] = page.outline.findChildren(ConflictDialog)
    assert dialog.choices["geometry"].checkedId() == MINE
    mine, theirs = (child(dialog, QRadioButton, f"{whose}-geometry").text() for whose in ("mine", "theirs"))
    assert (mine[:5], theirs) == ("≈ 5,9", "≈ 4,93\u202fha · 4 sommets")
    assert len(dialog.findChildren(Outline)) == 3, "before, mine and theirs are drawn"
    dialog.save.click()
    qtbot.waitUntil(lambda: page.outline.tool is None)
    stored = api.read(PLOTS, one["id"])
    assert stored["name"] == "Nom d’une autre personne"
    assert stored["geometry"] != one["geometry"]


def test_a_hole_is_drawn_in_the_chosen_plot(page, qtbot, api, land):
    one, (west, south) = land["plots"][0], land["place"]
    deed(page, "map-hole").trigger()
    assert page.told_words.text() != "", "no plot is chosen yet"
    page.canvas.choose({one["id"]})
    deed(page, "map-hole").trigger()
    qtbot.waitUntil(lambda: page.outline.tool is not None)
    assert not page.outline.hole.isEnabled()
    for place in ((west + 0.0006, south + 0.0006), (west + 0.0014, south + 0.0006), (west + 0.001, south + 0.0014)):
        click(page, *place)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    page.outline.keep.click()
    qtbot.waitUntil(lambda: page.outline.tool is None)
    stored = api.read(PLOTS, one["id"])
    assert [len(ring) for ring in stored["geometry"]["coordinates"]] == [5, 4]
    assert float(one["area_ha"]) - float(stored["area_ha"]) == pytest.approx(0.39, abs=0.02)


def test_what_is_drawn_is_not_left_without_a_question(page, qtbot, land):
    west, south = land["place"]
    begin_change(page, qtbot, land["plots"][0]["id"])
    drag(page.canvas, at(page, west, south), at(page, west - 0.0004, south - 0.0004))
    heard: list[bool] = []
    page.leave(heard.append)
    child(page.outline, Question).reject()
    assert heard == [False]
    assert page.dirty
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    child(page.outline, Question).findChild(QPushButton, "answer-drop").click()
    assert not page.dirty
    assert page.outline.tool is None


def test_an_outline_half_drawn_comes_back_after_a_crash(desktop, page, qtbot, land):
    west, south = land["place"]
    deed(page, "map-draw").trigger()
    corners = ((west, south + 0.002), (west + 0.002, south + 0.002), (west + 0.002, south + 0.003))
    for place in corners:
        click(page, *place)
    qtbot.waitUntil(lambda: page.findChild(Drafting).on_disk)
    crash(desktop, qtbot)
    again = opened_map(desktop, qtbot, land)
    offer(again, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: again.dirty)
    assert len(again.outline.tool.sketch.drawing.under_way) == len(corners)
    QTest.keyClick(again.canvas, Qt.Key.Key_Return)
    assert again.outline.tool.sketch.drawing.closed
    again.outline.stop()
    qtbot.waitUntil(lambda: not again.findChild(Drafting).name)


def test_an_outline_that_comes_back_does_not_write_over_what_others_saved(desktop, page, qtbot, api, land):
    one, (west, south) = land["plots"][0], land["place"]
    begin_change(page, qtbot, one["id"])
    drag(page.canvas, at(page, west, south), at(page, west - 0.0004, south - 0.0004))
    crash(desktop, qtbot)
    api.update(PLOTS, one, name="Nom d’une autre personne")
    again = opened_map(desktop, qtbot, land)
    offer(again, qtbot, "resumeDraft")
    qtbot.waitUntil(lambda: again.dirty)
    again.outline.keep.click()
    qtbot.waitUntil(lambda: again.outline.findChildren(ConflictDialog) != [])
    child(again.outline, ConflictDialog).save.click()
    qtbot.waitUntil(lambda: again.outline.tool is None)
    stored = api.read(PLOTS, one["id"])
    assert stored["name"] == "Nom d’une autre personne"
    assert stored["geometry"] != one["geometry"]


def test_news_of_others_wait_while_one_draws(page, qtbot, api, land):
    begin_change(page, qtbot, land["plots"][0]["id"])
    before = page.contents
    changes.happened.emit({PLOTS})
    assert page.contents is before
    assert not page.busy.isVisible()
    page.outline.drop.click()
    qtbot.waitUntil(lambda: page.contents is not before)


def test_a_new_plot_is_drawn_along_its_neighbour(desktop, page, qtbot, api, land):
    west, south = land["place"]
    deed(page, "map-draw").trigger()
    for place in (
        (west, south + 0.002),
        (west + 0.002, south + 0.002),
        (west + 0.002, south + 0.003),
        (west, south + 0.003),
    ):
        click(page, *place)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    assert page.dirty
    page.outline.keep.click()
    form = desktop.window.workspace.page
    assert isinstance(form, RecordPage)
    mark = code("N")
    qtbot.waitUntil(lambda: form.findChild(Drafting).on_disk and not page.findChild(Drafting).name)
    write(form, "code", mark)
    write(form, "name", "Nouvelle (essai)")
    for field in ("site_id", "crop_id"):
        form.form.editors[field].set_value(land[field], {field.removesuffix("_id") + "_label": "essai"})
    form.save()
    qtbot.waitUntil(lambda: not page.dirty)
    [stored] = api.items(PLOTS, f"code:eq:{mark}")
    ring = api.read(PLOTS, stored["id"])["geometry"]["coordinates"][0]
    assert [round(west, 8), round(south + 0.002, 8)] in ring, "the neighbour's corner, exactly"
    read(qtbot, page, stored["id"])


def test_a_plot_without_an_outline_gets_one(page, qtbot, api, land):
    more = {name: land[name] for name in ("site_id", "crop_id")}
    bare = api.create(PLOTS, code=code("B"), name="Sans contour", **more)
    page.refresh()
    qtbot.waitUntil(lambda: page.side.unplaced.findData(bare["id"]) >= 0)
    page.side.unplaced.setCurrentIndex(page.side.unplaced.findData(bare["id"]))
    page.side.place.click()
    qtbot.waitUntil(lambda: page.outline.tool is not None)
    west, south = land["place"]
    for place in ((west, south - 0.001), (west + 0.002, south - 0.001), (west + 0.002, south), (west, south)):
        click(page, *place)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.outline.tool is None)
    assert api.read(PLOTS, bare["id"])["area_source"] == "measured"


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
