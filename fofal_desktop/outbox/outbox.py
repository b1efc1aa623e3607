"""What waits to be sent for whoever is signed in: asked from the GUI thread and kept off it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.gate import ask, gate
from fofal_desktop.jobs import Job, changes
from fofal_desktop.outbox.box import Box, Contents
from fofal_desktop.outbox.delivery import Delivered, deliver
from fofal_desktop.outbox.entry import Entry, Standing
from fofal_server.contract.meta import ResourceMeta

Failed = Callable[[Exception], Any]


class Outbox(QObject):
    """``changed`` when something came, went or stands otherwise.

    Before that ``delivered`` carries what became of an entry, ``given_up`` one that was taken out. ``stopped`` tells
    why sending goes no further for now, ``broken`` how many entries could not be read and were put aside.
    ``away``: the server does not answer, and what is entered goes here at once; the feed says when it does again.
    """

    changed = Signal()
    delivered = Signal(object)
    given_up = Signal(object)
    stopped = Signal(object)
    broken = Signal(int)

    def __init__(self, client: Client, desk: Desk, metas: Mapping[str, ResourceMeta], parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._metas = client, metas
        self._box: Box | None = None
        self._more = False
        self._sending: Job[tuple[Delivered | None, Contents]] | None = None
        self._not_before = 0.0
        self.away, self.contents = False, Contents()
        desk.opened.connect(self._enter)
        desk.closed.connect(self._leave)

    # -- what is in it

    @property
    def entries(self) -> list[Entry]:
        return self.contents.entries

    def standing(self, entry: Entry) -> Standing:
        return self.contents.standings.get(entry.id, Standing.WAITING)

    @property
    def refused(self) -> int:
        return sum(entry.refusal is not None for entry in self.entries)

    def creation_of(self, resource: str, record_id: str) -> Entry | None:
        """The entry by which this record is to be made."""
        return next((one for one in self.entries if one.id == record_id and one.resource == resource), None)

    def look(self) -> None:
        """See what another window did."""
        if (box := self._box) is not None:
            Job(self, box.look, lambda found: self._show(box, found), self._unheard).start()

    # -- what is put into it

    def put(self, owner: QObject, entry: Entry, kept: Callable[[Entry], Any], failed: Failed) -> None:
        """Keep a new one; ``kept`` is told when it is on the disk itself."""
        self._write(owner, lambda box: box.put(entry), kept, failed)

    def change(self, owner: QObject, entry: Entry, kept: Callable[[Entry], Any], failed: Failed) -> None:
        """Keep other values of one that waits; ``failed`` hears Gone and MayHaveArrived too."""
        self._write(owner, lambda box: box.change(entry), kept, failed)

    def drop(self, owner: QObject, entry: Entry, failed: Failed) -> None:
        """Give one up for good."""
        self._write(owner, lambda box: box.drop(entry.id), lambda _none: self.given_up.emit(entry), failed)

    def _write(self, owner: QObject, work: Callable[[Box], Any], done: Callable[[Any], Any], failed: Failed) -> None:
        if (box := self._box) is not None:
            Job(owner, lambda: (work(box), box.look()), lambda both: self._written(box, *both, done), failed).start()

    def _written(self, box: Box, result: object, found: Contents, done: Callable[[Any], Any]) -> None:
        done(result)
        self._show(box, found)
        if not self.away:
            self.send()

    # -- sending

    def answered(self) -> None:
        """The server answers: what waits may go."""
        self.away = False
        if self.entries:
            self.send()
        else:
            self.look()

    def lost(self) -> None:
        """Nobody answers."""
        self.away = True
        self.look()

    def send(self) -> None:
        """Send what waits, one after the other, unless that is under way or was asked to wait."""
        box, metas = self._box, dict(self._metas)
        if box is None or not metas or self in gate.waiting or time.monotonic() < self._not_before:
            return
        if self._sending is not None:
            self._more = True
            return
        self._more = False
        work = lambda: (deliver(box, self._client, metas), box.look())  # noqa: E731 - a pair, for one look a sending
        self._sending = ask(self, work, lambda both: self._answer(box, *both), self._stop, self._finish)

    def _answer(self, box: Box, outcome: Delivered | None, found: Contents) -> None:
        if outcome is not None and box is self._box:
            self._more = True
            self.delivered.emit(outcome)
            if outcome.record is not None:
                changes.happened.emit({outcome.entry.resource})
        self._show(box, found)

    def _stop(self, error: Exception) -> None:
        if isinstance(error, ApiError) and error.retry_after is not None:
            self._not_before = time.monotonic() + error.retry_after
        self.stopped.emit(error)
        self.look()

    def _finish(self) -> None:
        self._sending = None
        if self._more:
            self._more = False
            self.send()

    # -- who comes and goes

    def _enter(self, folder: Path, vault: Vault) -> None:
        self._box, self._not_before = Box(folder, vault), 0.0
        self.look()

    def _leave(self) -> None:
        """What is on its way is asked for again when its person is back."""
        if self._sending is not None:
            self._sending.cancel()
        self._box = None
        self.contents = Contents()
        self.changed.emit()

    def _show(self, box: Box, found: Contents) -> None:
        """An answer about a person who has gone says nothing any more."""
        if box is not self._box:
            return
        if found.broken:
            self.broken.emit(found.broken)
        before, self.contents = self.contents, replace(found, broken=0)
        if before != self.contents:
            self.changed.emit()

    def _unheard(self, error: Exception) -> None:
        """Looking again is tried with the next answer of the server."""
