"""Builds one condition of a list: which field, compared how, with what."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from fofal_desktop.dialogs.conditions import Condition, operator_words, operators_of
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.editors import EditorContext, FieldEditor, editor_for
from fofal_desktop.fields.formats import label_key, text_of
from fofal_desktop.parts import GAP, clear, named, tab_through, tight
from fofal_server.contract.kinds import Kind, Operator
from fofal_server.contract.meta import FieldMeta, ResourceMeta


class FilterDialog(Dialog):
    """``built`` carries the condition; give one to change it."""

    built = Signal(object)

    def __init__(
        self, resource: ResourceMeta, context: EditorContext, parent: QWidget, condition: Condition | None = None
    ) -> None:
        super().__init__(parent, "filterDialog", "", width=440)
        self.setWindowTitle(self.tr("Filter"))
        self.title.setText(self.tr("Show only rows where…"))
        self._resource, self._context = resource, context
        self._editors: list[FieldEditor] = []
        self._boxes: list[QCheckBox] = []
        self.field, self.operator = named(QComboBox(), "filterField"), named(QComboBox(), "filterOperator")
        self._values = tight(QVBoxLayout(), GAP)
        self._lay_out()
        for name in resource.filters:
            if operators_of(resource.fields[name]):
                self.field.addItem(resource.fields[name].label, name)
        self.field.currentIndexChanged.connect(self._offer_operators)
        self.operator.currentIndexChanged.connect(self._offer_values)
        self._offer_operators()
        if condition is not None:
            self._show(condition)

    def _lay_out(self) -> None:
        rows = tight(QFormLayout(), GAP + 2)
        rows.addRow(self.tr("Field"), self.field)
        rows.addRow(self.tr("Comparison"), self.operator)
        rows.addRow(self.tr("Value"), self._values)
        self.body.addLayout(rows)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Apply"), "apply", "primary").clicked.connect(self.apply)

    @property
    def chosen_field(self) -> FieldMeta:
        return self._resource.fields[self.field.currentData()]

    @property
    def chosen_operator(self) -> Operator:
        return Operator(self.operator.currentData())

    def apply(self) -> None:
        """Build the condition; what cannot be read is said under its editor."""
        wrong = [editor.problem() or self._missing(editor) for editor in self._editors]
        for editor, refusal in zip(self._editors, wrong, strict=True):
            editor.show_problem(refusal)
        if any(wrong):
            return
        values, words = self._told()
        if not values:
            self.problem.say(self.tr("Choose at least one value."))
            return
        joiner = self.tr(" and ") if self.chosen_operator is Operator.BETWEEN else ", "
        self.built.emit(Condition(self.chosen_field.name, self.chosen_operator, "|".join(values), joiner.join(words)))
        self.accept()

    def _missing(self, editor: FieldEditor) -> str:
        return self.tr("Enter a value.") if editor.value() in {None, ""} else ""

    def _told(self) -> tuple[list[str], list[str]]:
        if self._boxes:
            ticked = [box for box in self._boxes if box.isChecked()]
            return [str(box.property("wire")) for box in ticked], [box.text() for box in ticked]
        if self.chosen_operator is Operator.NULL:
            return [str(self._null.currentData())], [""]
        values = [_wire(editor.value()) for editor in self._editors]
        return values, [self._words(editor) for editor in self._editors]

    def _words(self, editor: FieldEditor) -> str:
        field, value = editor.field, editor.value()
        chosen = getattr(editor, "chosen", None)
        row = {field.name: value} | ({label_key(field): chosen()[1]} if chosen else {})
        return text_of(field, row) or str(value)

    def _offer_operators(self) -> None:
        field = self.chosen_field
        self.operator.clear()
        for operator in operators_of(field):
            if self._usable(operator, field):
                self.operator.addItem(operator_words(operator, field.kind), operator.value)

    @staticmethod
    def _usable(operator: Operator, field: FieldMeta) -> bool:
        """One of several needs a list to tick: only choices have one."""
        return operator is not Operator.IN or field.kind is Kind.CHOICE

    def _offer_values(self) -> None:
        clear(self._values)
        self._editors, self._boxes = [], []
        if self.operator.currentIndex() < 0:
            return
        if self.chosen_operator is Operator.NULL:
            self._null = named(QComboBox(), "filterNull")
            self._null.addItem(self.tr("yes"), "true")
            self._null.addItem(self.tr("no"), "false")
            self._values.addWidget(self._null)
            tab_through(self.operator, self._null)
        elif self.chosen_operator is Operator.IN:
            self._offer_boxes()
        else:
            for _bound in range(2 if self.chosen_operator is Operator.BETWEEN else 1):
                self._offer_editor()
        tab_through(self.operator, *self._editors, *self._boxes)

    def _offer_boxes(self) -> None:
        for choice in self.chosen_field.choices:
            box = QCheckBox(choice.label)
            box.setProperty("wire", choice.value)
            box.setObjectName(f"filterValue-{choice.value}")
            self._values.addWidget(box)
            self._boxes.append(box)

    def _offer_editor(self) -> None:
        plain = self.chosen_field.model_copy(
            update={"readonly": False, "required": True, "default": None, "help": None}
        )
        editor = editor_for(plain, self._context)
        editor.setObjectName(f"filterValue-{len(self._editors)}")
        self._values.addWidget(editor)
        self._editors.append(editor)

    def _show(self, condition: Condition) -> None:
        self.field.setCurrentIndex(self.field.findData(condition.field))
        self.operator.setCurrentIndex(self.operator.findData(condition.operator.value))
        values = condition.value.split("|")
        for box in self._boxes:
            box.setChecked(str(box.property("wire")) in values)
        if condition.operator is Operator.NULL:
            self._null.setCurrentIndex(self._null.findData(condition.value))
        words = condition.words.split(self.tr(" and ")) if len(self._editors) > 1 else [condition.words]
        for editor, value, label in zip(self._editors, values, words, strict=False):
            editor.set_value(_unwire(value, editor.field), {label_key(editor.field): label})


def _wire(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _unwire(text: str, field: FieldMeta) -> Any:
    return text == "true" if field.kind is Kind.FLAG else text
