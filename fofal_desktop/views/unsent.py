"""Beside the page of a record that may be entered while nobody answers: keeps it to be sent, shows how it stands."""

import itertools
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.api.keys import uuid7
from fofal_desktop.fields.formats import text_of
from fofal_desktop.models.outbox import as_record, refusal_words, standing_words, why_not_entered
from fofal_desktop.notices import Notice
from fofal_desktop.outbox.delivery import Delivered
from fofal_desktop.outbox.entry import Entry, Standing
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.views.form import RecordForm
from fofal_desktop.views.record import RecordPage
from fofal_server.contract.kinds import Kind

Record = dict[str, Any]
_TOLD, _UNTOLD = 3, frozenset({Kind.LINES, Kind.GEOMETRY, Kind.FILE, Kind.SECRET, Kind.NOTE})


class Unsent(QObject):
    """``entry`` is the one that the page shows, None while it shows none."""

    def __init__(self, page: RecordPage, outbox: Outbox, key: str = "") -> None:
        """``key`` is that of the record which waits, empty for one that is being typed."""
        super().__init__(page)
        self._page, self._outbox = page, outbox
        self._key = key or str(uuid7())
        self._standing: Standing | None = None
        self.entry: Entry | None = None
        page.saving.aside = self
        if (entry := outbox.creation_of(page.resource.name, key)) is not None:
            self._show(entry)
        outbox.changed.connect(self._follow)
        outbox.delivered.connect(self._hear)
        outbox.given_up.connect(self._leave)

    def succeed(self, before: "Unsent") -> None:
        """A call that has left without an answer is for a record of this id: the same one again."""
        self._key = before.key

    @property
    def key(self) -> str:
        """The id that the record has here, and will have at the server."""
        return self._key

    # -- keeping

    @property
    def first(self) -> bool:
        return self._outbox.away or self.entry is not None

    def named(self, values: Record) -> Record:
        return {"id": self._key, **values}

    def take(self, key: str, values: Record, *, left: bool) -> None:
        page, form, self._key = self._page, self._page.form, str(values["id"])
        entry = Entry(
            id=self._key, resource=page.resource.name, record_id=self._key, name=called(form), key=key,
            at=page.client.clock.now(), body=values, typed=form.as_typed(), left=left,
        )  # fmt: skip
        page.busy.show()
        keep = self._outbox.put if self.entry is None else self._outbox.change
        keep(self, entry, self._kept, lambda error: self._not_kept(error, left=left))

    def _kept(self, entry: Entry) -> None:
        page, form, then = self._page, self._page.form, self._page.place.then
        page.busy.hide()
        page.saving.settle()
        since = form.as_typed()
        self._show(entry)
        page.settled.emit()
        if since != entry.typed:
            form.type_again(since)
        page.told.emit(Notice(standing_words(Standing.WAITING)))
        if then is not None:
            then(as_record(page.resource, entry))
            page.finished.emit()

    def _not_kept(self, error: Exception, *, left: bool) -> None:
        self._page.busy.hide()
        if not left:
            self._page.saving.settle()
        self._page.saving.refused.emit(why_not_entered(error), [])

    # -- showing

    def _show(self, entry: Entry) -> None:
        """As it was typed, and how it stands; a refusal stands under its fields."""
        page, refusal = self._page, entry.refusal
        if page.form.as_typed() != entry.typed:
            page.form.type_again(entry.typed)
        self._tell(entry)
        page.show_unsent(entry.record_id, entry.name, fixed=self._standing is Standing.LEFT)
        page.summary.show_problems("", [])
        if refusal is not None:
            page.saving.refused.emit(refusal_words(refusal), refusal.errors)

    def _tell(self, entry: Entry) -> None:
        self.entry, self._standing = entry, self._outbox.standing(entry)
        self._page.problem.say(standing_words(self._standing), "warning" if entry.refusal else "info")

    def _follow(self) -> None:
        """It may have been sent, or changed, also by another window; what is being typed over it stays."""
        if self.entry is None:
            return
        fresh = self._outbox.creation_of(self.entry.resource, self.entry.id)
        if fresh is None:
            self._go_on()
        elif (fresh, self._outbox.standing(fresh)) != (self.entry, self._standing):
            self._tell(fresh) if self._page.dirty else self._show(fresh)

    def _hear(self, outcome: Delivered) -> None:
        """It was sent from here: the page goes on with the record, and what was typed since stays over it."""
        if outcome.record is None or self.entry is None or outcome.entry.id != self.entry.id:
            return
        page, since = self._page, self._page.form.typed()
        self.entry = None
        page.show_record(outcome.record)
        if since:
            page.form.type_again(since)
        page.told.emit(Notice(self.tr("Saved: {0}").format(page.title)))

    def _go_on(self) -> None:
        """It is not here any more: the server knows what became of it."""
        self.entry = None
        self._page.unsent = ""
        self._page.reload()

    def _leave(self, entry: Entry) -> None:
        """It was given up by name."""
        if self.entry is not None and self.entry.id == entry.id:
            self.entry = None
            self._page.form.accept()
            self._page.finished.emit()


def called(form: RecordForm) -> str:
    """What a person tells a new record from others by: its kind and the first values that were typed."""
    values = form.told()
    said = (one.field for name, one in form.editors.items() if values.get(name) and values[name] != one.field.default)
    fields = (field for field in said if field.kind not in _UNTOLD)
    words = (text_of(field, values) for field in fields)
    return " · ".join([form.resource.label_one, *itertools.islice(filter(None, words), _TOLD)])
