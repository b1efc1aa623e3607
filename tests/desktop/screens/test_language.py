"""The other language while one works: the same window, and nothing that was typed or chosen goes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.help import HelpWindow
from fofal_desktop.models.guide import shipped
from fofal_desktop.models.lines import Cell
from fofal_desktop.models.rain_month import months_around
from fofal_desktop.notices import Notice
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.page import Place
from fofal_desktop.views.unsent import Unsent
from fofal_server.contract.kinds import Operator
from fofal_server.core import clock
from tests.desktop.screens.driving import new_record, notices, open_list, open_record, settle, switch, write
from tests.desktop.screens.on_map import click, deed, opened_map, two_plots
from tests.support.api import code

SITES, UNITS, PLOTS, CROPS = "settings.sites", "settings.units", "agronomy.plots", "agronomy.crops"


def test_the_frame_speaks_the_other_language(desktop, qtbot):
    assert desktop.window.sidebar.finder.text().startswith("Aller")
    tree = desktop.window.sidebar.modules
    tree.topLevelItem(1).setExpanded(False)  # the line above it is the dashboard
    folded = tree.folded()
    switch(desktop, qtbot)
    window = desktop.window
    assert window.sidebar.finder.text().startswith("Go to")
    tree = window.sidebar.modules
    assert "Settings" in [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())]
    assert (window.sidebar.modules.folded(), len(folded)) == (folded, 1)
    assert window.status.state.text() in {"Connected", "Slow connection"}
    assert desktop.preferences.language == "en"
    switch(desktop, qtbot)
    assert desktop.window.sidebar.finder.text().startswith("Aller")


def test_a_list_keeps_its_question_its_rows_and_what_is_selected(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    page.search.setText(made)
    page.set_condition(Condition("dimension", Operator.NE, "volume", "Volume"))
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    settle(qtbot, page)
    page.table.selectRow(1)
    chosen = page.table.marked_records()
    page = switch(desktop, qtbot)
    assert page.search.text() == made
    assert page.table.marked_records() == chosen
    assert page.conditions[0].words == "Volume"
    settle(qtbot, page)
    assert (page.count.text(), page.table.marked_records()) == ("2 records", chosen)
    heads = [page.table.records.headerData(column, Qt.Orientation.Horizontal) for column in range(2)]
    assert heads == ["Code", "Name"]
    page.open_record(chosen[0])
    record = desktop.window.workspace.page
    qtbot.waitUntil(lambda: record.record is not None)
    record = switch(desktop, qtbot)
    record.step(-1)
    qtbot.waitUntil(lambda: record.place.key != chosen[0]["id"] and not record.busy.isVisible())


def test_what_is_typed_into_a_record_stays_with_its_cursor_and_its_draft(desktop, qtbot, api):
    site = api.create(SITES, code=code("S"), name="Bloc nord")
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Bloc sud")
    write(page, "latitude", "4,")
    line = page.form.editors["latitude"].focusProxy()
    line.setCursorPosition(1)
    drafting = page.findChild(Drafting)
    qtbot.waitUntil(lambda: drafting.on_disk)
    name = drafting.name
    page = switch(desktop, qtbot)
    line = page.form.editors["latitude"].focusProxy()
    assert (line.text(), line.cursorPosition(), line.hasFocus()) == ("4,", 1, True)
    assert (page.form.editors["name"].value(), page.dirty, page.record) == ("Bloc sud", True, site | page.record)
    assert page.findChild(Drafting).name == name
    assert desktop.window.workspace.tabText(0).startswith("● ")
    write(page, "latitude", "4.5")
    page.save()
    qtbot.waitUntil(lambda: not page.dirty)
    assert api.read(SITES, site["id"])["name"] == "Bloc sud"
    desktop.desk.finish()
    assert page.findChild(Drafting).name == ""


def test_new_records_stand_as_they_were_left(desktop, qtbot, api):
    for words in ("Un", "Deux"):
        write(new_record(desktop, SITES), "name", words)
    key = desktop.window.workspace.page.saving._key_for({"name": "Deux"})
    desktop.window.workspace.setCurrentIndex(0)
    switch(desktop, qtbot)
    workspace = desktop.window.workspace
    assert [page.form.editors["name"].value() for page in workspace.pages()] == ["Un", "Deux"]
    assert workspace.currentIndex() == 0
    assert workspace.pages()[1].saving.unanswered == (key, {"name": "Deux"}), "what has no answer is sent as the same"
    assert [page.title for page in workspace.pages()] == ["New: Site"] * 2


def test_what_may_be_entered_without_a_line_keeps_its_id(desktop, qtbot):
    page = new_record(desktop, "agronomy.harvests")
    key, lines = page.findChild(Unsent).key, page.form.editors["lines"].model
    lines.write([Cell(0, "weight_kg", "25")])
    lines.write([Cell(0, "weight_kg", "52")])
    page = switch(desktop, qtbot)
    assert page.findChild(Unsent).key == key, "sent again it is the same record"
    grid, told = page.form.editors["lines"].grid, []
    for step in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z, Qt.Key.Key_Z):
        QTest.keyClick(grid, step, Qt.KeyboardModifier.ControlModifier)
        told.append(grid.lines.line(0).get("weight_kg"))
    assert told == ["25", "52", "25", None], "what was typed before is taken back step by step"


def test_a_record_made_for_a_form_finds_it_in_the_other_language(desktop, qtbot):
    page = new_record(desktop, PLOTS)
    page.form.go_to("crop_id")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F3)
    assert desktop.window.workspace.page.place == Place("new", CROPS)
    new = switch(desktop, qtbot)
    write(new, "code", code("C"))
    write(new, "name", "Palmier")
    new.save()
    qtbot.waitUntil(lambda: desktop.window.workspace.count() == 1)
    editor = desktop.window.workspace.page.form.editors["crop_id"]
    assert editor.chosen()[1].endswith("Palmier")


def test_the_days_of_the_rain_book_stay(desktop, qtbot, api):
    api.create(SITES, code=code("S"), name="Site")
    page = desktop.window.go(Place("page", "rain-book"))
    qtbot.waitUntil(lambda: page.loaded and not page.busy.isVisible())
    page.before.trigger()
    qtbot.waitUntil(lambda: page.month == months_around(clock.today())[0] and not page.busy.isVisible())
    page.book.setData(page.book.place_of(0, 3), "12,5")
    page.book.setData(page.book.place_of(0, 4), "abc")
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.book.place_of(0, 5))
    QTest.keyClicks(page.grid, "7")
    month, typed = page.month, {3: "12.5", 4: "abc", 5: "7"}
    page = switch(desktop, qtbot)
    assert (page.month, page.dirty, page.title) == (month, True, "Rain book")
    assert {day: one.words for day, one in page.book.columns[0].typed.items()} == typed
    assert page.grid.currentIndex() == page.book.place_of(0, 5)
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    assert {day: one.words for day, one in page.book.columns[0].typed.items()} == typed


def test_an_outline_goes_on_where_the_hand_was(desktop, qtbot, api):
    land = two_plots(api)
    page = opened_map(desktop, qtbot, land)
    west, south = land["place"]
    deed(page, "map-draw").trigger()
    for east, north in ((0.001, 0.004), (0.002, 0.004), (0.002, 0.005)):
        click(page, west + east, south + north)
    page.side.names.setChecked(not page.side.names.isChecked())
    drawing, view, names = page.outline.tool.sketch.drawing, page.canvas.view, page.side.names.isChecked()
    page = switch(desktop, qtbot)
    assert page.outline.tool.sketch.drawing == drawing
    assert page.outline.tool.sketch.may_undo
    assert (page.canvas.view.scale, page.side.names.isChecked()) == (view.scale, names)
    assert page.outline.title.text() == "New plot"
    click(page, west + 0.001, south + 0.005)
    assert len(page.outline.tool.sketch.drawing.under_way) == 4
    page.outline.stop()


def test_pages_keep_what_was_chosen_on_them(desktop, qtbot):
    page = desktop.window.go(Place("page", "alerts"))
    qtbot.waitUntil(lambda: not page.busy.isVisible())
    page.least.setCurrentIndex(2)
    page = switch(desktop, qtbot)
    assert (page.least.currentIndex(), page.title) == (2, "Centre of alerts")


def test_the_guide_beside_stays_at_its_page(desktop, qtbot):
    desktop.window.open_help(shipped().pages["recoltes.md"])
    switch(desktop, qtbot)
    help_window = desktop.window.guidance.help
    assert isinstance(help_window, HelpWindow)
    assert (help_window.browser.page.name, help_window.search.placeholderText()) == ("recoltes.md", "Search the guide")
    help_window.close()


def test_what_was_told_and_stays_is_told_on(desktop, qtbot):
    done = []
    desktop.window.tell(Notice("supprimé", "warning", "Annuler", lambda: done.append(1), lasting=True))
    switch(desktop, qtbot)
    assert "supprimé" in notices(desktop)


def test_nothing_changes_while_something_is_on_its_way(desktop, qtbot):
    page = new_record(desktop, SITES)
    page.saving.under_way = True
    window = desktop.window
    desktop.switch_language()
    qtbot.waitUntil(lambda: any("changez de langue" in words.lower() for words in notices(desktop)))
    assert (desktop.window, desktop.client.language, desktop.preferences.language) == (window, "fr", "fr")


def test_without_the_server_the_language_stays(desktop, qtbot, monkeypatch):
    write(new_record(desktop, SITES), "name", "Un")
    monkeypatch.setattr(desktop.client.session, "base_url", "http://127.0.0.1:9")
    desktop.client._backoff = Backoff(pauses=())
    window = desktop.window
    desktop.switch_language()
    qtbot.waitUntil(lambda: any("La langue ne change pas" in words for words in notices(desktop)))
    assert (desktop.window, desktop.client.language) == (window, "fr")
    assert window.workspace.page.form.editors["name"].value() == "Un"


def test_a_record_is_looked_at_anew(desktop, qtbot, api, site):
    """What the server says in words is another language by now; the feed, which would tell of it, is quiet."""
    open_record(desktop, qtbot, SITES, site["id"])
    desktop.feed.stop()
    api.update(SITES, site, name="Bloc sud")
    page = switch(desktop, qtbot)
    desktop.feed.stop()
    qtbot.waitUntil(lambda: page.record["name"] == "Bloc sud")
    assert page.form.editors["name"].value() == "Bloc sud"
