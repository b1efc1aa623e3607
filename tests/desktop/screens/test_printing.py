"""A list or a record is seen as paper before it is printed; then it goes to a printer or into a file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.paper.printing import layout_of
from fofal_desktop.shell.pages import HAND_MADE
from fofal_desktop.views.hand_made import DASHBOARD, MAP
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.outbox import NAME as OUTBOX
from tests.desktop.screens.driving import child, notices, open_list, open_record, write
from tests.support import pdf
from tests.support.api import code

SITES = "settings.sites"
NAME = "Ŋgaoundéré"


@pytest.fixture
def site(api):
    return api.create(SITES, code=code("S"), name=NAME)


def previewed(qtbot, page) -> PreviewDialog:
    """Ctrl+P, and the pages are there."""
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = child(page, PreviewDialog)
    qtbot.waitUntil(lambda: dialog.view.total is not None and not dialog.busy.isVisible())
    return dialog


def shown(dialog: PreviewDialog) -> str:
    marks = [mark for page in dialog.view.pages for mark in page.marks]
    return "\n".join(getattr(mark, "words", "") for mark in marks)


@pytest.fixture
def listed(desktop, qtbot, site):
    page = open_list(desktop, qtbot, SITES)
    page.search.setText(site["code"])
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)
    return page


def test_a_list_is_shown_as_paper_with_the_rows_and_columns_that_it_shows(listed, qtbot, site):
    listed.table.heads.show_column([one.name for one in listed.table.records.columns].index("latitude"), False)
    dialog = previewed(qtbot, listed)
    assert site["code"] in shown(dialog)
    assert NAME in shown(dialog)
    assert "Latitude" not in shown(dialog)
    assert dialog.where.text() == "Page 1 sur 1"
    picture = dialog.view.viewport().grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, 300, 3)}
    assert "#ffffff" in inks, "paper is white in either theme"
    assert len(inks) > 4, "and something is drawn on it"


def test_it_is_kept_as_a_pdf_with_the_same_words(listed, qtbot, site, tmp_path):
    dialog = previewed(qtbot, listed)
    drawn, target = shown(dialog), tmp_path / "sites é.pdf"
    dialog.save(target)
    qtbot.waitUntil(lambda: bool(notices(listed)))
    words = pdf.read(target.read_bytes()).words
    assert site["code"] in words
    assert "Page 1 / 1" in words
    assert [line for line in drawn.split("\n") if NAME in line] == [line for line in words.split("\n") if NAME in line]
    assert not list(tmp_path.glob("*.part"))


def test_it_goes_to_a_printer_page_by_page(listed, qtbot, tmp_path):
    dialog = previewed(qtbot, listed)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "imprimante.pdf"))
    printer.setPageLayout(layout_of(dialog.view.pages[0]))
    printer.setFullPage(True)
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: bool(notices(listed)))
    assert notices(listed) == ["Envoyé à l’imprimante\u00a0: Sites"]
    assert (tmp_path / "imprimante.pdf").read_bytes().startswith(b"%PDF")


def test_keys_turn_and_zoom_the_pages(desktop, qtbot, api):
    mark = code("K")
    site = api.create(SITES, code=mark, name="Longue (démo)", note="mot\n" * 900)
    dialog = previewed(qtbot, open_record(desktop, qtbot, SITES, site["id"]))
    view = dialog.view
    assert view.total is not None
    assert view.total > 1
    for key, number in ((Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_End, view.total)):
        QTest.keyClick(view, key)
        assert view.page == number
    QTest.keyClick(view, Qt.Key.Key_Home)
    before = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(before)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_form_with_something_unsaved_says_that_the_stored_record_is_printed(desktop, qtbot, site):
    page = open_record(desktop, qtbot, SITES, site["id"])
    write(page, "name", "Tapé")
    dialog = previewed(qtbot, page)
    assert "enregistrée" in dialog.remark.words.text()
    assert NAME in shown(dialog)
    assert "Tapé" not in shown(dialog)
    QTest.mouseClick(child(dialog, QPushButton, "cancel"), Qt.MouseButton.LeftButton)
    page.form.fill(page.record)


def test_a_stored_record_says_nothing_of_the_kind(desktop, qtbot, site):
    dialog = previewed(qtbot, open_record(desktop, qtbot, SITES, site["id"]))
    assert not dialog.remark.isVisible()


def test_a_list_too_long_for_paper_says_so(listed, qtbot, monkeypatch):
    from fofal_server.core.transfer import exporting

    short = exporting.FORMATS["pages"]
    monkeypatch.setitem(exporting.FORMATS, "pages", exporting.Format(short.media, short.written, 0, short.too_many))
    QTest.keyClick(listed, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = child(listed, PreviewDialog)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "lignes" in dialog.problem.words.text()
    assert not dialog.to_printer.isEnabled()


def test_pages_made_by_hand_go_to_paper_as_they_show(desktop, qtbot, site):
    """All of them by the same key; one that has shown nothing yet says so."""
    for name in sorted({*HAND_MADE, OUTBOX} - {MAP.name, DASHBOARD.name}):
        page = desktop.window.go(Place("page", name))
        qtbot.waitUntil(lambda page=page: page.on_paper() is not None)
        dialog = previewed(qtbot, page)
        assert page.on_paper().title in shown(dialog)
        assert all(table.columns[0].head in shown(dialog) for table in page.on_paper().tables)
        dialog.reject()
        desktop.window.activateWindow()  # no window manager does it
        qtbot.waitUntil(desktop.window.isActiveWindow)
    page = desktop.window.go(Place("page", DASHBOARD.name))
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert notices(page) == ["Il n’y a encore rien à imprimer ici."]


def test_what_is_typed_into_the_rain_book_is_printed_and_said_to_be_unsaved(desktop, qtbot, site):
    page = desktop.window.go(Place("page", "rain-book"))
    qtbot.waitUntil(lambda: page.loaded)
    page.book.setData(page.book.place_of(0, 1), "12,5")
    paper = page.on_paper()
    assert paper.facts[-1] == ("Pas encore enregistré", "1 jour non enregistré")
    assert paper.tables[0].rows[0].cells[1] == "12,5"
    assert [row.cells[0] for row in paper.tables[0].rows if row.bold][-1] == "Mois"
    page.show_month(page.shown)
