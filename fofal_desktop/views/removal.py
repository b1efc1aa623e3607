"""Deleting records at once, with the way back in a notice instead of a question before."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.one_by_one import MOST, OneByOne
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.fields.formats import name_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.notices import Notice
from fofal_desktop.tables.records import RecordTable
from fofal_desktop.views.again import same
from fofal_desktop.views.page import Page
from fofal_desktop.views.together import with_marked
from fofal_server.contract.meta import ResourceMeta

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


def remove_record(
    page: Page, client: Calls, resource: ResourceMeta, record: Record, gone: Callable[[], Any] | None = None
) -> None:
    """Delete ``record`` and offer to take it back; ``gone`` is called once it is deleted.

    What was typed over it would not come back, so that is asked first.
    """
    step = _removing(client, resource, [record])

    def done(whole: Record) -> None:
        _tell_removed(page, client, resource, [whole])
        if gone is not None:
            gone()

    def begin() -> None:
        ask(page, lambda: step(record), done, lambda error: page.told.emit(Notice(message_of(error), "danger")))

    if page.dirty:
        words = QCoreApplication.translate("RecordPage", "“{0}” has changes that are not saved.")
        ask_to_delete(page, words.format(page.title), begin)
    else:
        begin()


def remove_marked(page: Page, client: Calls, resource: ResourceMeta, table: RecordTable) -> None:
    """Delete what is selected in a list, one after the other, and offer to take all of it back."""
    with_marked(page, table, MOST, lambda records: _remove(page, client, resource, records))


def _remove(page: Page, client: Calls, resource: ResourceMeta, records: Sequence[Record]) -> None:
    if len(records) == 1:
        remove_record(page, client, resource, records[0])
        return
    words = QCoreApplication.translate("Removal", "Deletion of %n record(s)", "", len(records))
    dialog = OneByOne(resource, records, words, page, _removing(client, resource, records))
    dialog.ended.connect(lambda removed: _tell_removed(page, client, resource, removed))
    dialog.open()
    dialog.begin()


def _removing(client: Calls, resource: ResourceMeta, records: Sequence[Record]) -> Callable[[Record], Record]:
    """What deletes one of ``records`` and answers it as it was; asked again after a lost answer, it knows it still."""
    keys, whole = {str(one["id"]): new_key() for one in records}, dict[str, Record]()

    def step(record: Record) -> Record:
        # The list leaves out lines and shapes: what is to be taken back must be read whole first.
        key = str(record["id"])
        full = whole[key] = whole.get(key) or client.read(resource, key)
        client.delete(resource, key, full["version"], idempotency_key=keys[key])
        return full

    return step


def _tell_removed(page: Page, client: Calls, resource: ResourceMeta, removed: Sequence[Record]) -> None:
    if not removed:
        return
    window = page.house
    changes.happened.emit({resource.name})
    page.told.emit(_notice(removed, resource, lambda: bring_back(page, client, resource, removed, window)))


def bring_back(page: Page, client: Calls, resource: ResourceMeta, removed: Sequence[Record], window: Any) -> None:
    """Store deleted records again under their own ids, the last one first; the history of each goes on.

    Those that are refused, or left because the person stopped, can be brought back by the notice that tells of them.
    """
    tell = getattr(window, "tell", None) or page.told.emit

    def begin(wanted: Sequence[Record]) -> None:
        keys = {str(one["id"]): new_key() for one in wanted}  # a refusal is answered again under its own

        def step(record: Record) -> Record:
            return client.create(resource, same(resource, record), idempotency_key=keys[str(record["id"])])

        if len(wanted) == 1:
            work, failed = partial(step, wanted[0]), partial(tell_failed, wanted)
            ask(window, work, lambda made: done(wanted, [made]), failed)
            return
        words = QCoreApplication.translate("Removal", "Taking back %n record(s)", "", len(wanted))
        dialog = OneByOne(resource, wanted, words, window, step)
        dialog.ended.connect(partial(done, wanted))
        dialog.open()
        dialog.begin()

    def done(wanted: Sequence[Record], made: Sequence[Record]) -> None:
        changes.happened.emit({resource.name})
        back = {str(one["id"]) for one in made}
        left = [one for one in wanted if str(one["id"]) not in back]
        tell(_taken_back(len(made), len(left), lambda: begin(left)))

    def tell_failed(wanted: Sequence[Record], error: Exception) -> None:
        tell(Notice(message_of(error), "danger", offer=_again(), deed=lambda: begin(wanted)))

    begin(removed[::-1])


def _again() -> str:
    return QCoreApplication.translate("Removal", "Try again")


def _taken_back(made: int, left: int, again: Callable[[], Any]) -> Notice:
    translate = QCoreApplication.translate
    if not left:
        return Notice(translate("Removal", "Taken back."))
    back = translate("Removal", "%n taken back", "", made)
    words = translate("Removal", "{0}, %n still deleted.", "", left).format(back)
    return Notice(words, "warning", offer=_again(), deed=again)


def _notice(removed: Sequence[Record], resource: ResourceMeta, deed: Callable[[], Any]) -> Notice:
    first = name_of(resource, removed[0])
    translate = QCoreApplication.translate
    words = translate("Removal", "Deleted: {0}").format(first)
    if len(removed) > 1:
        words = translate("Removal", "%n record(s) deleted.", "", len(removed))
    return Notice(words, offer=translate("Removal", "Undo"), deed=deed)
