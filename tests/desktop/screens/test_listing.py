"""Every list: found, sorted, filtered, selected, deleted, taken back, remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QToolButton
from shiboken6 import isValid

from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.naming import NameDialog
from fofal_desktop.models import pages, records
from fofal_desktop.shell.notices import NoticeStrip
from fofal_desktop.views import trail
from fofal_desktop.views.record import RecordPage
from fofal_server.contract.kinds import Operator
from tests.desktop.screens.driving import child, notices, open_list, settle, type_into

UNITS = "settings.units"


def names(page) -> list[str]:
    column = [field.name for field in page.table.records.columns].index("name")
    rows = range(page.table.records.rowCount())
    return [page.table.records.index(row, column).data().split()[0] for row in rows]


def found(page, qtbot, mark: str, count: int) -> None:
    """Type ``mark`` into the search and wait for so many rows."""
    page.search.setFocus()
    QTest.keyClicks(page.search, mark)
    qtbot.waitUntil(lambda: page.table.records.search == mark and page.table.records.rowCount() == count)
    settle(qtbot, page)


def test_rows_are_found_as_one_types_without_accents(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, f"ete {made}".lower(), 1)
    assert names(page) == ["Été"]
    assert page.count.text() == "1\u202ffiche" or page.count.text() == "1 fiche"


def test_a_click_sorts_and_shift_adds_a_second_key(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    heads = page.table.heads
    columns = {field.name: place for place, field in enumerate(page.table.records.columns)}

    def click(name: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = heads.sectionViewportPosition(columns[name]) + 20
        spot = heads.viewport().rect().center()
        spot.setX(place)
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    click("dimension")
    assert heads.order == ("dimension",)
    heads.sort_by("code", add=True)
    assert heads.order == ("dimension", "code")
    qtbot.waitUntil(lambda: names(page) == ["Été", "Hiver", "Automne"])
    heads.sort_by("code", add=True)
    assert heads.order == ("dimension", "-code")
    qtbot.waitUntil(lambda: names(page) == ["Hiver", "Été", "Automne"])
    heads.sort_by("code", add=True)
    assert heads.order == ("dimension",)


def test_the_keyboard_sorts_by_the_column_of_the_cursor(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    columns = [field.name for field in page.table.records.columns]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.records.index(0, columns.index("dimension")))
    QTest.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    page.table.setCurrentIndex(page.table.records.index(0, columns.index("name")))
    QTest.keyClick(page.table, Qt.Key.Key_T, both)
    assert page.table.heads.order == ("dimension", "name")
    qtbot.waitUntil(lambda: names(page) == ["Été", "Hiver", "Automne"])


def test_rows_that_were_never_seen_are_read_to_add_them_up(desktop, qtbot, made, monkeypatch):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    monkeypatch.setattr(page.table, "marked_records", list)
    page.table.selectAll()
    qtbot.waitUntil(lambda: page.foot.sums.text() == "Facteur\u00a0: 0,6")


def test_a_filter_is_built_shown_as_a_chip_and_taken_away(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    page.add_filter()
    dialog = child(page, FilterDialog)
    field = child(dialog, QComboBox, "filterField")
    field.setCurrentIndex(field.findData("dimension"))
    operator = child(dialog, QComboBox, "filterOperator")
    operator.setCurrentIndex(operator.findData("eq"))
    dialog.apply()
    assert dialog.isVisible(), "a filter without a value is not applied"
    dialog._editors[0].set_value("mass")
    dialog.apply()
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    chip = child(page.chips, QPushButton, "chip-dimension")
    assert chip.text() == "Grandeur est Masse"
    QTest.mouseClick(child(page.chips, QToolButton, "dropChip-dimension"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    assert not page.chips.isVisible()


def test_one_of_several_choices(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    page.set_condition(Condition("dimension", Operator.IN, "volume|count", "Volume, Nombre"))
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    assert child(page.chips, QPushButton, "chip-dimension").text() == "Grandeur est parmi Volume, Nombre"


def test_an_empty_search_says_so_and_leads_back(desktop, qtbot):
    page = open_list(desktop, qtbot, UNITS)
    everything = page.table.records.rowCount()
    found(page, qtbot, "zzzz-nothing", 0)
    assert page.stack.currentWidget() is page.blank
    assert page.blank.title.text() == "Rien ne correspond"
    QTest.mouseClick(child(page.blank, QPushButton, "blankClear"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == everything)
    assert page.stack.currentWidget() is page.table


def test_enter_opens_the_record_and_page_down_the_next(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    record = desktop.window.workspace.page
    assert isinstance(record, RecordPage)
    qtbot.waitUntil(lambda: record.record is not None and record.record["code"] == f"{made}-0")
    record.deeds["next"].trigger()
    qtbot.waitUntil(lambda: record.record["code"] == f"{made}-1")
    record.deeds["next"].trigger()
    qtbot.waitUntil(lambda: record.record["code"] == f"{made}-2")
    record.deeds["next"].trigger()
    record.deeds["previous"].trigger()
    qtbot.waitUntil(lambda: record.record["code"] == f"{made}-1")
    assert notices(record) == ["C’est la dernière fiche de la liste."]


def test_page_down_goes_on_beyond_what_the_list_has_here_and_after_it(desktop, qtbot, made, monkeypatch):
    for module in (pages, records, trail):
        monkeypatch.setattr(module, "PAGE", 2)
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    record = desktop.window.workspace.page
    qtbot.waitUntil(lambda: record.record is not None)

    def presses(*steps: str, leads_to: int) -> None:
        for step in steps:
            record.deeds[step].trigger()
        qtbot.waitUntil(lambda: record.record["code"] == f"{made}-{leads_to}")

    page.table.records._pages._pages.pop(1, None)  # as if one had never scrolled so far
    presses("next", leads_to=2)
    assert page.table.currentIndex().row() == 2
    page.ask_for([], "xyzzy")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 0)
    presses("previous", "previous", leads_to=0)
    desktop.window.workspace.close_page(page)
    qtbot.waitUntil(lambda: not isValid(page))
    presses("next", leads_to=1)
    presses("previous", "next", "next", leads_to=2)


def test_marked_rows_are_deleted_together_and_taken_back_by_the_notice(desktop, qtbot, api, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    assert not page.actions_by_name["delete"].isEnabled()
    page.table.selectAll()
    assert page.foot.marked.text() == "3 sélectionnées"
    qtbot.waitUntil(lambda: page.foot.sums.text() == "Facteur\u00a0: 0,6")
    page.actions_by_name["delete"].trigger()
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 0)
    assert notices(page) == ["3 fiches supprimées."]
    strip = child(desktop.window, NoticeStrip)
    QTest.mouseClick(child(strip, QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    assert {one["name"].split()[0] for one in api.items(UNITS, search=made)} == {"Été", "Automne", "Hiver"}


def test_what_somebody_else_adds_appears_by_itself(desktop, qtbot, api, made):
    desktop.feed.ask_every(50)
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    api.create(UNITS, code=f"{made}-9", name=f"Printemps {made}", dimension="mass")
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 4)


def test_the_list_offers_what_this_person_may_do(fresh, qtbot, api, server):
    reader = api.as_user("settings.units:read")
    fresh.client.session.access_token = reader.http.headers["Authorization"].removeprefix("Bearer ")
    fresh.client.session.username = "reader"
    metas = fresh.client.meta()
    fresh.metas.update(metas)
    fresh.window.show()
    page = open_list(fresh, qtbot, UNITS)
    assert not page.actions_by_name["new"].isEnabled()
    assert not page.actions_by_name["import"].isEnabled()
    assert page.findChild(QPushButton, "button-new") is None
    page.table.selectRow(0)
    assert not page.actions_by_name["delete"].isEnabled()
    fresh.client.session.access_token = ""


def test_ctrl_f_goes_to_the_search_and_f5_asks_again(desktop, qtbot, api, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(desktop.window.focusWidget(), QLineEdit)
    api.create(UNITS, code=f"{made}-7", name=f"Mousson {made}", dimension="mass")
    QTest.keyClick(page.table, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 4)


def test_a_cell_offers_rows_like_it(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    column = [field.name for field in page.table.records.columns].index("dimension")
    menu = page.cell_menu(page.table.records.index(0, column))
    like = next(action for action in menu.actions() if action.text().startswith("Seulement"))
    assert like.text() == "Seulement les lignes où Grandeur est Masse"
    like.trigger()
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)


def test_widths_are_measured_again_once_a_list_behind_another_comes_to_the_front(desktop, qtbot, made):
    """While it is hidden nothing is measured: Qt would look at each of a million rows."""
    page = open_list(desktop, qtbot, UNITS)
    open_list(desktop, qtbot, "settings.sites")
    page.table.heads.resizeSection(0, 1)
    page.table._free, narrow = True, page.table.columnWidth(0)  # as if nobody had set a width
    page.table.fit_columns()
    assert page.table.columnWidth(0) == narrow
    open_list(desktop, qtbot, UNITS)
    qtbot.waitUntil(lambda: page.table.columnWidth(0) > narrow)


def test_rows_that_arrive_are_painted_once_in_the_widths_that_suit_them(desktop, qtbot, made):
    table = open_list(desktop, qtbot, UNITS).table
    table.heads.resizeSection(0, 1)
    table._free, narrow = True, table.columnWidth(0)  # as if nobody had set a width
    table.records.counted.emit(table.records.rowCount())
    assert table.columnWidth(0) > narrow  # at once: no paint comes between


def test_selected_rows_are_copied_as_a_spreadsheet_takes_them(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    found(page, qtbot, made, 3)
    heads, columns = page.table.heads, [field.name for field in page.table.records.columns]
    heads.show_column(columns.index("factor"), shown=False)
    heads.moveSection(heads.visualIndex(columns.index("name")), 0)
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Nom\tCode\tGrandeur"
    assert lines[1] == f"Été {made}\t{made}-0\tMasse"
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("resource", "words"),
    [
        (UNITS, "Ajoutez la première fiche, ou importez un fichier entier."),
        ("inventory.reservations", "Ajoutez la première fiche."),
        ("inventory.stock-balances", "Vous pouvez consulter ici, pas ajouter."),
    ],
)
def test_an_empty_list_advises_only_what_can_be_done(desktop, qtbot, resource, words):
    page = open_list(desktop, qtbot, resource)
    page.table.records.counted.emit(0)
    assert page.blank.words.text() == words


def menu_of(page, qtbot) -> QMenu:
    """The menu of saved filters, opened by its keys."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: [one for one in page.findChildren(QMenu, "savedFilters") if one.isVisible()] != [])
    return child(page, QMenu, "savedFilters")


