"""A form drawn from what the server says about a resource: sections, editors, what was changed, what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.fields.editors import EditorContext, FieldEditor, editor_for
from fofal_desktop.fields.formats import label_key, unit_key
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.fields.numbers import NumberEditor
from fofal_desktop.fields.references import ReferencesEditor
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.parts import GAP, tab_stops, tight
from fofal_desktop.pieces import Piece, Pieces
from fofal_desktop.views.sections import FormSection
from fofal_server.contract.kinds import AMOUNTS, Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import FieldProblem

Record = dict[str, Any]
_NOTHING = object()
"""Not even an empty value."""


class RecordForm(QWidget):
    """``touched`` when a value changes, ``typing`` when anything does, ``completed`` once all fields are there.

    It is built field by field between what a person does, and shows at once what there is. Whoever asks for its
    ``editors`` has all of them: what is left is then built on the spot, so that nothing is ever done with half a form.
    """

    touched = Signal()
    typing = Signal()
    completed = Signal()

    def __init__(self, resource: ResourceMeta, context: EditorContext, parent: QWidget) -> None:
        """Made inside ``parent`` from the start: each later move would style the whole form again."""
        super().__init__(parent)
        self.setObjectName("formBody")
        self.resource, self._context = resource, context
        self._fields = [resource.fields[name] for section in resource.sections for name in section.fields]
        self._editors: dict[str, FieldEditor] = {}
        self._sections: list[FormSection] = []
        self._record: Record | None = None
        self._given: Record = {}
        self._before: Record = {}
        self._shown: Record = {}
        self._computed = frozenset(Kind)
        self._last: QWidget | None = None
        self._filling = self.readonly = False
        self._typed_on: set[str] = set()
        self._column = tight(QVBoxLayout(self), 2 * GAP)
        self._column.addStretch(1)
        self._pieces = Pieces(self._plan(), self)
        self._pieces.do_one()  # Tab comes to the first field before it comes to what is made after the form

    @property
    def whole(self) -> bool:
        """Whether all of it is there to be seen."""
        return not self._pieces.left

    @property
    def editors(self) -> dict[str, FieldEditor]:
        """All of them by the names of their fields."""
        self._pieces.finish()
        return self._editors

    # -- values

    def fill(self, record: Record) -> None:
        """Show a stored record; from here on only what differs counts as changed, and what was typed on."""
        self._record, typed_on, self._typed_on = record, self._typed_on, set()
        for name in self._editors:
            if name not in typed_on:
                self._show(name, record)
        self._show_units()
        self.accept()
        for name in typed_on:
            self._before[name] = _NOTHING
            self._shown.pop(name, None)

    def type_on(self, left: Record) -> bool:
        """Whether something was typed since the form stood as it ``left``; the next record is shown around it.

        Its editors are not touched, so that neither a cell that is open nor the cursor is taken from the hand.
        """
        self._typed_on = {name for name, one in self.as_typed().items() if one != left.get(name)}
        return bool(self._typed_on)

    def accept(self) -> None:
        """What stands here is kept elsewhere: from here on only what differs from it counts as changed."""
        self._given = {}
        for name in self._editors:
            self._remember(name)

    def begin(self, given: Record) -> None:
        """Show the defaults of a new record with ``given`` over them; ``given`` counts as typed."""
        self.fill({**given, **{one.name: one.default for one in self._fields if given.get(one.name) is None}})
        self._given = given
        for name in self._editors:
            self._remember(name)

    def _show(self, name: str, record: Record) -> None:
        self._filling, editor = True, self._editors[name]
        editor.set_value(record.get(name), record)
        editor.show_problem("")
        self._filling = False

    def _remember(self, name: str) -> None:
        """What stands in a field now is what it is held against, unless it was given."""
        editor, given = self._editors[name], name in self._given
        if editor.field.readonly:
            return
        self._before[name] = editor.field.default if given else editor.value()
        if given:
            self._shown.pop(name, None)
        elif not _is_secret(editor):
            self._shown[name] = editor.as_typed()

    def values(self) -> Record:
        """All that can be written, as it travels."""
        return {name: editor.value() for name, editor in self.editors.items() if not editor.field.readonly}

    def changed(self) -> Record:
        """Only what differs from the record shown last."""
        return {name: value for name, value in self.values().items() if value != self._before.get(name)}

    def filled(self) -> Record:
        """What a new record is made of: values, and an explicit nothing where a default was taken out."""
        values = self.values().items()
        return {
            name: value for name, value in values if value is not None or self.editors[name].field.default is not None
        }

    def labelled(self) -> Record:
        """What was typed with the words of ids beside them, to be shown next to another version."""
        return self._with_words(self.changed())

    def told(self) -> Record:
        """All that stands here, in the same way."""
        return self._with_words(self.values())

    def _with_words(self, values: Record) -> Record:
        told: Record = {}
        for name, value in values.items():
            editor = self.editors[name]
            told[name] = value
            if isinstance(editor, RelationEditor):
                told[label_key(editor.field)] = editor.chosen()[1]
            elif isinstance(editor, LinesEditor):
                told[name] = editor.model.filled()
            elif isinstance(editor, ReferencesEditor):
                told[label_key(editor.field)] = [editor.list.item(row).text() for row in range(editor.list.count())]
        return told

    def typed(self, *, secrets: bool = False) -> Record:
        """What was typed, to the letter and with what is not a value yet; ``type_again`` puts it back.

        Secrets are left out of what is kept, and typed once more; ``secrets`` is for what stays in memory.
        """
        kept = self.as_typed()
        if secrets:
            kept |= {name: editor.as_typed() for name, editor in self.editors.items() if _is_secret(editor)}
        return {name: one for name, one in kept.items() if one != self._shown.get(name, _NOTHING)}

    def type_again(self, typed: Record) -> None:
        for name, kept in typed.items():
            if name in self.editors:
                self.editors[name].type_again(kept)
        self._touch()

    def as_typed(self) -> Record:
        """All that stands here, to the letter; secrets are left out: they are typed once more."""
        kept = {name: editor for name, editor in self.editors.items() if not editor.field.readonly}
        return {name: editor.as_typed() for name, editor in kept.items() if not _is_secret(editor)}

    def to_be_answered(
        self, take: Callable[[Record], Any], latest: Callable[[], "RecordForm"]
    ) -> Callable[[Record], Any]:
        """``take`` for a record that is made for the field under the cursor; for the form that stands here by then."""
        cursor = self.focusWidget() or self
        name = next((name for name, one in self.editors.items() if cursor is one or one.isAncestorOf(cursor)), "")
        spot = self.editors[name].spot() if name else None

        def answer(record: Record) -> None:
            form = latest()
            if form is self:
                take(record)
            elif name in form.editors:
                form.editors[name].take_at(spot, record)
            form.go_to(name)

        return answer

    @property
    def dirty(self) -> bool:
        return any(self._differs(field) for field in self._fields if not field.readonly)

    def _differs(self, field: FieldMeta) -> bool:
        """Whether something was typed into it; what is still to be built holds what was given, or nothing new."""
        editor = self._editors.get(field.name)
        if editor is not None:
            return bool(editor.value() != self._before.get(field.name))
        return self._given.get(field.name) not in (None, field.default)

    def put(self, values: Record, labels: Record) -> None:
        """Type ``values`` into the form as a person would."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].set_value(value, labels)
        self._touch()

    def settle(self) -> None:
        """Have every editor spell out what was typed last; done before anything is sent."""
        for editor in self.editors.values():
            editor.settle()

    # -- what is wrong

    def unreadable(self) -> list[FieldProblem]:
        """What stands in the form and is no value; nothing is sent while there is any."""
        told = ((name, editor.problem()) for name, editor in self.editors.items() if not editor.field.readonly)
        return [FieldProblem(field=name, message=words, code="unreadable") for name, words in told if words]

    def show_problems(self, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
        """Say each problem under its field or at its cell; answers those that belong to no field of this form."""
        for editor in self.editors.values():
            editor.show_problem("")
        return [problem for problem in problems if not self._show_problem(problem)]

    def _show_problem(self, problem: FieldProblem) -> bool:
        name, _, rest = problem.field.partition(".")
        editor = self.editors.get(name)
        if editor is None:
            return False
        row, _, column = rest.partition(".")
        if isinstance(editor, LinesEditor) and row.isdecimal() and column:
            editor.show_cell_problem(int(row), column, problem.message)
            place = self.tr("Line {0}: {1}").format(int(row) + 1, problem.message)
            editor.show_problem(place)
        else:
            editor.show_problem(problem.message)
        return True

    def name_of(self, problem: FieldProblem) -> str:
        """The label of the field that a problem is about."""
        field = self.resource.fields.get(problem.field.partition(".")[0])
        return field.label if field else ""

    def go_to(self, name: str) -> None:
        """Put the cursor into a field; for ``lines.0.quantity`` into its grid."""
        editor = self.editors.get(name.partition(".")[0])
        if editor is not None:
            editor.setFocus()

    def set_readonly(self, readonly: bool) -> None:
        self.readonly = readonly
        for editor in self._editors.values():
            editor.set_readonly(readonly or editor.field.readonly)

    def show_computed(self, stored: bool) -> None:
        """Fields that only the server fills are empty on a new record: there are only those worked out meanwhile."""
        self._computed = frozenset(Kind) if stored else AMOUNTS if self.resource.previewed else frozenset[Kind]()
        for section in self._sections:
            section.arrange(self._computed)

    def foretell(self, record: Record) -> None:
        """Show what the server would work out of what stands here; what was typed is left alone."""
        self._filling = True
        for name, editor in self.editors.items():
            if editor.field.readonly and editor.field.kind in AMOUNTS:
                editor.set_value(record.get(name), record)
        self._filling = False

    # -- where the cursor is

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed into, which is built for it."""
        while (first := next((one for one in self._editors.values() if not one.field.readonly), None)) is None:
            if self.whole:
                return
            self._pieces.do_one()
        first.setFocus()

    def dismiss(self) -> bool:
        """Close all that hangs open over the screen; True when something did."""
        closed = [editor.dismiss() for editor in self._editors.values()]  # all of them, not only the first
        return any(closed)

    # -- put together

    def put_below(self, widget: QWidget) -> None:
        """Show what belongs to the record and is no field of it under the last section."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def _plan(self) -> Iterator[Piece]:
        """One piece a field."""
        for section in self.resource.sections:
            fields = [self.resource.fields[name] for name in section.fields]
            for field in fields:
                yield partial(self._build, field, section.title, fields)

    def _build(self, field: FieldMeta, title: str, beside: Sequence[FieldMeta]) -> None:
        """As if it had been there from the start: it shows what the others show, and comes after them."""
        if field is beside[0]:
            section = FormSection(title, beside, self._computed, self)
            self._column.insertWidget(len(self._sections), section)
            self._sections.append(section)
        editor = self._editors[field.name] = self._editor(field)
        self._sections[-1].add(editor)
        self._follow(editor)
        if self._record is not None:
            self._show(field.name, self._record)
            self._remember(field.name)
            self._show_units()
        if self.readonly:
            editor.set_readonly(True)
        if len(self._editors) == len(self._fields):
            self.completed.emit()

    def _follow(self, editor: FieldEditor) -> None:
        """Tab comes to it after what was built before it, not after all that stands around the form."""
        for stop in tab_stops(editor):
            if self._last is not None:
                QWidget.setTabOrder(self._last, stop)
            self._last = stop

    def _editor(self, field: FieldMeta) -> FieldEditor:
        editor = editor_for(field, self._context)
        editor.setObjectName(f"field-{field.name}")
        editor.changed.connect(self._touch)
        editor.typing.connect(self.typing)
        return editor

    def _show_units(self) -> None:
        """Each quantity is counted as what stands beside it says now."""
        for editor in self._editors.values():
            if isinstance(editor, NumberEditor) and editor.field.unit:
                editor.show_unit(self._unit(editor.field.unit))

    def _unit(self, name: str) -> str:
        """What is still to be built says what the record says."""
        if name in self._editors:
            return str(self._editors[name].value() or "")
        references = (one for one in self._editors.values() if isinstance(one, RelationEditor))
        told = str((self._record or {}).get(name) or "")
        return next((one.unit for one in references if unit_key(one.field) == name), told)

    def _touch(self) -> None:
        if not self._filling:
            self._show_units()
            self.touched.emit()
            self.typing.emit()


def _is_secret(editor: FieldEditor) -> bool:
    return editor.field.kind is Kind.SECRET
