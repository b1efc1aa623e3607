"""Deleting records at once, with the way back in a notice instead of a question before."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.fields.formats import name_of
from fofal_desktop.gate import ask, closed_by, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.notices import Notice
from fofal_desktop.views.page import Page
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]


def ask_to_delete(parent: QWidget, words: str, then: Callable[[], Any]) -> None:
    """Ask where something goes that does not come back; ``words`` say what."""
    translate = QCoreApplication.translate
    answers = (
        Answer("keep", translate("Removal", "Do not delete")),
        Answer("delete", translate("Removal", "Delete"), "danger"),
    )
    ask_person(
        parent, translate("Removal", "Delete?"), words, answers, lambda name: then() if name == "delete" else None
    )


def remove_records(
    page: Page, client: Calls, resource: ResourceMeta, records: Sequence[Record], gone: Callable[[], Any] | None = None
) -> None:
    """Delete ``records`` and offer to take it back; ``gone`` is called when at least one is deleted."""
    window, keys = page.window(), {str(record["id"]): new_key() for record in records}

    def work() -> tuple[list[Record], Exception | None]:
        # The list leaves out lines and shapes: what is to be taken back must be read whole first.
        whole: list[Record] = []
        for record in records:
            try:
                full = client.read(resource, str(record["id"]))
                client.delete(resource, full["id"], full["version"], idempotency_key=keys[str(record["id"])])
            except ApiError as error:
                if closed_by(error) and not whole:
                    raise
                return whole, error
            whole.append(full)
        return whole, None

    def done(told: tuple[list[Record], Exception | None]) -> None:
        removed, refusal = told
        if removed:
            changes.happened.emit({resource.name})
            page.told.emit(_notice(removed, resource, lambda: bring_back(page, client, resource, removed, window)))
        if refusal is not None:
            page.told.emit(Notice(message_of(refusal), "danger"))
        if removed and gone is not None:
            gone()

    ask(page, work, done, lambda error: page.told.emit(Notice(message_of(error), "danger")))


def bring_back(page: Page, client: Calls, resource: ResourceMeta, records: Sequence[Record], window: Any) -> None:
    """Store deleted records again under their own ids; the history of each goes on."""
    tell = getattr(window, "tell", None) or page.told.emit
    keys = {str(record["id"]): new_key() for record in records}

    def work() -> None:
        for record in reversed(records):
            values = {"id": record["id"], **writable(resource, record)}
            client.create(resource, values, idempotency_key=keys[str(record["id"])])

    def done(_none: None) -> None:
        changes.happened.emit({resource.name})
        tell(Notice(QCoreApplication.translate("Removal", "Taken back.")))

    ask(window, work, done, lambda error: tell(Notice(message_of(error), "danger")))


def writable(resource: ResourceMeta, record: Record) -> Record:
    """The part of a record that a person may write, ready to be sent as a new one."""
    fields = (field for field in resource.fields.values() if not field.readonly and field.name in record)
    return {field.name: _fresh(field, record[field.name]) for field in fields if record[field.name] is not None}


def _fresh(field: FieldMeta, value: Any) -> Any:
    if field.kind is not Kind.LINES:
        return value
    names = [line.name for line in field.lines if not line.readonly]
    return [{name: line.get(name) for name in names} for line in value]


def _notice(removed: Sequence[Record], resource: ResourceMeta, deed: Callable[[], Any]) -> Notice:
    first = name_of(resource, removed[0])
    translate = QCoreApplication.translate
    words = translate("Removal", "Deleted: {0}").format(first)
    if len(removed) > 1:
        words = translate("Removal", "%n record(s) deleted.", "", len(removed))
    return Notice(words, offer=translate("Removal", "Undo"), deed=deed)
