"""What a person does and then looks for, as steps of a script: go somewhere, reach a field, type, save."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from fofal_desktop.app import Desktop
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.tour.stage import Script, TourError, Wait, dialog
from fofal_desktop.views.page import Page
from fofal_desktop.views.record import RecordPage
from tests.desktop.robot.hands import Hands

MOST_FIELDS = 60
P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=QDialog)


@dataclass(frozen=True)
class Person:
    """Somebody at the keyboard of one desktop."""

    desktop: Desktop
    hands: Hands

    def page(self, kind: type[P]) -> P:
        """The page on top."""
        page = self.desktop.window.workspace.page
        if not isinstance(page, kind):
            raise TourError(f"{kind.__name__} n'est pas en vue")
        return page

    def button(self, name: str) -> QPushButton | None:
        """The button of this name that can be pressed now: its window stands in its place once it is the active one."""
        windows = [one for one in QApplication.topLevelWidgets() if one.isActiveWindow()]
        found = [one for window in windows for one in window.findChildren(QPushButton, name)]
        return next((one for one in found if one.isVisible() and one.isEnabled()), None)

    def press(self, name: str) -> Script:
        """Press a button with the mouse as soon as it is there."""
        yield Wait(lambda: self.button(name) is not None, f"le bouton {name}")
        button = self.button(name)
        if button is not None:
            self.hands.click(button)

    def reach(self, widget: QWidget) -> Script:
        """Tab until the widget has the focus."""
        for _ in range(MOST_FIELDS):
            before = QApplication.focusWidget()
            if holds_focus(widget):
                return
            self.hands.key("Tab")
            yield Wait(lambda before=before: QApplication.focusWidget() is not before, "le champ suivant")
        raise TourError(f"{widget.objectName()} ne se rejoint pas au clavier")

    def fill(self, page: RecordPage, name: str, words: str) -> Script:
        """Type into a field of a form, reached by keys, until it is understood."""
        editor = page.form.editors[name]
        yield from self.reach(editor)
        self.hands.key("ctrl+a")
        self.hands.write(words)
        yield Wait(lambda: editor.value() not in (None, "") and not editor.problem(), f"{name} = {words}")

    def go(self, words: str, there: Callable[[], bool]) -> Script:
        """Go somewhere by its name."""
        self.hands.key("ctrl+k")
        yield Wait(lambda: bool(palettes()), "la palette")
        self.hands.write(words)
        yield Wait(lambda: any(offers(one, words) for one in palettes()), f"« {words} » dans la palette")
        self.hands.key("Return")
        yield Wait(there, words)

    def save(self, page: RecordPage) -> Script:
        """Save by keys and wait for the stored record."""
        before = page.record
        self.hands.key("ctrl+s")
        yield Wait(lambda: page.record is not None and page.record is not before and not page.dirty, "enregistré")

    def opened(self, kind: type[D], keys: str) -> Script:
        """Open a dialog by keys."""
        self.hands.key(keys)
        yield Wait(lambda: dialog(kind) is not None and QApplication.activeWindow() is dialog(kind), kind.__name__)


def holds_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def palettes() -> list[CommandPalette]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CommandPalette) and one.isVisible()]


def offers(palette: CommandPalette, words: str) -> bool:
    """Whether what was typed has arrived and something is marked for it."""
    return palette.line.text() == words and palette.list.currentItem() is not None
