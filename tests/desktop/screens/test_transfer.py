"""Files in and out: rehearsed with an error a row, stored as a whole, taken back as a whole; exported and cancelled."""

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.models.map_files import EUDR_FILE, FORMATS
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_import import MapImport
from fofal_server.core import caller, serve
from fofal_server.core.transfer import importing
from tests.desktop.map.ground import polygon, square
from tests.desktop.screens.driving import child, notices, open_list, settle
from tests.desktop.screens.on_map import PLOTS, opened_map, read, two_plots
from tests.support.api import code
from tests.support.asleep import asleep_in, never_ending
from tests.support.until import until

SITES = "settings.sites"


def click(parent, name: str) -> None:
    QTest.mouseClick(child(parent, QPushButton, name), Qt.MouseButton.LeftButton)


def wait(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy.isVisible())


@pytest.fixture
def sheet(tmp_path):
    """Write a CSV as a French spreadsheet does: Latin-1, semicolons, decimal commas."""

    def write(name: str, *rows: tuple[str, ...]) -> Path:
        file = tmp_path / name
        with file.open("w", encoding="latin-1", newline="") as out:
            csv.writer(out, delimiter=";").writerows([("Code", "Nom", "Latitude"), *rows])
        return file

    return write


def wizard(page) -> ImportWizard:
    page.actions_by_name["import"].trigger()
    return child(page, ImportWizard)


def check(qtbot, dialog: ImportWizard, file: Path) -> None:
    dialog.source.setText(str(file))
    click(dialog, "go")
    wait(qtbot, dialog)


def test_bad_rows_are_named_and_nothing_is_stored(desktop, qtbot, api, sheet):
    mark = code("S")
    file = sheet("bad.csv", (f"{mark}1", "Été", "4,05"), (f"{mark}2", "Nord", "quatre"), (f"{mark}3", "", "4,1"))
    dialog = wizard(open_list(desktop, qtbot, SITES))
    check(qtbot, dialog, file)
    assert dialog.steps.currentIndex() == 1
    table = child(dialog, QTableView, "importErrors").model()
    told = [[table.index(row, column).data() for column in range(3)] for row in range(table.rowCount())]
    assert [(row, column) for row, column, _words in told] == [("3", "Latitude"), ("4", "Nom")]
    assert not dialog.go.isEnabled()
    assert api.items(SITES, f"code:startswith:{mark}") == []


def test_a_file_is_stored_taken_back_and_stored_again(desktop, qtbot, api, sheet):
    mark = code("S")
    file = sheet("good.csv", (f"{mark}1", "Été", "4,05"), (f"{mark}2", "Nord", "4,1"))
    page = open_list(desktop, qtbot, SITES)
    page.search.setText(mark)
    qtbot.waitUntil(lambda: page.table.records.search == mark)
    settle(qtbot, page)
    dialog = wizard(page)
    check(qtbot, dialog, file)
    preview = child(dialog, QTableView, "importPreview").model()
    assert (
        preview.index(0, [preview.headerData(c, Qt.Orientation.Horizontal) for c in range(3)].index("Nom")).data()
        == "Été"
    )
    assert api.items(SITES, f"code:startswith:{mark}") == [], "a rehearsal stores nothing"
    click(dialog, "go")
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert notices(page) == ["Import «\u00a0Sites\u00a0»\u00a0: 2 ajoutées, 0 modifiée."]
    wait(qtbot, dialog)
    click(dialog, "takeBack")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 0)
    assert api.items(SITES, f"code:startswith:{mark}") == []
    wait(qtbot, dialog)
    click(dialog, "back")
    click(dialog, "go")
    wait(qtbot, dialog)
    click(dialog, "go")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    click(dialog, "go")
    assert not dialog.isVisible()


