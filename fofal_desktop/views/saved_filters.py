"""The filters that are kept of a list: a menu to use one, keep what is asked now, rename, share, delete."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.naming import NameDialog
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.models.layouts import Layouts
from fofal_desktop.models.saved_filters import SAVED, Part, Recalled, Record, is_same, recall, saved_of
from fofal_desktop.notices import Notice
from fofal_desktop.theme.icons import icon
from fofal_server.contract.kinds import Operator
from fofal_server.contract.meta import ResourceMeta


class Asking(Protocol):
    """The list whose question is kept."""

    resource: ResourceMeta
    context: EditorContext
    layouts: Layouts
    conditions: list[Condition]
    told: Any

    @property
    def words(self) -> str: ...
    def ask_for(self, conditions: list[Condition], words: str) -> None: ...


class SavedFilters(QObject):
    """``current`` is the filter that was used last; whatever is changed of a filter, its owner changes."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page: Asking = page
        self._over: QWidget = page
        self._client: Client = page.context.client
        self.current: Record | None = None

    @property
    def _meta(self) -> ResourceMeta:
        return self._page.context.metas[SAVED]

    @property
    def offered(self) -> bool:
        """Whether this person may keep filters at all, and the list can be asked anything."""
        resource = self._page.resource
        return SAVED in self._page.context.metas and bool(resource.filters or resource.searchable)

    # -- using one

    def open_with(self, key: str, then: Callable[[], Any]) -> Job[list[Record]]:
        """Use the filter with which the person wants this list to open; ``then`` is called whatever becomes of it."""

        def found(records: list[Record]) -> None:
            wanted = next((one for one in records if one["id"] == key), None)
            if wanted is None:
                self._page.layouts.keep(self._page.resource.name, {"filter": None})
                words = self.tr("The filter with which this list was to open is gone: the list shows everything.")
                self._page.told.emit(Notice(words, "warning"))
                then()
            elif self._page.conditions or self._page.words:  # the person was faster
                then()
            else:
                self.use(wanted, then)

        return ask(self._over, self._read, found, lambda _error: then())

    def use(self, record: Record, then: Callable[[], Any] | None = None) -> None:
        """Ask the list what the filter says; what it cannot be asked any more is told and left out."""
        client, page = self._client, self._page

        def recalled(found: Recalled) -> None:
            self.current = found.record
            page.ask_for([_condition(one) for one in found.parts], found.record["search"] or "")
            if found.gone:
                words = self.tr(
                    "The filter “{0}” speaks of fields that are gone or that you may not see ({1}): it is used "
                    "without them."
                )
                page.told.emit(Notice(words.format(record["name"], ", ".join(found.gone)), "warning"))
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self._fail(error)
            if then is not None:
                then()

        ask(self._over, lambda: recall(client, page.context.metas, page.resource, record), recalled, failed)

    # -- the menu

    def open_menu(self, place: QPoint) -> None:
        """Read the filters afresh and show them; arrow keys choose, Enter uses."""
        ask(self._over, self._read, lambda records: self._popup(self.menu(records), place), self._fail)

    def _read(self) -> list[Record]:
        return saved_of(self._client, self._page.context.metas, self._page.resource)

    @staticmethod
    def _popup(menu: QMenu, place: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
        first = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def menu(self, records: Sequence[Record]) -> QMenu:
        """All that can be done with these filters and with what the list is asked now."""
        menu = QMenu(self._over)
        menu.setObjectName("savedFilters")
        used = self.current["id"] if self.current else ""
        self.current = next((one for one in records if one["id"] == used), None)
        for record in records:
            self._add_one(menu, record)
        menu.addSeparator()
        keep = menu.addAction(icon("mdi6.content-save-outline"), self.tr("Save this filter as…"), self.save_as)
        keep.setEnabled(bool(self._page.conditions or self._page.words) and "create" in self._meta.can)
        if self.current is not None:
            self._add_deeds(menu, self.current)
        return menu

    def _add_one(self, menu: QMenu, record: Record) -> None:
        opens = record["id"] == self._default
        shared = record["shared"]
        symbol = "mdi6.star-outline" if opens else "mdi6.account-group-outline" if shared else "mdi6.filter-outline"
        words = record["name"] if self._mine(record) else f"{record['name']} · {record['owner_label']}"
        action = menu.addAction(icon(symbol), words.replace("&", "&&"))
        font = action.font()
        font.setBold(self.current is not None and record["id"] == self.current["id"])
        action.setFont(font)
        action.triggered.connect(lambda _checked=False: self.use(record))

    def _add_deeds(self, menu: QMenu, record: Record) -> None:
        """What can be done with the one that was used last."""
        menu.addSeparator()
        menu.addAction(self.tr("With “{0}”:").format(record["name"].replace("&", "&&"))).setEnabled(False)
        opens = menu.addAction(self.tr("Open the list with this filter"))
        opens.setCheckable(True)
        opens.setChecked(record["id"] == self._default)
        opens.triggered.connect(lambda on: self._keep_default(record["id"] if on else None))
        if not self._mine(record):
            return
        store = menu.addAction(self.tr("Save what is asked now under this name"), lambda: self.save_over(record))
        store.setEnabled(not is_same(record, self._wires(), self._page.words))
        menu.addAction(self.tr("Rename…"), lambda: self.rename(record))
        if "share" in self._meta.can:
            words = self.tr("Stop sharing") if record["shared"] else self.tr("Share with everybody who sees this list")
            menu.addAction(words, lambda: self.share(record))
        menu.addAction(icon("mdi6.trash-can-outline"), self.tr("Delete this filter"), lambda: self.remove(record))

    # -- keeping and changing

    def save_as(self) -> None:
        """Keep what the list is asked now under a new name."""
        meta = self._meta
        values = self._values() | {"resource": self._page.resource.name}
        self._name(
            self.tr("Save this filter"),
            "",
            lambda name: self._client.create(meta, values | {"name": name}, idempotency_key=new_key()),
        )

    def rename(self, record: Record) -> None:
        self._name(self.tr("Rename the filter"), record["name"], lambda name: self._changed(record, {"name": name}))

    def save_over(self, record: Record) -> None:
        values = self._values()
        ask(self._over, lambda: self._changed(record, values), self._take, self._fail)

    def share(self, record: Record) -> None:
        """Share what is the person's alone, or take back what is shared."""
        deed, key = "unshare" if record["shared"] else "share", new_key()
        meta, client = self._meta, self._client
        ask(
            self._over,
            lambda: client.act(meta, record["id"], deed, record["version"], idempotency_key=key),
            self._take,
            self._fail,
        )

    def remove(self, record: Record) -> None:
        """Delete at once, with the way back in a notice."""
        meta, client, key = self._meta, self._client, new_key()

        def gone(_none: None) -> None:
            self.current = None
            words = self.tr("Filter deleted: {0}").format(record["name"])
            self._page.told.emit(Notice(words, offer=self.tr("Undo"), deed=lambda: self.bring_back(record)))

        ask(
            self._over,
            lambda: client.delete(meta, record["id"], record["version"], idempotency_key=key),
            gone,
            self._fail,
        )

    def bring_back(self, record: Record) -> None:
        """Store a deleted filter again under its own id, shared when it was."""
        meta, client, keys = self._meta, self._client, (new_key(), new_key())
        values = {name: record[name] for name in ("id", "name", "resource", "conditions", "search")}

        def work() -> Record:
            made = client.create(meta, values, idempotency_key=keys[0])
            if not record["shared"]:
                return made
            return client.act(meta, made["id"], "share", made["version"], idempotency_key=keys[1])

        ask(self._over, work, self._take, self._fail)

    def _changed(self, record: Record, values: Record) -> Record:
        """Blocking, for a Job."""
        return self._client.update(self._meta, record["id"], values, record["version"], idempotency_key=new_key())

    def _name(self, title: str, before: str, store: Callable[[str], Record]) -> None:
        NameDialog(self._over, title, before, store, self._take).open()

    def _take(self, record: Record) -> None:
        self.current = record

    def _fail(self, error: Exception) -> None:
        self._page.told.emit(Notice(message_of(error), "danger"))

    # -- what is asked now

    def _wires(self) -> list[str]:
        return [one.wire for one in self._page.conditions]

    def _values(self) -> Record:
        return {"conditions": self._wires(), "search": self._page.words or None}

    def _mine(self, record: Record) -> bool:
        user = self._client.session.user
        return user is not None and record["owner_id"] == str(user.id)

    @property
    def _default(self) -> str:
        return str(self._page.layouts.of(self._page.resource.name).get("filter") or "")

    def _keep_default(self, key: str | None) -> None:
        self._page.layouts.keep(self._page.resource.name, {"filter": key})


def _condition(part: Part) -> Condition:
    between = QCoreApplication.translate("FilterDialog", " and ")
    joiner = between if part.operator is Operator.BETWEEN else ", "
    return Condition(part.field, part.operator, part.value, joiner.join(part.words))
