"""Beside the page of a record: deeds asked for while nobody answers, kept to be sent after it."""

from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.models.outbox import reason_of, why_not_entered
from fofal_desktop.notices import Notice
from fofal_desktop.outbox.delivery import Delivered
from fofal_desktop.outbox.entry import Entry
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.views.record import RecordPage

Record = dict[str, Any]


class Asked(QObject):
    """``banner`` says which deeds wait, and which were refused and why."""

    def __init__(self, page: RecordPage, outbox: Outbox) -> None:
        super().__init__(page)
        self._page, self._outbox = page, outbox
        self._labels = {action.name: action.label for action in page.resource.actions if action.offline}
        self.banner = Banner()
        page.column.insertWidget(1, self.banner)
        page.saving.later = self
        outbox.changed.connect(self._tell)
        outbox.delivered.connect(self._hear)
        page.read_anew.connect(self._tell)
        self._tell()

    def accepts(self, action: str) -> bool:
        return action in self._labels

    @property
    def first(self) -> bool:
        return self._outbox.away or bool(self._page.unsent)

    def take(self, key: str, record: Record, action: str, said: Record | None, *, left: bool) -> None:
        """Asked for anew, one that was refused is sent again in its place."""
        page, label = self._page, self._labels[action]
        before = next((one for one in self._mine() if one.action == action and one.refusal is not None), None)
        entry = Entry(
            id=before.id if before else new_key(), resource=page.resource.name, record_id=str(record["id"]),
            name=f"{label} · {page.title}", key=key, at=page.client.clock.now(), body=said, action=action,
            action_label=label, version=record["version"], left=left,
        )  # fmt: skip
        keep = self._outbox.change if before else self._outbox.put
        keep(self, entry, self._kept, lambda error: self._not_kept(error, left=left))

    def _kept(self, entry: Entry) -> None:
        self._page.saving.settle()
        words = self.tr("{0}: asked for, leaves as soon as the server answers.").format(entry.action_label)
        self._page.told.emit(Notice(words))

    def _not_kept(self, error: Exception, *, left: bool) -> None:
        if not left:
            self._page.saving.settle()
        self._page.saving.refused.emit(why_not_entered(error), [])

    # -- showing

    def _mine(self) -> list[Entry]:
        page = self._page
        about = (page.resource.name, page.place.key)
        return [one for one in self._outbox.entries if one.action and (one.resource, one.record_id) == about]

    def _tell(self) -> None:
        mine, page = self._mine(), self._page
        refused = [one for one in mine if one.refusal is not None]
        waiting = [one.action for one in mine if one.refusal is None]
        words = [self.tr("{0}: refused. {1}").format(one.action_label, reason_of(one)) for one in refused]
        words += [self.tr("{0}: waits for the server.").format(self._labels[name]) for name in waiting]
        self.banner.say(" ".join(words), "warning" if refused else "info")
        page.offer(name for name in self._labels if name in page.resource.can and name not in waiting)

    def _hear(self, outcome: Delivered) -> None:
        """What was done shows itself, unless something is being typed over the record."""
        page, about = self._page, outcome.entry
        mine = bool(about.action) and (about.resource, about.record_id) == (page.resource.name, page.place.key)
        if mine and outcome.record is not None and page.record is not None and not page.dirty:
            page.show_record(outcome.record)