def test_an_import_stopped_while_it_is_stored_stores_nothing_and_says_so(
    desktop, server, qtbot, api, sheet, monkeypatch
):
    mark = code("S")
    dialog = wizard(open_list(desktop, qtbot, SITES))
    check(qtbot, dialog, sheet("stop.csv", (f"{mark}1", "Été", "4,05"), (f"{mark}2", "Nord", "4,1")))
    with asleep_in(server.engine) as asleep, monkeypatch.context() as patch:
        never_ending(patch, importing, "settle")
        click(dialog, "go")
        qtbot.waitUntil(lambda: bool(asleep()) and dialog.how_far.text() == "2 lignes sur 2")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "it stays until it is known what came of it"
        wait(qtbot, dialog)
        assert dialog.problem.words.text() == "Arrêté\xa0: rien n’a été importé."
        assert asleep() == []
    assert api.items(SITES, f"code:startswith:{mark}") == []
    click(dialog, "go")
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
    assert len(api.items(SITES, f"code:startswith:{mark}")) == 2


def test_an_import_that_was_done_before_it_could_be_stopped_says_so(desktop, qtbot, api, sheet, monkeypatch):
    mark, stored = code("S"), threading.Event()
    dialog = wizard(open_list(desktop, qtbot, SITES))
    check(qtbot, dialog, sheet("late.csv", (f"{mark}1", "Été", "4,05")))
    before = serve._judge

    def judge(operation, *more):
        found = before(operation, *more)
        if operation.upload and not stored.is_set():
            stored.set()
            until(lambda: caller.current().gone)
        return found

    monkeypatch.setattr(serve, "_judge", judge)
    click(dialog, "go")
    qtbot.waitUntil(stored.is_set)
    click(dialog, "cancel")
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2)
    assert dialog.problem.words.text() == "C’était fait avant que l’arrêt n’arrive au serveur."
    assert len(api.items(SITES, f"code:startswith:{mark}")) == 1
    wait(qtbot, dialog)
    click(dialog, "takeBack")
    wait(qtbot, dialog)
    assert api.items(SITES, f"code:startswith:{mark}") == []


def test_a_file_that_is_no_table_is_refused_in_words(desktop, qtbot, tmp_path):
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    dialog = wizard(open_list(desktop, qtbot, SITES))
    check(qtbot, dialog, file)
    assert dialog.problem.isVisible() or dialog.outcome.isVisible()
    assert not (dialog.steps.currentIndex() == 1 and dialog.go.isEnabled())


def test_a_file_that_is_not_there(desktop, qtbot, tmp_path):
    dialog = wizard(open_list(desktop, qtbot, SITES))
    check(qtbot, dialog, tmp_path / "none.csv")
    assert dialog.problem.words.text() == "Ce fichier n’existe pas."
    assert dialog.steps.currentIndex() == 0


def test_the_list_as_it_stands_goes_into_the_file(desktop, qtbot, api, tmp_path):
    mark = code("S")
    for number, name in enumerate(("Nord", "Sud", "Étang")):
        api.create(SITES, code=f"{mark}{number}", name=name)
    page = open_list(desktop, qtbot, SITES)
    page.search.setText(mark)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    page.table.heads.sort_by("code")  # it was sorted by code already: now the other way round
    page.table.heads.moveSection(1, 0)
    page.table.heads.show_column([field.name for field in page.table.records.columns].index("longitude"), False)
    page.actions_by_name["export"].trigger()
    dialog = child(page, ExportDialog)
    dialog.formats["csv"].setChecked(True)
    dialog.heading.setChecked(False)
    target = tmp_path / "sites.csv"
    dialog.target.setText(str(target))
    click(dialog, "exportButton")
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: bool(notices(page)))
    text = target.read_text(encoding="utf-8-sig")
    head, *rows = text.splitlines()
    assert head.split(";") == ["Nom", "Code", "Latitude", "Fuseau horaire"]
    assert [row.split(";")[1] for row in rows] == [f"{mark}{n}" for n in (2, 1, 0)]
    assert not target.with_name("sites.csv.part").exists()


