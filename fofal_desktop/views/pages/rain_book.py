"""The rain book: a month of all sites as one grid, typed by keyboard and saved at once."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.errors import ApiError, Unreachable
from fofal_desktop.api.keys import new_key
from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.on_paper import table_of
from fofal_desktop.models.rain_book import FIELD, RAIN, BookRole, RainBookModel
from fofal_desktop.models.rain_month import Kept, SiteMonth, Typed, months_around, sound, unsound_cells
from fofal_desktop.models.rain_saving import (
    SITES_AT_ONCE,
    BookPage,
    Outcome,
    Parcel,
    read_month,
    read_month_of,
    send_all,
)
from fofal_desktop.models.sites import SITES, read_sites
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, Elided, action_button, button, label, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.rain_grid import RainGrid
from fofal_desktop.views import hand_made
from fofal_desktop.views.leaving import ask_to_save
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.RAIN_BOOK.name, hand_made.RAIN_BOOK.symbol
BEFORE = Command("month-before", QT_TRANSLATE_NOOP("Command", "Previous month"), "Ctrl+PgUp", "mdi6.chevron-left")
AFTER = Command("month-after", QT_TRANSLATE_NOOP("Command", "Next month"), "Ctrl+PgDown", "mdi6.chevron-right")
SITES_BEFORE = Command(
    "sites-before", QT_TRANSLATE_NOOP("Command", "Previous sites"), "Ctrl+Shift+PgUp", "mdi6.chevron-double-left"
)
SITES_AFTER = Command(
    "sites-after", QT_TRANSLATE_NOOP("Command", "Next sites"), "Ctrl+Shift+PgDown", "mdi6.chevron-double-right"
)
_DAY = re.compile(r"days\.([0-9]+)\.")


class RainBookPage(ReadingPage):
    """Nothing that was typed goes before it is stored or given up by name."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Rain book"))
        meta = self.metas[RAIN]
        self.book = RainBookModel(meta.fields[FIELD], self)
        self.book.readonly = "create" not in meta.can
        self.grid, self.told_cell = RainGrid(self.book), label("", "rainTold", wrap=True)
        self.month_name = label("", "sectionTitle")
        self.month = self.client.clock.today().replace(day=1)
        self.which, self.shown = Elided("muted"), BookPage(self.month, [])
        self.loaded = False
        self._saving = False
        self.keys: dict[str, tuple[object, str]] = {}
        self.first = button(self.tr("New site"), "newSite", "primary")
        self.blank = Blank([self.first])
        self._bind()
        self._lay_out()
        self._connect()
        self.refresh()

    # -- reading

    def refresh(self) -> None:
        """Read the month anew, once nothing is lost by it."""
        self.leave(lambda may: self._read(self.month) if may else None)

    def turn_to(self, month: dt.date) -> None:
        """Another month, once nothing is lost by it."""
        self.leave(lambda may: self._read(month) if may else None)

    def turn_sites(self, pages: int) -> None:
        """The sites before or after these, where one grid does not hold all of them."""
        first = self.shown.first + pages * SITES_AT_ONCE
        if 0 <= first < self.shown.of:
            self.leave(lambda may: self._read(self.month, first) if may else None)

    def _read(self, month: dt.date, first: int | None = None) -> None:
        """What was typed while the answer was under way is worth more than the answer."""
        before, begin = self._typed(), self.shown.first if first is None else first

        def done(read: BookPage) -> None:
            if self._typed() == before:
                self.show_month(read)

        def work() -> BookPage:
            return read_month(self.client, read_sites(self.client, self.metas), month, begin)

        self.read(work, done)

    def _typed(self) -> list[dict[int, Typed]]:
        return [dict(column.typed) for column in self.book.columns]

    def read_again(
        self, month: dt.date, sites: Collection[str], done: Callable[[], Any], failed: Callable[[], Any]
    ) -> None:
        """Show a month with these sites in it; what was typed goes, so ask before."""

        def shown(read: BookPage) -> None:
            self.show_month(read)
            done()

        def refused(error: Exception) -> None:
            failed()
            self.on_failure(error)

        def work() -> BookPage:
            return read_month_of(self.client, read_sites(self.client, self.metas), month, sites)

        self.read(work, shown, refused)

    def type_again(self, typed: Mapping[str, Kept]) -> int:
        """Type what was typed before, by site; answers how many days found no place."""
        columns = {str(column.book.site_id): column for column in self.book.columns}
        for site in typed.keys() & columns.keys():
            columns[site].type_again(typed[site], self.metas[RAIN].fields[FIELD], self.book.today, self._moved)
        self.book.redraw()
        return sum(len(typed[site]) for site in typed.keys() - columns.keys())

    def succeed(self, before: Page) -> None:
        if not isinstance(before, RainBookPage):
            return
        before.grid.settle()
        if before.loaded:
            fresh = [SiteMonth(column.name, column.book) for column in before.book.columns]
            self.show_month(replace(before.shown, columns=fresh))
            self.type_again({str(one.book.site_id): one.as_typed() for one in before.book.columns if one.typed})
            self.keys = before.keys
        super().succeed(before)
        if not self.dirty:
            self.refresh()

    @property
    def sending(self) -> bool:
        return self._saving

    def show_month(self, read: BookPage) -> None:
        month, columns = read.month, read.columns
        self.month, self.shown, self.loaded = month, read, True
        self.problem.say("")
        self._say_sites()
        self.month_name.setText(QLocale().toString(QDate(month.year, month.month, 1), "MMMM yyyy"))
        self.book.show_month(month, columns, self.client.clock.today())
        self.shown_anew.emit()
        self.grid.setVisible(bool(columns))
        self.told_cell.setVisible(bool(columns))
        self.blank.setVisible(not columns)
        self._say_blank()
        self._show_typed()

    def _say_sites(self) -> None:
        """Which of the sites these are, where there are others."""
        self.which.setText(
            self.tr("Sites {0} to {1} of {2}").format(self.shown.first + 1, self.shown.last, self.shown.of)
        )
        for part in self._turning:
            part.setVisible(self.shown.of > len(self.shown.columns))
        self.sites_before.setEnabled(self.shown.first > 0)
        self.sites_after.setEnabled(self.shown.last < self.shown.of)

    # -- saving

    def save(self, then: Callable[[], Any] | None = None) -> None:
        """Send every site that changed; ``then`` is called when nothing typed is left."""
        if self._saving or not self.book.typed:
            return
        if not sound(self.book.columns):
            self._stop_at_the_first()
            return
        parcels = [self._parcel(column) for column in self.book.columns if column.typed]
        self._saving = True
        self.busy.show()
        ask(
            self,
            lambda: send_all(self.client, parcels),
            lambda told: self._sent(told, then),
            self.on_failure,
            self._rest,
        )

    def _parcel(self, column: SiteMonth) -> Parcel:
        """The key stays while the same is sent again, so that trying again never does it twice."""
        site, news = str(column.book.site_id), column.changes()
        if self.keys.get(site, (None, ""))[0] != news:
            self.keys[site] = (news, new_key())
        return Parcel(column, dict(column.typed), news, self.keys[site][1])

    def _sent(self, outcomes: Sequence[Outcome], then: Callable[[], Any] | None) -> None:
        refused = [one for one in outcomes if one.refusal is not None]
        for one in outcomes:
            if not isinstance(one.refusal, Unreachable):
                self.keys.pop(str(one.parcel.column.book.site_id), None)
            if one.refusal is None and one.book is not None:
                one.parcel.column.take(one.book, one.parcel.sent)
            elif one.refusal is not None:
                self._refuse(one, one.refusal)
        self.book.redraw()
        self.problem.say("\n".join(self._words_of(one) for one in refused))
        if len(refused) < len(outcomes):
            changes.happened.emit({RAIN})
        if not refused:
            self.told.emit(Notice(self.tr("Rain of {0} saved.").format(self.month_name.text())))
            if then is not None and not self.dirty:
                then()

    def _refuse(self, one: Outcome, refusal: ApiError) -> None:
        """Write each refusal at its cell."""
        column = one.parcel.column
        if one.book is not None:
            column.catch_up(one.book, self._moved)
        for problem in refusal.problem.errors:
            found = _DAY.match(problem.field)
            if found is not None and int(found[1]) < len(one.parcel.days):
                column.refuse(one.parcel.days[int(found[1])], problem.message)

    def _moved(self, amount: str) -> str:
        return self.tr("Somebody has written {0} mm meanwhile. Save again to put yours there.").format(amount)

    def _words_of(self, one: Outcome) -> str:
        problem = one.refusal
        told = message_of(problem) if problem is not None else ""
        if problem is not None and problem.problem.errors:
            told = " ".join(dict.fromkeys(error.message for error in problem.problem.errors))
        return self.tr("{0}: not saved. {1} What you typed stays here.").format(one.parcel.column.name, told)

    def _stop_at_the_first(self) -> None:
        found = list(unsound_cells(self.book.columns))
        self.problem.say(self.tr("%n day(s) to correct", "", len(found)))
        self.grid.setCurrentIndex(self.book.place_of(*found[0]))
        self.grid.setFocus()

    def _rest(self) -> None:
        self._saving = False
        self.busy.hide()

    @property
    def has_shown(self) -> bool:
        return self.loaded

    # -- leaving

    @property
    def dirty(self) -> bool:
        return bool(self.book.typed)

    def leave(self, then: Callable[[bool], Any]) -> None:
        if not self.dirty:
            then(True)
            return
        words = self.tr("The rain book has %n day(s) that are not saved.", "", self.book.typed)
        ask_to_save(self, words, self.save, then)

    # -- what is shown beside

    def _show_typed(self) -> None:
        self.save_action.setEnabled(self.dirty)
        self.count.setText(self.tr("%n day(s) not saved", "", self.book.typed) if self.dirty else "")
        self.touched.emit(self.dirty)
        self._tell_cell()

    def _tell_cell(self) -> None:
        self.told_cell.setText(self.book.told(self.grid.currentIndex()))
        self.told_cell.setAccessibleName(self.told_cell.text())

    def _say_blank(self) -> None:
        may = SITES in self.metas and "create" in self.metas[SITES].can
        words = self.tr("Each site has a rain gauge and a column here. Add the sites of the farm first.")
        self.blank.say(SYMBOL, self.tr("No site yet"), words if may else "", [self.first] if may else [])

    def open_import(self) -> None:
        """Rain of the past from a file; months that were typed here are read again afterwards."""
        wizard = ImportWizard(self.client, self.metas[RAIN], self)
        wizard.told.connect(self.told)
        wizard.open()

    def look_again(self) -> None:
        """What others wrote is shown, unless something typed stands here: saving tells of it then."""
        if self.isVisible() and not (self.dirty or self._saving):
            self._read(self.month)

    def on_paper(self) -> ShownPage | None:
        """The month as it stands here, which is said where some of it is not saved."""
        if not self.loaded:
            return None
        facts = [(self.tr("Sites"), self.which.text())] if self.which.isVisible() else []
        if self.dirty:
            facts.append((self.tr("Not saved yet"), self.count.text()))
        book = self.book
        tables = table_of(
            book, corner=self.tr("Day (mm)"), bold=lambda row: bool(book.index(row, 0).data(BookRole.SUM))
        )
        return ShownPage(title=f"{self.title} — {self.month_name.text()}", facts=facts, tables=tables)

    # -- put together

    def _bind(self) -> None:
        self.save_action = bind(self, commands.SAVE, self.save)
        self.before = bind(self, BEFORE, lambda: self.turn_to(months_around(self.month)[0]))
        self.after = bind(self, AFTER, lambda: self.turn_to(months_around(self.month)[1]))
        self.sites_before = bind(self, SITES_BEFORE, lambda: self.turn_sites(-1))
        self.sites_after = bind(self, SITES_AFTER, lambda: self.turn_sites(1))

    def _connect(self) -> None:
        self.book.edited.connect(self._show_typed)
        self.grid.moved.connect(self._tell_cell)
        self.first.clicked.connect(lambda: self.wanted.emit(Place("new", SITES)))
        self.follow({RAIN, SITES})

    def _lay_out(self) -> None:
        self.grid.setAccessibleName(self.windowTitle())
        column = self.column(self._head())
        column.addWidget(self.grid, 1)
        column.addLayout(self._foot())
        column.addWidget(self.blank, 1)
        self.grid.hide()
        self.blank.hide()

    def _head(self) -> QHBoxLayout:
        self.month_name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.month_name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        before, after = (action_button(turn, words=False) for turn in (self.before, self.after))
        deeds = []
        if not self.book.readonly:
            if self.metas[RAIN].importable:
                deeds.append(action_button(bind(self, commands.IMPORT, self.open_import), words=False))
            deeds.append(action_button(self.save_action, "primary"))
        deeds.append(print_button(self, self.client, self.on_paper))
        what = label(self.metas[RAIN].fields[FIELD].label, "muted")
        return self.head([before, self.month_name, after, what, self.count], deeds)

    def _foot(self) -> QHBoxLayout:
        """What the cell says in full, and the other sites, where one grid does not hold all of them."""
        before, after = (action_button(turn, words=False) for turn in (self.sites_before, self.sites_after))
        self._turning = (before, self.which, after)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.told_cell, 1)
        for part in self._turning:
            part.hide()
            row.addWidget(part)
        return row
