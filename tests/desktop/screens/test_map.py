"""The map on the real server: coloured, chosen, drawn and stored, told of conflicts, imported, exported, printed."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.dialogs.conflict import MINE, ConflictDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.jobs import changes
from fofal_desktop.map.boxes import Box
from fofal_desktop.map.mercator import spot_of
from fofal_desktop.models.map_contents import MapContents
from fofal_desktop.models.map_files import EUDR_FILE, FORMATS
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_import import MapImport
from fofal_desktop.views.pages.map_printing import MapPrinting
from fofal_desktop.views.record import RecordPage
from tests.desktop.map.ground import polygon, square
from tests.desktop.map.hand import drag
from tests.desktop.screens.driving import child, write
from tests.support.api import code

PLOTS, POINTS = "agronomy.plots", "agronomy.map-points"
_places = itertools.count()
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def land(api) -> dict[str, Any]:
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


def read(qtbot, page: MapPage, key: str) -> None:
    """Wait until a plot is on the map."""
    page.refresh()
    qtbot.waitUntil(lambda: key in page.canvas.plots.places and not page.busy.isVisible())


@pytest.fixture
def page(desktop, qtbot, land) -> MapPage:
    found = desktop.window.go(Place("page", "map"))
    assert isinstance(found, MapPage)
    read(qtbot, found, land["plots"][1]["id"])
    found.canvas.choose({one["id"] for one in land["plots"]})
    found.canvas.look(found.canvas.view.fitted(found.canvas.plots.shape(land["plots"][0]["id"]).box, 200))
    found.canvas.choose(set())
    return found


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
    dialog.save.click()
    qtbot.waitUntil(lambda: page.outline.tool is None)
    stored = api.read(PLOTS, one["id"])
    assert stored["name"] == "Nom d’une autre personne"
    assert stored["geometry"] != one["geometry"]


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


def test_a_file_is_told_before_it_is_stored(page, qtbot, api, land, tmp_path: Path):
    mark, (west, south) = code("F"), land["place"]
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"{mark}{n}", "name": "Importée"},
            "geometry": polygon(square(west + n * 0.002, south + place)),
        }
        for n, place in ((0, 0.004), (1, 0.0005))
    ]
    source = tmp_path / "contours.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    page.import_file()
    dialog = child(page, MapImport)
    qtbot.waitUntil(lambda: dialog.site.findData(land["site_id"]) >= 0 and dialog.crop.findData(land["crop_id"]) >= 0)
    for box, key in ((dialog.site, land["site_id"]), (dialog.crop, land["crop_id"])):
        box.setCurrentIndex(box.findData(key))
    dialog.source.setText(str(source))
    dialog.check.click()
    qtbot.waitUntil(lambda: dialog.table.isVisible() and not dialog.busy.isVisible())
    outcomes = [dialog.rows.index(row, 3).data() for row in range(dialog.rows.rowCount())]
    assert outcomes == ["Nouvelle parcelle", "Empiète sur une autre"]
    assert dialog.rows.index(1, 6).data() != ""
    assert api.items(PLOTS, f"code:startswith:{mark}") == []
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(api.items(PLOTS, f"code:startswith:{mark}")))
    [stored] = api.items(PLOTS, f"code:startswith:{mark}")
    assert stored["code"] == f"{mark}0"
    qtbot.waitUntil(lambda: stored["id"] in page.canvas.plots.places)


def test_an_unreadable_file_is_refused_in_words(page, qtbot, tmp_path: Path):
    source = tmp_path / "contours.geojson"
    source.write_text("{", encoding="utf-8")
    page.import_file()
    dialog = child(page, MapImport)
    dialog.source.setText(str(source))
    dialog.check.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert not dialog.go.isEnabled()


@pytest.mark.parametrize("fmt", [*FORMATS, EUDR_FILE], ids=lambda one: one.name)
def test_chosen_plots_leave_as_files(page, qtbot, land, tmp_path: Path, fmt):
    page.canvas.choose({land["plots"][0]["id"]})
    target = tmp_path / f"parcelles.{fmt.suffix}"
    with qtbot.waitSignal(page.files.told):
        page.files.save(fmt, target)
    content = target.read_bytes()
    if fmt.suffix == "geojson":
        assert len(json.loads(content)["features"]) == 1
    assert len(content) > 200


def test_what_stands_against_the_file_for_buyers_is_named(page, qtbot, api, land, tmp_path: Path):
    more = {name: land[name] for name in ("site_id", "crop_id")}
    bare = api.create(
        PLOTS,
        code=code("E"),
        name="Déboisée",
        cleared_on="2022-05-01",
        geometry=polygon(square(land["place"][0], land["place"][1] + 0.006)),
        **more,
    )
    read(qtbot, page, bare["id"])
    page.canvas.choose({bare["id"]})
    page.files.save(EUDR_FILE, tmp_path / "EUDR.geojson")
    qtbot.waitUntil(page.problem.isVisible)
    assert bare["code"] in page.problem.words.text()
    assert not (tmp_path / "EUDR.geojson").exists()


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
