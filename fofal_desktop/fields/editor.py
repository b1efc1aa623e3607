"""What every editor of a value has in common, whatever it looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import label, mark, tight
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Row = Mapping[str, Any]
Chosen = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class EditorContext:
    """What editors may ask for.

    ``choose`` opens the list of a resource and hands the chosen record back (F2), ``make`` the form of a new one that
    begins with these values (F3), ``show`` the form of the record with this id (F2 where one is chosen). ``unsent``
    answers the new ones of a resource that the server does not have yet.
    """

    client: Client
    metas: Mapping[str, ResourceMeta]
    choose: Callable[[ResourceMeta, Chosen], None] | None = None
    make: Callable[[ResourceMeta, Chosen, dict[str, Any]], None] | None = None
    show: Callable[[ResourceMeta, str], None] | None = None
    unsent: Callable[[ResourceMeta], list[dict[str, Any]]] = lambda _resource: []


class FieldEditor(QWidget):
    """Edits one field. ``value()`` is what travels; what cannot be read travels as typed and ``problem()`` says why.

    ``changed`` is emitted whenever ``value()`` may have become another one, also by ``set_value``; ``typing`` when
    something was typed that is no part of the value yet.
    """

    changed = Signal()
    typing = Signal()

    def __init__(self, field: FieldMeta) -> None:
        super().__init__()
        self.field = field
        self._told: QLabel | None = None
        self._column = tight(QVBoxLayout(self), 2)
        self._column.addStretch()
        self.changed.connect(self.forgive)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        """Show a value; ``row`` holds the words that the server sent beside ids."""
        raise NotImplementedError

    def set_readonly(self, readonly: bool) -> None:
        raise NotImplementedError

    def as_typed(self) -> Any:
        """What stands here to the letter, as JSON can hold it, to be put back after the program has died."""
        return self.value()

    def type_again(self, kept: Any) -> None:
        """Put back what ``as_typed`` told."""
        self.set_value(kept)

    def spot(self) -> Any:
        """Where in it the cursor stands, as far as ``take_at`` needs to know."""
        return None

    def take_at(self, spot: Any, record: dict[str, Any]) -> None:
        """Choose a record that was made for the place of which ``spot`` told; only what refers to records can."""

    def problem(self) -> str:
        """Say why what stands there is no value of this kind; empty when it is one."""
        return ""

    def settle(self) -> None:
        """Take or spell out what was typed; done before the editor is left."""

    def dismiss(self) -> bool:
        """Close what hangs open over the screen; True when something did."""
        return False

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong; an empty text takes it back."""
        if not text and self._told is None:
            return
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        mark(self.inner(), "problem", bool(text))
        self.inner().setAccessibleDescription(text or self.field.help or "")

    @property
    def _hint(self) -> QLabel:
        """The line under the field, made when there is something to say: most fields never need theirs."""
        if self._told is None:
            self._told = label("", "fieldProblem", wrap=True)
            self._told.hide()
            self._column.insertWidget(self._column.count() - 1, self._told)
        return self._told

    def forgive(self) -> None:
        """Take the reproach back as soon as the value changes; it was about what stood there before."""
        if self._told is not None and not self._told.isHidden():
            self.show_problem("")

    def add_below(self, widget: QWidget) -> None:
        """Show something that belongs to the value under it, above what is wrong with it."""
        self._column.insertWidget(self._column.indexOf(self._hint), widget)

    def inner(self) -> QWidget:
        """Find the widget that takes the keys."""
        return self.focusProxy() or self

    def _place(self, widget: QWidget) -> None:
        """Show ``widget`` as the editor itself: it takes the focus, the name and the help."""
        self._column.insertWidget(0, widget)
        widget.setAccessibleName(self.field.label)
        widget.setAccessibleDescription(self.field.help or "")
        widget.setToolTip(tip_of(self.field.help or ""))
        self.setFocusProxy(widget)
