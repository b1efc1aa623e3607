"""One record in a tab: read, edited, saved, acted upon; nothing typed is ever lost without a question."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.age import Dated
from fofal_desktop.api.errors import ApiError, Unseen
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import name_of
from fofal_desktop.gate import message_of
from fofal_desktop.line import line
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, named, tight
from fofal_desktop.views.again import like, typed_anew
from fofal_desktop.views.approval import approval_bar
from fofal_desktop.views.as_read import AsRead
from fofal_desktop.views.attachments import attachments_pane
from fofal_desktop.views.deletion_key import DeletionKey
from fofal_desktop.views.emptiness import Unread
from fofal_desktop.views.flow import Flow
from fofal_desktop.views.form import RecordForm
from fofal_desktop.views.heading import RecordHeading
from fofal_desktop.views.leaving import ask_to_save
from fofal_desktop.views.linking import copy_link
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.patience import Busy, Patience, Questions
from fofal_desktop.views.printing import print_record
from fofal_desktop.views.record_deeds import allowed
from fofal_desktop.views.related import led_from
from fofal_desktop.views.removal import remove_record
from fofal_desktop.views.saving import Saving
from fofal_desktop.views.stepping import Stepping
from fofal_desktop.views.summary import ProblemSummary
from fofal_server.contract.meta import ActionMeta, ResourceMeta
from fofal_server.contract.wire import FieldProblem

Record = dict[str, Any]
_MENU = ("print", "copy-link", "duplicate", "delete", "refresh", "leave")


class RecordPage(Page):
    """A new record (``place.kind`` new) or a stored one; a new one becomes stored by its first save.

    ``unsent`` is what one is called that waits to be sent, empty for all others.
    ``read_anew`` after each reading, ``missing`` when there is none, ``settled`` when nothing typed is left to save.
    ``lost``: it is gone that was to be saved, as the refusal tells, and what was to follow the save.
    """

    read_anew = Signal()
    missing = Signal()
    settled = Signal()
    lost = Signal(object, object)

    def __init__(self, place: Place, resource: ResourceMeta, context: EditorContext, parent: QWidget) -> None:
        super().__init__(place, resource.icon, parent)
        self.resource, self.client = resource, context.client
        self.record: Record | None = None
        self.unsent = ""
        self._fixed = self._was_dirty = False
        self._offered: tuple[str, ...] = ()
        self.context = led_from(self, context)
        self.area = named(QScrollArea(self), "formScroll")
        self.form = RecordForm(resource, self.context, self.area.viewport())
        self.stepping = Stepping(self, self._show_other, self._not_read)
        self.saving = Saving(self.client, resource, self)
        self.flow = Flow(self, self.saving, self.context, self._acted_upon)
        self.heading = RecordHeading(resource, self.act)
        self.problem, self.as_read, self.summary = Banner(), AsRead(), ProblemSummary()
        self.busy = Busy()
        self.patience = Patience(self.busy)
        self.questions = Questions(self, self.patience)
        self.unread = Unread(self.reload, self.area)
        self.pane = attachments_pane(self.context, resource)
        self.approval = approval_bar(self.context, resource)
        self.deeds = self._bind()
        self._lay_out()
        self._connect()
        if place.kind == "new":
            self._begin()
        else:
            self._show_allowed()
            self.reload()

    # -- reading

    @property
    def stored(self) -> bool:
        return self.record is not None

    @property
    def making(self) -> bool:
        """Whether the server does not have the record yet."""
        return self.record is None and (self.place.kind == "new" or bool(self.unsent))

    def reload(self) -> None:
        """Read the record again; what was typed goes, so ask before."""
        line.try_now()
        self.questions.drop()
        key, unseen = self.place.key, self.record is None or self.record["id"] != self.place.key
        work = partial(self.client.read, self.resource, key)
        self.questions.ask(work, self._show_read, self._not_read, stands_in=unseen)

    def _show_read(self, found: Dated[Record]) -> None:
        if str(found.value["id"]) != self.place.key:  # one has gone on to the next meanwhile
            return
        self.show_record(self.as_read.take(found, self.resource))
        self.read_anew.emit()

    def show_record(self, record: Record) -> None:
        """Show a stored record as the server told it."""
        self.record, self.unsent = record, ""
        self.unread.give_way()
        self.place = Place("record", self.resource.name, str(record["id"]), origin=self.place.origin)
        self.form.fill(record)
        self.form.show_computed(True)
        self.summary.show_problems("", [])
        self.problem.say("")
        if self.pane is not None:
            self.pane.show_record(self.place.key)
        if self.approval is not None:
            self.approval.show_for(record)
        self._show_allowed()

    def show_unsent(self, key: str, name: str, *, fixed: bool) -> None:
        """What stands here waits on this computer as the record that will have this id; ``fixed`` while it leaves."""
        self.unsent, self._fixed = name, fixed
        self.place = Place("record", self.resource.name, key)
        self.form.accept()
        self._show_allowed()

    def _begin(self) -> None:
        self.form.begin(self.place.values)
        self.form.show_computed(False)
        self._show_allowed()
        self.form.focus_first()

    def _not_read(self, error: Exception) -> None:
        gone = isinstance(error, ApiError) and error.gone
        if self.record is None and (gone or isinstance(error, Unseen)):
            self.unread.tell_gone() if gone else self.unread.tell(message_of(error))
        else:
            self.problem.say(message_of(error))
        if gone:
            self.missing.emit()

    def begin_anew(self, base: Record, typed: Record) -> None:
        """The record is gone that one came for: a new one begins with what was in it, and what was typed over it."""
        self.record, self.place = None, Place("new", self.resource.name, values=like(self.resource, base))
        self.as_read.tell(None)
        self.summary.show_problems("", [])
        for widget in filter(None, (self.pane, self.approval)):
            widget.hide()
        self.unread.give_way()
        self._begin()
        self.form.type_again(typed_anew(self.resource, typed))

    def confirm(self, record: Record) -> None:
        """What stands here is what the server has: it is old no more."""
        self.as_read.tell(None)
        self.record = record
        self._show_allowed()

    @property
    def sending(self) -> bool:
        return super().sending or (self.making and self.busy.isVisibleTo(self))

    def succeed(self, before: Page) -> None:
        if not isinstance(before, RecordPage):
            return
        if before.record is not None and not self.making:
            self.questions.drop()
            self.as_read.tell(before.as_read.read_at)
            self.show_record(before.record)
            self.read_anew.emit()
        self.form.type_again(before.form.typed(secrets=True))
        self.saving.succeed(before.saving)
        if self.pane is not None and before.pane is not None:
            self.pane.setVisible(before.pane.isVisibleTo(before))
        super().succeed(before)

    def say_changed(self) -> None:
        """What stands here was typed over an older version."""
        words = self.tr("Somebody changed this record meanwhile. Saving will show you both versions.")
        self.problem.say(words, "warning")

    # -- writing

    def save(self, then: Callable[[], Any] | None = None) -> None:
        """Send what was typed; ``then`` is called once it is stored."""
        self.form.settle()
        unreadable = self.form.unreadable()
        if unreadable:
            self._refused(self.tr("%n field(s) to correct", "", len(unreadable)), unreadable)
            return
        done = self.after_save(then)
        if self.making:
            self.saving.create(self.form.filled(), done)
        elif self.record is not None and self.form.dirty:
            self.saving.update(
                self.record, self.form.changed(), self.form.labelled(), done, lambda error: self.lost.emit(error, then)
            )
        elif then is not None:
            then()

    def after_save(self, then: Callable[[], Any] | None) -> Callable[[Record], Any]:
        """What is done with a record that was stored; what was typed since it left is still to be saved first."""
        made, listener, left = self.record is None, self.place.then, self.form.as_typed()

        def done(record: Record) -> None:
            typed_on = self.form.type_on(left)
            self.show_record(record)
            self.settled.emit()
            if typed_on:
                self.form.typing.emit()
            self.told.emit(Notice(self.tr("Saved: {0}").format(self.title)))
            if made and listener is not None:
                listener(record)
                self.finished.emit()
            if then is not None and not typed_on:
                then()

        return done

    def act(self, action: ActionMeta) -> None:
        """Run a deed of the flow: first save what was typed, then ask if the deed asks."""
        if self.unsent and not self.dirty:
            self.flow.begin(action)
        else:
            self.save(lambda: self.flow.begin(action))

    def offer(self, deeds: Iterable[str]) -> None:
        """What may be asked for of a record that waits to be sent."""
        self._offered = tuple(deeds)
        if self.unsent:
            self._show_allowed()

    def _acted_upon(self) -> Record | None:
        """What waits has an id and no version yet."""
        return {"id": self.place.key, "version": None} if self.unsent else self.record

    def duplicate(self) -> None:
        """Open a new record that begins with the values of this one."""
        if self.record is not None:
            self.wanted.emit(Place("new", self.resource.name, values=like(self.resource, self.record)))

    def delete(self) -> None:
        """Delete the record; what was typed would go with it, so ask first who has typed something."""
        if self.record is not None:
            remove_record(self, self.client, self.resource, self.record, partial(self._gone, self.record))

    def _gone(self, record: Record) -> None:
        self.form.fill(record)
        self.finished.emit()

    def _refused(self, words: str, problems: list[FieldProblem]) -> None:
        unplaced = self.form.show_problems(problems)
        placed = [problem for problem in problems if problem not in unplaced]
        self.summary.show_problems(words, [(self.form.name_of(one), one) for one in (*placed, *unplaced)])
        if placed:
            self.form.go_to(placed[0].field)

    # -- leaving and going on

    @property
    def dirty(self) -> bool:
        return (self.record is not None or self.making) and self.form.dirty

    def leave(self, then: Callable[[bool], Any]) -> None:
        if not self.dirty:
            self.settled.emit()
            then(True)
            return
        words = self.tr("“{0}” has changes that are not saved.").format(self.title)
        ask_to_save(self, words, self.save, then, self.settled.emit)

    def _escape(self) -> None:
        """Close what hangs open over the form, else the form."""
        if not self.form.dismiss():
            self.finished.emit()

    def step(self, by: int) -> None:
        """Show the record ``by`` rows further in the list one came from."""
        self.stepping.step(by)

    def _show_other(self, key: str) -> None:
        self.place = Place("record", self.resource.name, key, origin=self.place.origin)
        self.reload()

    # -- other doors

    def open_history(self) -> None:
        if self.record is not None:
            HistoryDialog(self.client, self.resource, self.place.key, self.title, self).open()

    def toggle_attachments(self) -> None:
        if self.pane is not None and self.record is not None:
            self.pane.setVisible(not self.pane.isVisible())

    # -- put together

    def _bind(self) -> dict[str, QAction]:
        deeds = {
            commands.NEW: lambda: self.wanted.emit(Place("new", self.resource.name)),
            commands.FIND: lambda: self.wanted.emit(Place("list", self.resource.name, find=True)),
            commands.SAVE: self.save,
            commands.DUPLICATE: self.duplicate,
            commands.DELETE: self.delete,
            commands.PRINT: lambda: print_record(self, self.client, self.resource, self.place.key),
            commands.HISTORY: self.open_history,
            commands.COPY_LINK: lambda: copy_link(self),
            commands.PREVIOUS: lambda: self.step(-1),
            commands.NEXT: lambda: self.step(1),
            commands.REFRESH: lambda: self.leave(lambda may: self.reload() if may else None),
            commands.LEAVE: self._escape,
        }
        if self.pane is not None:
            deeds[commands.ATTACHMENTS] = self.toggle_attachments
        return {command.name: bind(self, command, deed) for command, deed in deeds.items()}

    def _lay_out(self) -> None:
        self.heading.take(self.deeds, list(_MENU))
        self.busy.hide()
        self.area.setWidget(self.form)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on to what is in it
        self.area.setWidgetResizable(True)
        self.column = column = tight(QVBoxLayout(), GAP + 2, 2 * GAP)
        for widget in (self.heading, self.as_read, self.problem, self.summary, self.busy, self.patience):
            column.addWidget(widget)
        if self.approval is not None:
            column.insertWidget(1, self.approval)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP + 2)
        below, typed = tight(QHBoxLayout(), 0), tight(QVBoxLayout(), 0)
        typed.setContentsMargins(2 * GAP, 0, 2 * GAP, 2 * GAP)
        typed.addWidget(self.area, 1)
        typed.addWidget(self.unread, 1)
        below.addLayout(typed, 1)
        if self.pane is not None:
            self.pane.hide()
            self.pane.counted.connect(self.heading.tell_files)
            below.addWidget(self.pane)
        whole = tight(QVBoxLayout(self), 0)
        whole.addLayout(column)
        whole.addLayout(below, 1)

    def _connect(self) -> None:
        self.form.touched.connect(self._show_dirty)
        self.summary.chosen.connect(self.form.go_to)
        self.flow.done.connect(self.show_record)
        self.saving.busy.connect(self._wait)
        self.questions.waits.connect(self.busy.setVisible)
        self.patience.given_up.connect(self._give_up)
        self.saving.refused.connect(self._refused)
        DeletionKey(self.deeds["delete"], self.form, self)

    def _give_up(self) -> None:
        """The person waits no more for a record, or for what became of one that was sent."""
        self.saving.give_up()
        if self.record is None and not self.making:
            self.unread.tell_given_up()

    def _wait(self, on: bool) -> None:
        self.patience.of_writing(on)
        self.busy.setVisible(on)
        self.deeds["save"].setEnabled(not on and self._may_save)

    @property
    def _may_save(self) -> bool:
        return self._may()["save"]

    def _may(self) -> dict[str, bool]:
        led_here, old = self.place.origin is not None, self.as_read.is_old
        return allowed(self.resource, self.record, making=self.making, leaving=self._fixed, old=old, led_here=led_here)

    def _show_allowed(self) -> None:
        may = self._may()
        self.form.set_readonly(not may["save"])
        offered = self._offered if self.unsent else ()
        self.heading.fill(self._called(), self.record, readonly=not may["save"], offered=offered)
        self.heading.save.setVisible(may["save"])
        for name in self.deeds.keys() & may.keys():
            self.deeds[name].setEnabled(may[name])
        self.retitle(self._called())
        self._show_dirty()

    def _called(self) -> str:
        """What stands over the form: a record that was not read yet is called after its kind."""
        if self.record is not None:
            return name_of(self.resource, self.record)
        if self.unsent:
            return self.unsent
        one = self.resource.label_one
        return self.tr("New: {0}").format(one) if self.making else one

    def _show_dirty(self) -> None:
        if self.dirty != self._was_dirty:
            self._was_dirty = self.dirty
            self.touched.emit(self.dirty)
