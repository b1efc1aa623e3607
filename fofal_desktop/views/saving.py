"""Sending what was typed, and what the form does with each answer: stored, refused, stale, or none at all."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable, Untrusted
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job, changes
from fofal_server.contract.meta import ResourceMeta

Record = dict[str, Any]
Then = Callable[[Record], Any]
Gone = Callable[[ApiError], Any]


class Aside(Protocol):
    """Where creations go that the server does not answer to."""

    @property
    def first(self) -> bool:
        """Whether they go there without asking the server: it is known not to answer, or it is a waiting one."""

    def named(self, values: Record) -> Record:
        """The same with the id that the record has from now on."""

    def take(self, key: str, values: Record, *, left: bool) -> None:
        """Keep it under the key that it was sent with, or will be; ``left`` when it may have arrived."""


class Later(Protocol):
    """Where deeds go that the server does not answer to."""

    @property
    def first(self) -> bool:
        """Whether they go there without asking the server."""

    def accepts(self, action: str) -> bool:
        """Whether this one may wait at all."""

    def take(self, key: str, record: Record, action: str, said: Record | None, *, left: bool) -> None:
        """Keep it under the key that it was sent with, or will be."""


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
        self._job: Job[Record] | None = None
        self.under_way = False
        self.note: Callable[[str, Record], Callable[[], None]] = lambda _key, _values: _nothing
        """Makes the work that is done before a creation leaves: its key must survive the program."""
        self.aside: Aside | None = None
        self.later: Later | None = None

    def create(self, values: Record, then: Then) -> None:
        self._create(values if self.aside is None else self.aside.named(values), then)

    def _create(self, values: Record, then: Then) -> None:
        aside = self.aside if "id" in values else None
        left, key = self._pending == values, self._key_for(values)
        if aside is not None and aside.first:
            aside.take(key, values, left=left)
            return
        note = self.note(key, values)

        def work() -> Record:
            note()
            return self._client.create(self._resource, values, idempotency_key=key)

        def failed(error: Exception) -> None:
            if aside is not None and _is_away(error):
                aside.take(key, values, left=left or _may_have_left(error))
            else:
                self._refuse(error)

        self._send(work, then, failed)

    def settle(self) -> None:
        """What becomes of the call is somebody else's from now on: the next one has a key of its own."""
        self._pending = None

    def create_again(self, key: str, values: Record, then: Then) -> None:
        """A creation of which nobody knows what became of it, under the key that it had."""
        self._key, self._pending = key, values
        self._create(values, then)

    @property
    def unsettled(self) -> bool:
        """Whether a call has left of which nobody knows what became of it."""
        return self._pending is not None

    @property
    def unanswered(self) -> tuple[str, object]:
        """The key of the last call, and what it was about while nobody knows what became of it."""
        return self._key, self._pending

    def succeed(self, before: "Saving") -> None:
        """Go on for the form that was there before: what it had sent without an answer keeps its key."""
        self._key, self._pending = before.unanswered

    def update(self, record: Record, values: Record, labelled: Record, then: Then, gone: Gone | None = None) -> None:
        """``labelled`` is what was typed with the words of ids, to be shown when somebody else was faster.

        ``gone`` is told when the record is not there any more; else that is refused as anything.
        """
        key = self._key_for((record["version"], values))

        def resolve(current: Record, kept: Record) -> None:
            if kept:
                self.update(current, kept, labelled, then, gone)
            else:  # all theirs: nothing to send, but what one may do with it must be read
                self._send(lambda: self._client.read(self._resource, current["id"]), then, self._refuse)

        def failed(error: Exception) -> None:
            if gone is not None and isinstance(error, ApiError) and error.gone:
                self._pending = None
                gone(error)
            else:
                self._stale_or_refused(error, record, labelled, resolve)

        self._send(
            lambda: self._client.update(self._resource, record["id"], values, record["version"], idempotency_key=key),
            then,
            failed,
        )

    def act(self, record: Record, action: str, then: Then, said: Record | None = None) -> None:
        """``said`` is what the person says with the deed."""
        later = self.later if self.later is not None and self.later.accepts(action) else None
        version = record["version"]
        left, key = self._pending == (version, action, said), self._key_for((version, action, said))
        if later is not None and later.first:
            later.take(key, record, action, said, left=left)
            return

        def failed(error: Exception) -> None:
            if later is not None and _is_away(error):
                later.take(key, record, action, said, left=left or _may_have_left(error))
            else:
                self._refuse(error)

        self._send(
            lambda: self._client.act(self._resource, record["id"], action, version, idempotency_key=key, body=said),
            then,
            failed,
        )

    def _key_for(self, intent: object) -> str:
        if self._pending != intent:
            self._key, self._pending = new_key(), intent
        return self._key

    def _send(self, work: Callable[[], Record], then: Then, failed: Callable[[Exception], Any]) -> None:
        self._wait(True)
        self._job = ask(
            self._widget, work, lambda record: self._stored(record, then), failed, lambda: self._wait(False)
        )

    def give_up(self) -> None:
        """Wait no more for what becomes of the call under way; nobody knows it then, and the next has the same key."""
        if self.under_way and self._job is not None:
            self._job.cancel()
            words = self.tr(
                "Perhaps not saved: you stopped waiting before the server had answered. What you typed stays here; "
                "saved again, it is never stored twice."
            )
            self.refused.emit(words, [])

    def _wait(self, on: bool) -> None:
        self.under_way = on
        self.busy.emit(on)

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

    def _stale_or_refused(
        self, error: Exception, record: Record, labelled: Record, resolve: Callable[[Record, Record], Any]
    ) -> None:
        """``resolve`` hears the version of the others and what is to be saved over it."""
        current = error.problem.current if isinstance(error, ApiError) and error.status == 412 else None
        if current is None:
            self._refuse(error)
            return
        self._pending = None
        dialog = ConflictDialog(self._resource, record, labelled, current, self._widget)
        dialog.resolved.connect(lambda kept: resolve(current, kept))
        dialog.open()


def _is_away(error: Exception) -> bool:
    """Whether the server does not answer, or is closed for a while; one that may be another's is not waited for."""
    if isinstance(error, Unreachable):
        return not isinstance(error, Untrusted)
    return isinstance(error, ApiError) and error.maintenance


def _may_have_left(error: Exception) -> bool:
    return isinstance(error, Unreachable) and error.left


def _nothing() -> None:
    return
