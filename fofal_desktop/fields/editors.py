"""Which editor writes which kind of value: the one place that pairs them."""

from collections.abc import Callable

from fofal_desktop.fields.choices import ChoiceEditor, flag_editor
from fofal_desktop.fields.days import DayEditor, MomentEditor
from fofal_desktop.fields.editor import EditorContext, FieldEditor
from fofal_desktop.fields.geometry import GeometryEditor
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.fields.numbers import NumberEditor
from fofal_desktop.fields.references import ReferencesEditor
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.fields.texts import LineEditor, NoteEditor, SecretEditor, ValueEditor, WordsEditor
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

__all__ = ["EditorContext", "FieldEditor", "editor_for"]


def editor_for(field: FieldMeta, context: EditorContext) -> FieldEditor:
    """Make an empty editor; a field that the server computes is shown and not written."""
    editor = _EDITORS[field.kind](field, context)
    editor.set_readonly(field.readonly)
    editor.inner().setAccessibleDescription(field.help or "")
    return editor


_EDITORS: dict[Kind, Callable[[FieldMeta, EditorContext], FieldEditor]] = {
    Kind.CODE: lambda field, _: LineEditor(field),
    Kind.NAME: lambda field, _: LineEditor(field),
    Kind.EMAIL: lambda field, _: LineEditor(field),
    Kind.PHONE: lambda field, _: LineEditor(field),
    Kind.FILE: lambda field, _: LineEditor(field),
    Kind.SECRET: lambda field, _: SecretEditor(field),
    Kind.VALUE: lambda field, context: ValueEditor(field, context.client.clock.today),
    Kind.NOTE: lambda field, _: NoteEditor(field),
    Kind.WORDS: lambda field, _: WordsEditor(field),
    Kind.FLAG: lambda field, _: flag_editor(field),
    Kind.CHOICE: lambda field, _: ChoiceEditor(field),
    Kind.COUNT: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.QUANTITY: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.MONEY: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.AREA: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.PERCENT: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.COORDINATE: lambda field, context: NumberEditor(field, context.client.clock.today),
    Kind.DAY: lambda field, context: DayEditor(field, context.client.clock.today),
    Kind.MOMENT: lambda field, context: MomentEditor(field, context.client.clock.today),
    Kind.REFERENCE: RelationEditor,
    Kind.REFERENCES: ReferencesEditor,
    Kind.GEOMETRY: lambda field, _: GeometryEditor(field),
    Kind.LINES: lambda field, context: LinesEditor(field, context, editor_for),
}
