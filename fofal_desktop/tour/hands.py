"""What a person does at the screens, as steps of a script: open a list, fill a form, run a wizard."""

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.tour.stage import Script, TourError, Wait, dialog
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.record import RecordPage

P = TypeVar("P", bound=Page)


def go(desktop: Desktop, place: Place, kind: type[P]) -> P:
    """Open a place in a tab of the window."""
    page = desktop.window.go(place)
    if not isinstance(page, kind):
        raise TourError(f"la page {place.name} ne s'ouvre pas")
    return page


def loaded(page: ListPage) -> Wait:
    """A list that has nothing under way."""
    return Wait(lambda: not page.busy.isVisible() and page.count.text() != "", f"la liste {page.title}")


def rows(page: ListPage) -> int:
    return page.table.records.rowCount()


def expect(truth: bool, words: str) -> None:
    """Stop the tour when what a person would see is not so."""
    if not truth:
        raise TourError(words)


def type_in(page: RecordPage, name: str, words: str) -> None:
    """Type into a field as a person would: over what stands there."""
    line = page.form.editors[name].focusProxy()
    if not isinstance(line, QLineEdit):
        raise TourError(f"le champ {name} ne se tape pas")
    type_into(line, words)


def type_into(line: QLineEdit, words: str) -> None:
    """QTest has keys for ASCII only, other letters come as from an input method."""
    line.setFocus()
    line.selectAll()
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(line, letter)
        else:
            line.insert(letter)


def pick(page: RecordPage, name: str, code: str) -> Script:
    """Type the code of a related record and wait until it is known."""
    editor = page.form.editors[name]
    if not isinstance(editor, RelationEditor):
        raise TourError(f"le champ {name} n'est pas un renvoi")
    type_in(page, name, code)
    editor.settle()
    yield Wait(lambda: editor.chosen()[0] is not None, f"{name} = {code}")


def paste(page: RecordPage, name: str, table: str) -> None:
    """Paste rows of a spreadsheet into a grid."""
    editor = page.form.editors[name]
    if not isinstance(editor, LinesEditor):
        raise TourError(f"le champ {name} n'a pas de lignes")
    QGuiApplication.clipboard().setText(table)
    editor.grid.setCurrentIndex(editor.model.index(0, 0))
    editor.paste()


def save(page: RecordPage) -> Script:
    """Press Save and wait for the stored record."""
    before = page.record
    page.save()
    yield Wait(
        lambda: page.record is not None and page.record is not before and not page.busy.isVisible(), "enregistré"
    )


def act(page: RecordPage, name: str) -> Script:
    """Run a deed of the flow, answering its question with yes."""
    before = page.record
    page.act(next(one for one in page.resource.actions if one.name == name))
    yield Wait(lambda: page.record is not before or answer_button(page) is not None, f"question de {name}")
    sure = answer_button(page)
    if page.record is before and sure is not None:
        QTest.mouseClick(sure, Qt.MouseButton.LeftButton)
    yield Wait(lambda: page.record is not before and not page.busy.isVisible(), f"{name} fait")


def answer_button(page: Page) -> Any:
    """The button that says yes in the question over the page, None while nothing is asked."""
    found = [one for one in page.window().findChildren(QPushButton, "answer-yes") if one.isVisible()]
    return found[0] if found else None


def rehearse(page: ListPage, source: Path) -> Script:
    """Open the import (or go back to its first step), name the file and check it."""
    if dialog(ImportWizard) is None:
        page.open_import()
    yield Wait(lambda: dialog(ImportWizard) is not None, "l'assistant d'import")
    wizard = wizard_of(page)
    if wizard.steps.currentIndex() != 0:
        QTest.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    wizard.source.setText(str(source))
    QTest.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    yield Wait(
        lambda: wizard.steps.currentIndex() == 1 and not wizard.busy.isVisible(), f"vérification de {source.name}"
    )


def store(page: ListPage) -> Script:
    """Store what was checked."""
    wizard = wizard_of(page)
    expect(wizard.go.isEnabled(), "le fichier vérifié ne peut pas être enregistré")
    QTest.mouseClick(wizard.go, Qt.MouseButton.LeftButton)
    yield Wait(lambda: wizard.steps.currentIndex() == 2 and not wizard.busy.isVisible(), "l'import enregistré")


def wizard_of(page: ListPage) -> ImportWizard:
    found = dialog(ImportWizard)
    if not isinstance(found, ImportWizard):
        raise TourError(f"pas d'assistant d'import sur {page.title}")
    return found