def chosen(page, qtbot, words: str) -> None:
    """Choose what so begins in the menu."""
    menu = menu_of(page, qtbot)
    action = next(one for one in menu.actions() if one.text().startswith(words))
    menu.close()
    action.trigger()


def test_a_filter_is_kept_used_by_keyboard_opened_with_deleted_and_taken_back(desktop, qtbot, api, made):
    page = open_list(desktop, qtbot, UNITS)
    page.set_condition(Condition("dimension", Operator.EQ, "mass", "Masse"))
    page.search.setText(made)
    chosen(page, qtbot, "Enregistrer ce filtre sous")
    dialog = child(page, NameDialog)
    type_into(dialog.name, "Masses")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.saved.current is not None)
    chosen(page, qtbot, "Partager")
    qtbot.waitUntil(lambda: page.saved.current["shared"])
    assert api.read("lists.filters", page.saved.current["id"])["shared"], "everybody finds it"
    page.clear_conditions()
    menu = menu_of(page, qtbot)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert child(page.chips, QPushButton, "chip-dimension").text() == "Grandeur est Masse"
    chosen(page, qtbot, "Ouvrir la liste")
    desktop.window.workspace.close_current()
    again = open_list(desktop, qtbot, UNITS)
    assert (names(again), again.words) == (["Été", "Hiver"], made)
    chosen(again, qtbot, "Supprimer ce filtre")
    qtbot.waitUntil(lambda: notices(again) == ["Filtre supprimé : Masses".replace(" :", "\u00a0:")])
    QTest.mouseClick(child(child(desktop.window, NoticeStrip), QPushButton, "noticeOffer"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.saved.current is not None)


def test_a_filter_that_speaks_of_what_is_gone_says_so(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    gone = ["colour:eq:red", "dimension:eq:weight", "dimension:eq:mass"]
    page.saved.use({"id": "", "name": "Vieux", "conditions": gone, "search": made})
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 2)
    assert [one.wire for one in page.conditions] == ["dimension:eq:mass"]
    assert "colour, dimension" in notices(page)[0]
