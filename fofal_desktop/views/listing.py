"""The list that every resource gets: search, filters, columns, selection, and the doors to form, import, export."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from fofal_desktop import commands
from fofal_desktop.api.errors import Unseen
from fofal_desktop.api.paper import of_list
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.acting import deeds_of
from fofal_desktop.dialogs.chooser import choose
from fofal_desktop.dialogs.conditions import Condition, called, in_other_words
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.grouping import GroupDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import closed_by, gate, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.line import line
from fofal_desktop.models.layouts import Layouts
from fofal_desktop.models.sums import added_up
from fofal_desktop.parts import GAP, action_button, clearable, label, named, tight
from fofal_desktop.tables.records import RecordTable
from fofal_desktop.views.as_read import AsRead
from fofal_desktop.views.cell_menu import offer_cell
from fofal_desktop.views.chips import ChipRow
from fofal_desktop.views.details import SHARE, WIDTH, DetailsPane
from fofal_desktop.views.emptiness import words_of_given_up, words_of_unseen
from fofal_desktop.views.foot import ListFoot
from fofal_desktop.views.list_bars import head_of, tools_of
from fofal_desktop.views.list_blank import ListBlank
from fofal_desktop.views.list_deeds import allowed
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.patience import Busy, Patience
from fofal_desktop.views.printing import print_list
from fofal_desktop.views.reading import halves
from fofal_desktop.views.removal import remove_marked
from fofal_desktop.views.saved_filters import SavedFilters
from fofal_desktop.views.together import act_on_marked, change_marked, copy_marked, paste_rows
from fofal_desktop.views.trail import Trail
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import ResourceMeta

PAUSE_MS = 250
_NO_COLUMN = frozenset({Kind.LINES, Kind.FILE})
"""What a list shows as a number or a name and no file has room for."""


class ListPage(Page):
    """Drawn from what the server says of the resource; remembers columns and order per person."""

    def __init__(
        self, resource: ResourceMeta, context: EditorContext, layouts: Layouts, parent: QWidget,
        conditions: Sequence[Condition] = (),
    ) -> None:  # fmt: skip
        super().__init__(Place("list", resource.name), resource.icon, parent)
        self.resource, self.client, self.layouts = resource, context.client, layouts
        self.context = EditorContext(context.client, context.metas, choose=partial(choose, context.client, self))
        self.conditions: list[Condition] = []
        self.setWindowTitle(resource.label)
        self.table = RecordTable(context.client, resource)
        self.search = clearable(named(QLineEdit(placeholderText=self.tr("Search")), "search"))
        self.count = label("", "count")
        self.foot = ListFoot(self.table, resource)
        self.details = DetailsPane(context.client, resource, self.table, layouts)
        self.chips, self.problem, self.as_read = ChipRow(resource), Banner(), AsRead()
        self.busy = Busy()
        self.patience = Patience(self.busy)
        self.saved = SavedFilters(self)
        self.actions_by_name = self._bind()
        self.saved_button = action_button(self.actions_by_name["saved-filters"])
        self._allow()
        ways_in = self.actions_by_name["new"], self.actions_by_name["import"]
        self.blank = ListBlank(resource.icon, *ways_in, self.clear_conditions, self.refresh)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._begin(conditions)

    def _begin(self, conditions: Sequence[Condition]) -> None:
        """Rows come once it is known which: the way here may say so, or the person want to see but some at first."""
        wanted = self.layouts.of(self.resource.name).get("filter")
        self._opening: Job[Any] | None = None
        if conditions:
            self._restore_layout()
            self._show_conditions(list(conditions))
        elif wanted and self.saved.offered:
            self.busy.show()
            self._opening = self.saved.open_with(wanted, self._restore_layout)
        else:
            self._restore_layout()

    def _restore_layout(self) -> None:
        self.table.restore_layout(self.layouts.of(self.resource.name))
        self.details.restore(self.house.width())

    def arrive(self, place: Place) -> None:
        """Show what this way leads to, in the place of what it was narrowed to before."""
        if place.conditions and list(place.conditions) != self.conditions:
            self.search.clear()
            self._show_conditions(list(place.conditions))
        if place.find:
            self.go_to_search()

    # -- deeds

    def new(self) -> None:
        self.wanted.emit(Place("new", self.resource.name))

    def open_record(self, record: dict[str, Any]) -> None:
        place = Place("record", self.resource.name, str(record["id"]), origin=self.trail_from(str(record["id"])))
        self.wanted.emit(place)

    def trail_from(self, key: str) -> Trail:
        """The way from this record to those before and after it."""
        return Trail(self.client, self.resource, self._open_table, key)

    def _open_table(self) -> RecordTable | None:
        """The table of this list as it stands now; None once its tab is closed."""
        return self.latest.table if isValid(self.latest) else None

    def succeed(self, before: Page) -> None:
        if not isinstance(before, ListPage):
            return
        if self._opening is not None:
            self._opening.cancel()
        self._restore_layout()
        self.saved.current = before.saved.current
        self.search.setText(before.search.text())
        self._pause.stop()
        self.conditions = [in_other_words(one, self.resource) for one in before.conditions]
        self.chips.show_conditions(self.conditions)
        self.table.succeed(before.table)
        self.details.show_on(on=not before.details.isHidden())
        super().succeed(before)
        self.table.mark_like(before.table)

    def refresh(self) -> None:
        line.try_now()
        self.table.records.refresh()

    def add_filter(self, before: Condition | None = None) -> None:
        dialog = FilterDialog(self.resource, self.context, self, before)
        dialog.built.connect(lambda condition: self.set_condition(condition, before))
        dialog.open()

    def set_condition(self, condition: Condition, instead_of: Condition | None = None) -> None:
        """Add a condition, or put it in the place of another."""
        kept = [condition if one == instead_of else one for one in self.conditions]
        self._show_conditions(kept if instead_of in self.conditions else [*kept, condition])

    def drop_condition(self, condition: Condition) -> None:
        self._show_conditions([one for one in self.conditions if one != condition])

    def clear_conditions(self) -> None:
        self.search.clear()
        self._show_conditions([])

    @property
    def words(self) -> str:
        """What is searched, besides the conditions."""
        return self.search.text().strip()

    def ask_for(self, conditions: list[Condition], words: str) -> None:
        """Show what a saved filter asks, and nothing else."""
        self.search.setText(words)
        self._pause.stop()
        self.table.records.search = words
        self._show_conditions(conditions)

    def _open_saved(self) -> None:
        place = self.saved_button.rect().bottomLeft()
        self.saved.open_menu(self.saved_button.mapToGlobal(place))

    def open_import(self) -> None:
        wizard = ImportWizard(self.client, self.resource, self)
        wizard.told.connect(self.told)
        wizard.open()

    def open_export(self) -> None:
        dialog = ExportDialog(self.client, of_list(self.resource, **self._as_shown()), self)
        dialog.told.connect(self.told)
        dialog.open()

    def _as_shown(self) -> dict[str, Any]:
        """Which rows and columns are shown, in which order."""
        records, shown = self.table.records, self.table.shown_fields()
        fields = [field.name for field in shown if field.kind not in _NO_COLUMN]
        return {"search": records.search, "filters": records.filters, "sort": records.order, "fields": fields}

    def open_groups(self) -> None:
        records, shown = self.table.records, self.table.shown_fields()
        selection = {"search": records.search, "filters": records.filters}
        added = [field for field in shown if added_up(field)]
        dialog = GroupDialog(self.client, self.resource, selection, added, self)
        dialog.chosen.connect(self._narrow)
        dialog.told.connect(self.told)
        dialog.open()

    def _narrow(self, filters: list[str], name: str) -> None:
        """Keep only the rows of a group, besides what is asked already."""
        found = [one for wire in filters if (one := called(wire, self.resource, name)) is not None]
        self._show_conditions([*self.conditions, *(one for one in found if one not in self.conditions)])

    def paste(self) -> None:
        paste_rows(self, self.table, self.client, self.resource)

    def cell_menu(self, index: QModelIndex) -> QMenu | None:
        """What one may do with a cell; None where its row is not here yet."""
        record = self.table.records.record(index.row())
        if record is None:
            return None
        menu, field = QMenu(self.table), self.table.records.columns[index.column()]
        offer_cell(menu, self.resource, record, field, self.open_record, self.set_condition)
        for name in ("copy", "paste", *self._deeds_on_rows):
            menu.addAction(self.actions_by_name[name])
        return menu

    def _show_cell_menu(self, place: QPoint) -> None:
        menu = self.cell_menu(self.table.indexAt(place))
        if menu is not None:
            menu.popup(self.table.viewport().mapToGlobal(place))

    # -- what the model tells

    def _on_count(self, total: int) -> None:
        self.count.setText(self.tr("%n record(s)", "", total))
        self.problem.say("")
        self._show_blank(total)

    def _show_blank(self, total: int) -> None:
        self.stack.setCurrentWidget(self.blank if total == 0 else self.table)
        self.blank.say_none(narrowed=self._narrowed)

    @property
    def _narrowed(self) -> bool:
        return bool(self.conditions or self.words)

    def _on_failure(self, error: Exception) -> None:
        self.busy.hide()
        if why := closed_by(error):
            gate.hold(self, self.refresh, lambda: self.problem.say(message_of(error)), why)
            return
        seen = self.table.records.rowCount() > 0
        if isinstance(error, Unseen):
            self._show_unseen(message_of(error), known=seen)
            return
        words = self.tr("What you see was loaded earlier. ") if seen else ""
        self.problem.say(words + message_of(error), "warning" if seen else "danger")

    def _give_up(self) -> None:
        """The person waits no more: rows of the question before would mislead."""
        if self._opening is not None:
            self._opening.cancel()
        self.table.records.give_up()
        self.busy.hide()
        if self.table.records.answers:
            self.problem.say(self.tr("What you see was loaded earlier. ") + words_of_given_up(), "warning")
            return
        self.blank.say_given_up()
        self.stack.setCurrentWidget(self.blank)
        self.count.setText("")

    def _show_unseen(self, words: str, *, known: bool) -> None:
        """A part of the list lacks, or nothing of what is asked is here: rows of another question would mislead."""
        if self.table.records.answers:
            self.problem.say(words_of_unseen(), "warning")
            return
        said = words_of_unseen() if known or self._narrowed else words
        self.blank.say_unseen(said, narrowed=self._narrowed)
        self.stack.setCurrentWidget(self.blank)
        self.count.setText("")
        self.as_read.hide()

    def _on_age(self, read_at: datetime | None) -> None:
        self.as_read.tell(read_at)
        self._allow()

    @property
    def _deeds_on_rows(self) -> tuple[str, ...]:
        """What is done to those that are selected; the deeds of the flow where there are any."""
        return ("bulk", *(("act",) if deeds_of(self.resource) else ()), "delete")

    def _allow(self) -> None:
        for name, may in allowed(self.resource, self.table.marked_count(), old=self.as_read.is_old).items():
            self.actions_by_name[name].setEnabled(may)

    def _show_conditions(self, conditions: list[Condition]) -> None:
        self.conditions = conditions
        self.chips.show_conditions(conditions)
        self.table.records.set_filters([condition.wire for condition in conditions])

    # -- put together

    def _bind(self) -> dict[str, QAction]:
        deeds = {
            commands.NEW: self.new,
            commands.FIND: self.go_to_search,
            commands.FILTER: self.add_filter,
            commands.SAVED: self._open_saved,
            commands.IMPORT: self.open_import,
            commands.EXPORT: self.open_export,
            commands.PRINT: lambda: print_list(self, self.client, self.resource, self._as_shown()),
            commands.COPY: lambda: copy_marked(self, self.table),
            commands.PASTE: self.paste,
            commands.BULK: lambda: change_marked(self, self.table, self.context, self.resource),
            commands.ACT: lambda: act_on_marked(self, self.table, self.context, self.resource),
            commands.GROUP: self.open_groups,
            commands.REFRESH: self.refresh,
            commands.DELETE: lambda: remove_marked(self, self.client, self.resource, self.table),
            commands.COLUMNS: self._choose_columns,
            commands.DETAILS: self.details.turn,
            commands.SORT: self.table.sort_at_cursor,
            commands.SORT_TOO: lambda: self.table.sort_at_cursor(add=True),
        }
        made = {command.name: bind(self, command, deed) for command, deed in deeds.items()}
        made["new"].setEnabled("create" in self.resource.can)
        made["filter"].setEnabled(bool(self.resource.filters))
        made["saved-filters"].setEnabled(self.saved.offered)
        return made

    def _lay_out(self) -> None:
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.blank)
        if not self.resource.searchable:
            self.search.hide()
        if not self.saved.offered:
            self.saved_button.hide()
        column = tight(QVBoxLayout(self), GAP + 2, 2 * GAP)
        column.addLayout(head_of(self.resource, self.count, self.actions_by_name))
        deeds = ("group", *self._deeds_on_rows)
        column.addLayout(tools_of(self.search, self.saved_button, self.actions_by_name, deeds))
        column.addWidget(self.chips)
        for widget in (self.as_read, self.problem, self.busy, self.patience):
            column.addWidget(widget)
        split = QSplitter(self)
        for half in (self.stack, self.details):
            split.addWidget(half)
        column.addWidget(halves(split, WIDTH, SHARE), 1)
        column.addWidget(self.foot)

    def _choose_columns(self) -> None:
        self.table.heads.open_menu(self.table.heads.rect().bottomRight())

    def _connect(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.table.records.set_search(self.words))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self.chips.removed.connect(self.drop_condition)
        self.chips.opened.connect(self.add_filter)
        self.chips.emptied.connect(self.clear_conditions)
        self.table.opened.connect(self.open_record)
        self.details.opened.connect(self.open_record)
        self.table.marked.connect(lambda _count: self._allow())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_cell_menu)
        self.table.heads.changed.connect(self._keep_layout)
        self.table.heads.forgotten.connect(self._forget_layout)
        self.layouts.learnt.connect(self._take_layout)
        records = self.table.records
        records.counted.connect(self._on_count)
        records.failed.connect(self._on_failure)
        records.aged.connect(self._on_age)
        records.loading.connect(self.busy.setVisible)
        self.patience.late.connect(records.stand_in)
        self.patience.again.connect(records.refresh)
        self.patience.given_up.connect(self._give_up)

    def go_to_search(self) -> None:
        """Put the cursor into the search, or among the rows where there is none."""
        (self.search if self.resource.searchable else self.table).setFocus()
        self.search.selectAll()

    def _keep_layout(self) -> None:
        self.layouts.keep(self.resource.name, self.table.heads.layout_data())

    def _forget_layout(self) -> None:
        self.layouts.forget(self.resource.name)

    def _take_layout(self, resource: str) -> None:
        """The list was left otherwise on another computer."""
        if resource == self.resource.name:
            self._restore_layout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.table.setFocus()
