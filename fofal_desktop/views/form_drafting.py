"""Keeps what is typed into a form, and the key under which a new record was on its way."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.draft import Draft, Record, Sent, new_id, now
from fofal_desktop.views.drafting import Drafting
from fofal_desktop.views.form import RecordForm
from fofal_desktop.views.saving import Saving
from fofal_server.contract.kinds import Kind


class Formed(Protocol):
    """A page, or a part of one, with a form: ``record`` is the stored one that it shows, None for a new one."""

    form: RecordForm
    saving: Saving
    record: Record | None
    column: QVBoxLayout
    told: SignalInstance
    settled: SignalInstance

    @property
    def title(self) -> str:
        """What a person calls what the form is about."""


class FormDrafting(Drafting):
    """How it is put back is said by who inherits (``put_back``)."""

    def __init__(self, parent: QWidget, formed: Formed, desk: Desk, wanted: str = "") -> None:
        super().__init__(parent, formed.column, desk, wanted)
        self._formed, self._form, self._saving = formed, formed.form, formed.saving
        self._sent: Sent | None = None
        self._sent_typed: Record = {}
        self.told.connect(formed.told)
        formed.settled.connect(self.forget)
        self._form.typing.connect(self.stir)
        self._saving.note = self._note
        self._saving.refused.connect(self._on_refused)

    @property
    def key(self) -> str:
        """The id of the record; empty while it has none."""
        record = self._formed.record
        return str(record["id"]) if record is not None else ""

    @property
    def dirty(self) -> bool:
        return self._form.dirty

    @property
    def readonly(self) -> bool:
        return self._form.readonly

    def typed(self) -> Record:
        return self._form.typed()

    def draft(self, typed: Record) -> Draft:
        record, sent = self._formed.record, self._sent
        if sent is not None and typed != self._sent_typed:
            sent = self._sent = sent.model_copy(update={"since": True})
        return Draft(
            id=self.name, resource=self._form.resource.name, key=self.key, name=self._called(), typed=typed,
            base=record, sent=sent, at=now(),
        )  # fmt: skip

    def _called(self) -> str:
        """A new record goes by what was typed of its name: two of them would look the same otherwise."""
        title = self._formed.title
        if self._formed.record is not None:
            return title
        titles = [one for name, one in self._form.editors.items() if name in self._form.resource.title]
        words = [str(one.value() or "") for one in titles if one.field.kind in {Kind.CODE, Kind.NAME}]
        return " · ".join(filter(None, [title, *words]))

    def is_ours(self, draft: Draft) -> bool:
        return (draft.resource, draft.key, draft.page) == (self._form.resource.name, self.key, "")

    def forget(self) -> None:
        self._sent = None
        super().forget()

    @property
    def left(self) -> tuple[Sent | None, Record]:
        """The creation that has left without an answer, and what stood in the form then."""
        return self._sent, self._sent_typed

    def succeed(self, before: Drafting) -> None:
        super().succeed(before)
        if isinstance(before, FormDrafting):
            self._sent, self._sent_typed = before.left

    def _note(self, key: str, values: Record) -> Callable[[], None]:
        """A creation is about to leave: its key is on the disk before it does."""
        self.pause.stop()
        typed = self.typed()
        if self._sent is None or self._sent.key != key:
            self._sent, self._sent_typed = Sent(key=key, values=values), typed
        self.name = self.name or new_id()
        return self._desk.note(self.draft(typed))

    def _on_refused(self) -> None:
        """The server said no: nothing of it was stored, and nothing is sent again by itself."""
        if not self._saving.unsettled and self._sent is not None:
            self._sent = None
            self.stir()

    def send_again(self, draft: Draft, sent: Sent) -> None:
        """It was on its way when the program ended: what is typed since is kept beside it."""
        self._form.type_again(draft.typed)
        self._sent, self._sent_typed = sent, draft.typed
