"""Editor of a reference: type a code or some letters, take the one that is offered."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from fofal_desktop.fields import lookup
from fofal_desktop.fields.editor import EditorContext, FieldEditor, Row
from fofal_desktop.fields.formats import label_key, tip_of, title_of, unit_key
from fofal_desktop.fields.lookup import Record
from fofal_desktop.fields.offers import ROWS, OfferList
from fofal_desktop.jobs import Job
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import FieldMeta

PAUSE_MS = 60
"""Between two keys of a quick typist; with the server's answer the offers stand there in under 150 ms."""

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS,
    Qt.Key.Key_PageUp: -ROWS,
}
_ELSEWHERE = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""The field keeps the cursor in these cases: a menu opened, or another program came to the front."""


class RelationEditor(FieldEditor):
    """Keeps what was typed until a record is chosen; an exact code chooses by itself.

    Down offers, Enter or Tab takes the marked offer, Esc closes the offers. F2 opens what is chosen, else the list; F3
    a new record, as the last offer does.
    """

    def __init__(self, field: FieldMeta, context: EditorContext) -> None:
        super().__init__(field)
        self._context, self._target = context, context.metas.get(field.target or "")
        self._key: str | None = None
        self._label = self._unit = ""
        self._found: list[Record] = []
        self._job: Job[Any] | None = None
        self.line = QLineEdit()
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_edited)
        self._open = self.line.addAction(icon("mdi6.magnify", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText(self.tr("Choose from the list (F2 in an empty field)"))
        self._open.setToolTip(tip_of(self._open.text()))
        self._open.triggered.connect(self.open_list)
        self._place(self.line)
        self._hanging: OfferList | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    # -- the value

    def value(self) -> Any:
        return self._key or self.line.text().strip() or None

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        self._forget_question()
        self._key = wire
        self._label = str((row or {}).get(label_key(self.field)) or wire or "")
        self._unit = str((row or {}).get(unit_key(self.field)) or "")
        self.line.setText(self._label)
        self.line.setCursorPosition(0)
        self.changed.emit()

    def chosen(self) -> tuple[str | None, str]:
        """Tell the id and the words of the record chosen; without an id the words are what was typed."""
        return self._key, self._label if self._key else self.line.text().strip()

    @property
    def unit(self) -> str:
        """In what is counted what is chosen; empty where nobody has said it."""
        return self._unit if self._key else ""

    def as_typed(self) -> Any:
        key, words = self.chosen()
        return {"id": key, "words": words}

    def type_again(self, kept: Any) -> None:
        self.set_value(kept["id"], {label_key(self.field): kept["words"]})
        if not kept["id"]:
            self.line.setText(kept["words"])
            self.changed.emit()

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly or self._target is None)  # of what one may not list nothing can be chosen
        self._open.setVisible(not readonly and self._target is not None)

    def problem(self) -> str:
        return self.tr("Choose one of the list.") if self.line.text().strip() and self._key is None else ""

    # -- ways to choose

    @property
    def unknown(self) -> str:
        """What was typed as long as no record is chosen by it."""
        return "" if self._key else self.line.text().strip()

    def open_chosen(self) -> None:
        """Show the record that is chosen; where none is, offer the whole list."""
        if self._target is not None and self._key and self._context.show is not None:
            self.dismiss()
            self._context.show(self._target, self._key)
        else:
            self.open_list()

    def open_list(self) -> None:
        """Offer the whole list."""
        if not self.line.isReadOnly():
            lookup.open_list(self.field, self._context, self.take)

    def open_new(self) -> None:
        """Offer the form of a new record, which begins with what was typed."""
        if not self.line.isReadOnly():
            self.dismiss()
            lookup.open_new(self.field, self._context, self.take, self.unknown)

    def take(self, record: Record) -> None:
        """Choose this record."""
        if self._target is not None:
            words = {label_key(self.field): title_of(self._target, record), unit_key(self.field): record.get("unit")}
            self.set_value(record["id"], words)
            self.show_problem("")

    def take_at(self, _spot: Any, record: Record) -> None:
        self.take(record)

    def settle(self) -> None:
        """Take the offer that is marked, or spell out the record that was named exactly."""
        if self._offering and 0 <= self.offers.currentRow() < len(self._found):
            self._take_offer(self.offers.currentRow())
        elif self._key:
            self.line.setText(self._label)
        self.dismiss()

    def dismiss(self) -> bool:
        hanging = self._offering
        if self._hanging is not None:
            self._hanging.hide()
        return hanging

    @property
    def offers(self) -> OfferList:
        """The list under the field, made when it is first needed: a form of ten pickers is built in half the time."""
        if self._hanging is None:
            self._hanging = OfferList(self.line)
            self._hanging.taken.connect(self._take_offer)
            self._hanging.wanted.connect(self.open_new)
        return self._hanging

    @property
    def _offering(self) -> bool:
        return self._hanging is not None and self._hanging.isVisible()

    @property
    def making(self) -> bool:
        """Whether the offer of a new record is marked."""
        return self._offering and self.offers.making

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if isinstance(event, QKeyEvent) and event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
                return self._on_key(event)
            if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
                self._on_left(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Keys of the picker win over the form's own; they are claimed first and acted upon when they come back."""
        act = self._act_of(event)
        if act is None:
            return False
        if event.type() is QEvent.Type.KeyPress:
            stays = self.making or event.key() != Qt.Key.Key_Tab  # having taken the offer, the cursor goes on
            act()
            return stays
        event.accept()
        return True

    def _act_of(self, event: QKeyEvent) -> Any:
        key, hanging = Qt.Key(event.key()), self._offering
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if hanging and key in _STEPS:
            return lambda: self.offers.step(_STEPS[key])
        if hanging and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            return self.open_new if self.making else self.settle
        if hanging and key == Qt.Key.Key_Escape:
            return self.dismiss
        return {Qt.Key.Key_Down: self._ask, Qt.Key.Key_F2: self.open_chosen, Qt.Key.Key_F3: self.open_new}.get(key)

    def _on_left(self, event: QFocusEvent) -> None:
        """Ask what unknown words mean before they are called wrong."""
        if event.reason() in _ELSEWHERE:
            self.dismiss()
            return
        self.settle()
        words = self.line.text().strip()
        if words and self._key is None and not self.line.isReadOnly():
            self._resolve(words)

    # -- asking

    def _on_edited(self, text: str) -> None:
        self._key = None
        self._forget_question()
        if text.strip():
            self._pause.start()
        self.changed.emit()

    def _forget_question(self) -> None:
        self._pause.stop()
        self._found = []
        self.dismiss()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        target, client = self._target, self._context.client
        if target is None or self.line.isReadOnly():
            return
        words = "" if self._key else self.line.text().strip()
        self._forget_question()
        own = lookup.named_like(target, self._context.unsent(target), words)
        self._job = Job(
            self,
            lambda: lookup.offers(client, target, words),
            lambda found: self._offer(words, [*own, *found]),
            lambda error: self._offer(words, own) if own else self._not_asked(error),
        ).start()

    def _offer(self, words: str, found: list[Record]) -> None:
        if self._target is None:
            return
        self._found = found
        exact = lookup.meant(self._target, found, words) if words else None
        if exact is not None:
            self._key, self._label = exact["id"], title_of(self._target, exact)
            self._unit = str(exact.get("unit") or "")
            self.changed.emit()
        if self.line.hasFocus():
            may = words and exact is None and lookup.may_make(self._target, self._context)
            create = self.tr("Create “{0}”").format(words) if may else ""
            self.offers.offer([title_of(self._target, one) for one in found], self.tr("Nothing found"), create)
            if exact is not None:
                self.offers.setCurrentRow(found.index(exact))

    def _take_offer(self, place: int) -> None:
        self.take(self._found[place])

    def _resolve(self, words: str) -> None:
        target, client = self._target, self._context.client
        if target is None:
            return
        self._forget_question()
        self._job = Job(
            self,
            lambda: lookup.resolve(client, target, [words]),
            lambda known: self._resolved(known.get(words)),
            self._not_asked,
        ).start()

    def _resolved(self, record: Record | None) -> None:
        if record is None:
            self.show_problem(self.problem())
        else:
            self.take(record)

    def _not_asked(self, _error: Exception) -> None:
        self.show_problem(self.tr("The list cannot be asked at the moment. What you typed is kept."))
