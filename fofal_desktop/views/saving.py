"""Sending what was typed, and what the form does with each answer: stored, refused, stale, or none at all."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]
Then = Callable[[Record], Any]


class Saving(QObject):
    """One form's conversation with the server.

    ``refused`` carries the words and the problems of fields. The idempotency key stays the same while nothing is
    known about what became of a call, so that trying again never does it twice.
    """

    busy = Signal(bool)
    refused = Signal(str, list)

    def __init__(self, client: Client, resource: ResourceMeta, parent: QWidget) -> None:
        super().__init__(parent)
        self._client, self._resource, self._widget = client, resource, parent
        self._key = ""
        self._pending: object = None
        self.note: Callable[[str, Record], Callable[[], None]] = lambda _key, _values: _nothing
        """Makes the work that is done before a creation leaves: its key must survive the program."""

    def create(self, values: Record, then: Then) -> None:
        key = self._key_for(values)
        note = self.note(key, values)

        def work() -> Record:
            note()
            return self._client.create(self._resource, values, idempotency_key=key)

        self._send(work, then, self._refuse)

    def create_again(self, key: str, values: Record, then: Then) -> None:
        """A creation of which nobody knows what became of it, under the key that it had."""
        self._key, self._pending = key, values
        self.create(values, then)

    @property
    def unsettled(self) -> bool:
        """Whether a call has left of which nobody knows what became of it."""
        return self._pending is not None

    def update(self, record: Record, values: Record, labelled: Record, then: Then) -> None:
        """``labelled`` is what was typed with the words of ids, to be shown when somebody else was faster."""
        key = self._key_for((record["version"], values))
        self._send(
            lambda: self._client.update(self._resource, record["id"], values, record["version"], idempotency_key=key),
            then,
            lambda error: self._stale_or_refused(error, record, labelled, then),
        )

    def act(self, record: Record, action: str, then: Then, said: Record | None = None) -> None:
        """``said`` is what the person says with the deed."""
        key, version = self._key_for((record["version"], action, said)), record["version"]
        self._send(
            lambda: self._client.act(self._resource, record["id"], action, version, idempotency_key=key, body=said),
            then,
            self._refuse,
        )

    def _key_for(self, intent: object) -> str:
        if self._pending != intent:
            self._key, self._pending = new_key(), intent
        return self._key

    def _send(self, work: Callable[[], Record], then: Then, failed: Callable[[Exception], Any]) -> None:
        self.busy.emit(True)
        ask(self._widget, work, lambda record: self._stored(record, then), failed, lambda: self.busy.emit(False))

    def _stored(self, record: Record, then: Then) -> None:
        self._pending = None
        then(record)
        changes.happened.emit({self._resource.name})

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Unreachable):
            self._pending = None
        problems = error.problem.errors if isinstance(error, ApiError) else []
        words = message_of(error)
        if problems:
            words = self.tr("%n field(s) to correct", "", len(problems))
        if isinstance(error, Unreachable) or (isinstance(error, ApiError) and error.maintenance):
            words = self.tr("Not saved yet. {0} What you typed stays here.").format(words)
        self.refused.emit(words, problems)

    def _stale_or_refused(self, error: Exception, record: Record, labelled: Record, then: Then) -> None:
        current = error.problem.current if isinstance(error, ApiError) and error.status == 412 else None
        if current is None:
            self._refuse(error)
            return
        self._pending = None
        dialog = ConflictDialog(self._resource, record, labelled, current, self._widget)
        dialog.resolved.connect(lambda values: self._resolve(current, values, labelled, then))
        dialog.open()

    def _resolve(self, current: Record, values: Record, labelled: Record, then: Then) -> None:
        if values:
            self.update(current, values, labelled, then)
        else:  # all theirs: nothing to send, but what one may do with it must be read
            self._send(lambda: self._client.read(self._resource, current["id"]), then, self._refuse)


def _nothing() -> None:
    return
