"""Outlines on the map: drawn, changed and stored on the real server, told of conflicts, lost in no crash."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from fofal_desktop.dialogs.conflict import MINE, ConflictDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.fields.geometry import Outline
from fofal_desktop.jobs import changes
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.record import RecordPage
from tests.desktop.map.ground import polygon, square
from tests.desktop.map.hand import drag
from tests.desktop.screens.driving import child, crash, offer, write
from tests.desktop.screens.on_map import (
    PLOTS,
    at,
    begin_change,
    click,
    deed,
    opened_map,
    read,
    two_plots,
)
from tests.support.api import code


@pytest.fixture
def land(api) -> dict[str, Any]:
    return two_plots(api)


@pytest.fixture
def page(desktop, qtbot, land) -> MapPage:
    return opened_map(desktop, qtbot, land)


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
