"""The way through the desktop that is timed, as a script of the stage: come in, lists, jumps, forms, typing, tabs."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.shell.pages import HAND_MADE
from fofal_desktop.tour.hands import go, type_in
from fofal_desktop.tour.stage import Script, TourError, Wait
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.record import RecordPage
from tests.benchmarks.desktop.pauses import Pauses
from tests.benchmarks.stand import Stand

PARTIES, MOVES, HARVESTS = "parties.parties", "inventory.stock-moves", "agronomy.harvests"
JUMPS, LETTERS, SHEET = 40, 120, 60
COMPLETED = ("Coop", "Mban", "Kribi", "bolowa", "Soci", "B0001", "Grou", "Limb", "B0999", "Douala")
FEW = 50
"""Tabs opened and closed before the memory is read for the first time."""
_AT_ONCE = Wait(lambda: True, "le tour suivant")


@dataclass
class Seen:
    """Times in seconds, memory in kilobytes after few and after many tabs."""

    first_list: float = 0.0
    jumps: list[float] = field(default_factory=list)
    completions: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """What is driven, by whom, on whose server, and where the pauses are noted; ``codes`` of the gang that is typed."""

    desktop: Desktop
    place: Stand
    pauses: Pauses
    codes: list[str]
    rows: int
    tabs: int
    seen: Seen = field(default_factory=Seen)

    def script(self) -> Script:
        """The whole course."""
        yield from self._come_in()
        yield from self._jump()
        yield from self._every_screen()
        yield from self._type()
        yield from self._complete()
        yield from self._sheet()
        yield from self._tabs()

    def _come_in(self) -> Script:
        self.pauses.doing = "sign-in"
        yield Wait(lambda: self.desktop.entrance.sign_in is not None, "la connexion")
        self.desktop.window.activateWindow()
        dialog = self.desktop.entrance.sign_in
        if not isinstance(dialog, SignIn):
            raise TourError("la connexion ne s'ouvre pas")
        dialog.username.setText(self.place.username)
        dialog.password.setText(self.place.password)
        began = time.perf_counter()
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        yield Wait(lambda: PARTIES in self.desktop.metas, "les modules")
        page = self._list(PARTIES)
        yield Wait(lambda: in_sight(page), "les lignes")
        self.seen.first_list = time.perf_counter() - began

    def _jump(self) -> Script:
        self.pauses.doing = "jumps in a long list"
        page, chance = self._list(PARTIES), random.Random(1)
        yield Wait(lambda: page.table.records.rowCount() >= self.rows, "toutes les lignes")
        bar = page.table.verticalScrollBar()
        for _ in range(JUMPS):
            began = time.perf_counter()
            bar.setValue(chance.randrange(bar.maximum()))
            yield Wait(lambda: in_sight(page), "les lignes de là-bas")
            self.seen.jumps.append(time.perf_counter() - began)

    def _every_screen(self) -> Script:
        places = [Place(kind, name) for name in self.desktop.metas for kind in ("list", "new")]
        for place in [*places, *(Place("page", name) for name in HAND_MADE)]:
            if place.kind == "new" and "create" not in self.desktop.metas[place.name].can:
                continue
            self.pauses.doing = f"{place.kind} {place.name}"
            page = self.desktop.window.go(place)
            if page is None:
                raise TourError(f"{place.name} ne s'ouvre pas")
            yield from self._settled(page)
            self._close(page)

    def _type(self) -> Script:
        page = go(self.desktop, Place("new", PARTIES), RecordPage)
        yield from self._settled(page)
        self.pauses.doing = "typing in a form"
        for number in range(LETTERS):
            type_in_more(page, "name", "abcdefghij klmnop"[number % 17])
            yield _AT_ONCE
        self._close(page)

    def _complete(self) -> Script:
        """Offers of a million: the first letters of a name, until something is offered."""
        meta, name = next(
            (meta, field.name)
            for meta in self.desktop.metas.values()
            for field in meta.fields.values()
            if field.target == PARTIES and "create" in meta.can and not field.readonly
        )
        page = go(self.desktop, Place("new", meta.name), RecordPage)
        yield from self._settled(page)
        editor = page.form.editors[name]
        if not isinstance(editor, RelationEditor):
            raise TourError(f"{name} n'est pas un renvoi")
        self.pauses.doing = "completion"
        for word in COMPLETED:
            type_in(page, name, word)
            began = time.perf_counter()
            yield Wait(editor.offers.isVisible, f"ce qui est offert pour « {word} »")
            self.seen.completions.append(time.perf_counter() - began)
            editor.set_value(None, {})
            editor.offers.hide()
            yield _AT_ONCE
        self._close(page)

    def _sheet(self) -> Script:
        """Sixty lines of a gang, keys only, as fast as the event loop takes them."""
        page = go(self.desktop, Place("new", HARVESTS), RecordPage)
        yield from self._settled(page)
        editor = page.form.editors["lines"]
        if not isinstance(editor, LinesEditor):
            raise TourError("la récolte n'a pas de lignes")
        editor.grid.setFocus()
        yield Wait(editor.grid.hasFocus, "la grille")
        self.pauses.doing = "gang sheet of 60 lines"
        tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
        for number in range(SHEET):
            code = self.codes[number % len(self.codes)]
            for key in (code, tab, str(40 + number), tab, "3", enter, enter, enter, enter, "1,5", tab, "640", enter):
                press(key)
                yield _AT_ONCE
        yield Wait(lambda: len(editor.value()) == SHEET and editor.problem() == "", f"{SHEET} lignes")
        self.pauses.doing = "closing the sheet"
        self._close(page)
        yield _AT_ONCE

    def _tabs(self) -> Script:
        self.pauses.doing = "opening and closing tabs"
        kept = self._list(PARTIES)
        yield Wait(lambda: in_sight(kept), "les lignes")
        key = kept.table.records.record(kept.table.rowAt(0))
        if key is None:
            raise TourError("aucune ligne en vue")
        places = [Place("list", MOVES), Place("record", PARTIES, key["id"]), Place("new", MOVES)]
        for number in range(1, self.tabs + 1):
            page = self.desktop.window.go(places[number % len(places)])
            if page is None:
                raise TourError("l'onglet ne s'ouvre pas")
            yield from self._settled(page)
            self._close(page)
            yield _AT_ONCE
            if number in {FEW, self.tabs}:
                self.seen.memory.append(resident())

    def _list(self, name: str) -> ListPage:
        return go(self.desktop, Place("list", name), ListPage)

    def _settled(self, page: Page) -> Script:
        """Until a person would say that it is there."""
        if isinstance(page, ListPage):
            yield Wait(lambda: page.count.text() != "", page.title)
        elif isinstance(page, RecordPage):
            yield Wait(lambda: page.record is not None or page.place.kind == "new", page.title)
            yield Wait(lambda: page.form.whole, page.title)
        yield _AT_ONCE

    def _close(self, page: Page) -> None:
        """What was typed here goes: nobody is there to be asked. The home page stands in no tab, and stays."""
        workspace = self.desktop.window.workspace
        if (place := workspace.indexOf(page)) >= 0:
            workspace.removeTab(place)
            page.deleteLater()


def in_sight(page: ListPage) -> bool:
    """Whether the first and the last row in sight are drawn with what they hold."""
    table, height = page.table, page.table.viewport().height()
    first, last = (table.indexAt(QPoint(4, y)).row() for y in (4, height - 4))
    last = last if last >= 0 else table.records.rowCount() - 1
    return first >= 0 and all(table.records.record(row) is not None for row in (first, last))


def type_in_more(page: RecordPage, name: str, letter: str) -> None:
    line = page.form.editors[name].focusProxy()
    if line is None:
        raise TourError(f"le champ {name} ne se tape pas")
    QTest.keyClicks(line, letter)


def press(key: str | Qt.Key) -> None:
    """Each letter goes to whoever has the focus by then: the first one typed into a cell opens its editor."""
    if isinstance(key, Qt.Key):
        QTest.keyClick(QApplication.focusWidget(), key)
        return
    for letter in key:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def resident() -> int:
    """Kilobytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4
