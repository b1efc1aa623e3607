"""Who may do what, on one screen: every right of every resource, how far each role gives it, and who holds it."""

from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from fofal_desktop import commands
from fofal_desktop.commands import Command, bind
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.held import Held, read_rights
from fofal_desktop.models.holders import ROLES, USERS
from fofal_desktop.models.on_paper import table_of
from fofal_desktop.parts import GAP, action_button, button, chooser, clearable, named, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.rights import RightsGrid
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.rights_holders import WIDTH, HoldersPane
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage, halves
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.RIGHTS.name, hand_made.RIGHTS.symbol
COPY_ALL = Command("copy-table", QT_TRANSLATE_NOOP("Command", "Copy the table"), "Ctrl+Shift+C", "mdi6.content-copy")
EVERYTHING, ROLE, PERSON = range(3)


class RightsPage(ReadingPage):
    """Searched, narrowed to a role or a person, and read again when roles or users change."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.setWindowTitle(self.tr("Rights"))
        self.search = clearable(named(QLineEdit(), "rightsSearch"))
        self.search.setPlaceholderText(self.tr("Resource, right or role"))
        self.focus_kind, self.focus = chooser("focusKind"), chooser("focus")
        self.only_held = named(QCheckBox(self.tr("Only what is given")), "onlyHeld")
        self.grid = RightsGrid()
        self.everything = button(self.tr("Show everything"), "rightsClear", "primary")
        self.blank = Blank([self.everything])
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self.read(lambda: read_rights(self.client), self.show_held)

    def show_held(self, held: Held) -> None:
        self.problem.say("")
        self.grid.rights.show_held(held)
        self._fill_kinds()
        self._fill_focus()
        self._show_blank()

    def show_everything(self) -> None:
        """No search, no role, no person."""
        self.search.clear()
        self.only_held.setChecked(False)
        self.focus_kind.setCurrentIndex(0)

    # -- what one looks for

    def _fill_kinds(self) -> None:
        """Offer people only to whoever may read them."""
        if self.focus_kind.count():
            return
        self.focus_kind.addItem(self.tr("All roles"), EVERYTHING)
        self.focus_kind.addItem(self.tr("One role"), ROLE)
        if self.grid.rights.held.named:
            self.focus_kind.addItem(self.tr("One person"), PERSON)

    def _fill_focus(self) -> None:
        """The roles or people to choose from, with the one that was chosen."""
        held, kind = self.grid.rights.held, self.focus_kind.currentData()
        offered = {
            ROLE: [(role.name, role.id) for role in held.table.roles],
            PERSON: [(f"{one.full_name} ({one.username})", one.id) for one in held.accounts.values()],
        }.get(kind, [])
        self.focus.blockSignals(True)
        self.focus.clear()
        for words, key in offered:
            self.focus.addItem(words, key)
        place = self.focus.findData(self.grid.rights.focus)
        self.focus.setCurrentIndex(max(place, 0) if offered else -1)
        self.focus.blockSignals(False)
        self.focus.setVisible(bool(offered))
        self._take_focus()

    def _take_focus(self) -> None:
        chosen: UUID | None = self.focus.currentData()
        self.grid.rights.focus_on(chosen)
        self._show_blank()

    def _take_search(self) -> None:
        self.grid.rights.set_search(self.search.text())
        self._show_blank()

    def _take_only(self, only: bool) -> None:
        self.grid.rights.set_only_held(only)
        self._show_blank()

    # -- what is shown

    def _show_blank(self) -> None:
        rights = self.grid.rights
        shown = sum(rights.right(row) is not None for row in range(rights.rowCount()))
        self.count.setText(self.tr("%n right(s)", "", shown))
        self.stack.setCurrentWidget(self.grid if shown else self.blank)
        if not shown:
            words = self.tr("Try other words, or look at all roles.")
            self.blank.say("mdi6.magnify-close", self.tr("Nothing matches"), words, [self.everything])

    def _show_chosen(self) -> None:
        rights, rows, columns = self.grid.rights, self.grid.marked_rows(), self.grid.marked_columns()
        right = rights.right(rows[0]) if len(rows) == 1 else None
        role = rights.columns[columns[0]].role if len(columns) == 1 else None
        self.pane.show_right(rights.held, right, role)

    @property
    def has_shown(self) -> bool:
        return bool(self.grid.rights.held.rights)

    def _open_column(self, place: int) -> None:
        """The record of the role, or of the person that the column sums up."""
        if 0 <= place < self.grid.rights.columnCount():
            column = self.grid.rights.columns[place]
            self.open_place(Place("record", USERS if column.account else ROLES, str(column.key)))

    def open_place(self, place: Place) -> None:
        if place.name in self.metas:
            self.wanted.emit(place)

    def on_paper(self) -> ShownPage | None:
        """The table as it is narrowed, and by what."""
        if not self.was_read:
            return None
        rights = self.grid.rights
        chosen = self.focus.currentText() if self.focus.isVisible() else self.focus_kind.currentText()
        narrowed = (
            (self.focus.accessibleName(), chosen),
            (self.tr("Searched"), self.search.text().strip()),
            (self.tr("Narrowed"), self.only_held.text() if self.only_held.isChecked() else ""),
        )
        facts = [(name, words) for name, words in narrowed if words]
        tables = table_of(rights, corner=self.tr("Right"), bold=lambda row: rights.right(row) is None)
        return ShownPage(title=self.title, facts=facts, tables=tables)

    # -- put together

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._take_search())
        self.search.returnPressed.connect(self.grid.setFocus)
        self.focus_kind.currentIndexChanged.connect(lambda _place: self._fill_focus())
        self.focus.currentIndexChanged.connect(lambda _place: self._take_focus())
        self.only_held.toggled.connect(self._take_only)
        self.everything.clicked.connect(self.show_everything)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.opened.connect(self._open_column)
        self.pane.wanted.connect(self.open_place)
        self.follow({ROLES, USERS})

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        column = self.column(self.head([self.count], self._deeds()))
        self.rows.insertLayout(1, self._tools())
        split = QSplitter(self.inside)  # made after the head, and so Tab comes to it after the head
        self.stack = QStackedWidget(split)
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.blank)
        self.pane = HoldersPane(split)
        column.addWidget(halves(split, WIDTH, 4), 1)

    def _deeds(self) -> list[QWidget]:
        copy = action_button(bind(self, COPY_ALL, self.grid.copy_all))
        return [copy, print_button(self, self.client, self.on_paper)]

    def _tools(self) -> QHBoxLayout:
        bind(self, commands.FIND, self._find)
        row = tight(QHBoxLayout(), GAP)
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(340)
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(tip_of(self.search.placeholderText()))
        self.focus_kind.setAccessibleName(self.tr("Whose rights"))
        self.focus.setAccessibleName(self.tr("Role or person"))
        self.focus.setMaximumWidth(300)
        self.focus.hide()
        row.addWidget(self.search, 2)
        row.addWidget(self.focus_kind)
        row.addWidget(self.focus)
        row.addWidget(self.only_held)
        row.addStretch(1)
        return row