def test_paper_always_tells_what_it_shows(desktop, qtbot, tmp_path):
    page = open_list(desktop, qtbot, SITES)
    page.actions_by_name["export"].trigger()
    dialog = child(page, ExportDialog)
    dialog.heading.setChecked(False)
    dialog.formats["pdf"].setChecked(True)
    assert dialog.heading.isChecked()
    assert not dialog.heading.isEnabled()
    target = tmp_path / "sites.pdf"
    dialog.target.setText(str(target))
    click(dialog, "exportButton")
    qtbot.waitUntil(lambda: bool(notices(page)))
    assert target.read_bytes().startswith(b"%PDF")


def test_xlsx_is_offered_first_and_the_ending_follows_the_choice(desktop, qtbot):
    page = open_list(desktop, qtbot, SITES)
    page.actions_by_name["export"].trigger()
    dialog = child(page, ExportDialog)
    assert dialog.format == "xlsx"
    assert dialog.target.text().endswith("Sites.xlsx")
    dialog.formats["csv"].setChecked(True)
    assert dialog.target.text().endswith("Sites.csv")


def test_a_folder_that_is_not_there_is_said_before_anything_is_asked(desktop, qtbot, tmp_path):
    page = open_list(desktop, qtbot, SITES)
    page.actions_by_name["export"].trigger()
    dialog = child(page, ExportDialog)
    dialog.target.setText(str(tmp_path / "none" / "sites.xlsx"))
    click(dialog, "exportButton")
    assert dialog.problem.words.text() == "Ce dossier n’existe pas."
    assert not dialog.busy.isVisible()


# -- maps


@pytest.fixture
def land(api) -> dict[str, Any]:
    return two_plots(api)


@pytest.fixture
def page(desktop, qtbot, land) -> MapPage:
    return opened_map(desktop, qtbot, land)


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
    unreadable = tmp_path / "abîmé.geojson"
    unreadable.write_text("{", encoding="utf-8")
    dialog.source.setText(str(unreadable))
    dialog.check.click()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert not dialog.go.isEnabled()
    dialog.source.setText(str(source))
    dialog.check.click()
    qtbot.waitUntil(lambda: dialog.table.isVisible() and not dialog.busy.isVisible())
    fitting, refused = (dialog.rows.index(row, 5).data() for row in range(dialog.rows.rowCount()))
    assert (dialog.rows.index(0, 4).data(), fitting) == ("4", "Nouvelle parcelle")
    assert refused.startswith("Empiète sur une autre — ")
    assert land["plots"][1]["code"] in refused
    qtbot.waitUntil(lambda: dialog.table.rowHeight(1) > dialog.table.rowHeight(0))  # it goes on in lines below
    assert not dialog.table.horizontalScrollBar().isVisible()
    assert api.items(PLOTS, f"code:startswith:{mark}") == []
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(api.items(PLOTS, f"code:startswith:{mark}")))
    [stored] = api.items(PLOTS, f"code:startswith:{mark}")
    assert stored["code"] == f"{mark}0"
    qtbot.waitUntil(lambda: stored["id"] in page.canvas.plots.places)


def test_a_long_walk_is_told_to_be_thinned_out_and_may_stay_as_it_is(page, qtbot, land, tmp_path: Path):
    west, south = land["place"]
    ring = [(west, south + 0.004 + n * 5e-6) for n in range(400)] + [
        (west + n * 5e-6, south + 0.006) for n in range(400)
    ]
    corners = "".join(f'<trkpt lat="{y:.8f}" lon="{x:.8f}"/>' for x, y in ring)
    source = tmp_path / "tour.gpx"
    source.write_text(
        f'<gpx version="1.1"><trk><name>{code("T")}</name><trkseg>{corners}</trkseg></trk></gpx>', "utf-8"
    )
    page.import_file()
    dialog = child(page, MapImport)
    dialog.source.setText(str(source))
    dialog.check.click()
    qtbot.waitUntil(dialog.keeps.isVisible)
    assert dialog.rows.index(0, 4).data() == "3 sur 800"
    assert "1\u202fm" in dialog.outcome.words.text()
    dialog.keeps.click()
    qtbot.waitUntil(lambda: dialog.rows.index(0, 4).data() == "800")
    assert dialog.keeps.isVisible()


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
