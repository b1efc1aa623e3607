"""Deeds on many rows of a list at once: copied for a spreadsheet, pasted from one, changed together; undone as one."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.keys import new_key
from fofal_desktop.dialogs.acting import ActDialog
from fofal_desktop.dialogs.changing import MOST as MOST_CHANGED
from fofal_desktop.dialogs.changing import ChangeDialog
from fofal_desktop.dialogs.one_by_one import MOST as MOST_TOGETHER
from fofal_desktop.dialogs.pasting import MOST, PasteDialog
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.tabular import cells_of, copied_safely, text_from
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.models.marked import reading
from fofal_desktop.models.pasted import column_names
from fofal_desktop.notices import Notice
from fofal_desktop.tables.records import RecordTable
from fofal_desktop.views.approval import RESOURCE as APPROVALS
from fofal_desktop.views.page import Page
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import ImportReport

SEVERAL = 2
"""Rows that a person has selected on purpose; one is under the cursor anyway."""
MOST_COPIED = 5_000
"""Rows that go to the clipboard at once; more belong in a file."""

Records = Sequence[dict[str, Any]]


def with_marked(page: Page, table: RecordTable, most: int, deed: Callable[[Records], Any]) -> None:
    """Do something with the selected records; those that were never seen are read first, too many are refused."""
    count, here = table.marked_count(), table.marked_records()
    if not count:
        return
    if count > most:
        words = QCoreApplication.translate("Together", "Select at most %n row(s) for this.", "", most)
        page.told.emit(Notice(words, "warning"))
    elif len(here) == count:
        deed(here)
    else:
        work = reading(table.records, table.marked_spans())
        ask(page, work, deed, lambda error: page.told.emit(Notice(message_of(error), "danger")), long=True)


def copy_marked(page: Page, table: RecordTable) -> None:
    """Put the selected rows into the clipboard as a spreadsheet takes them: shown columns, in their order."""
    fields = table.shown_fields()
    with_marked(page, table, MOST_COPIED, lambda records: _copy(page, fields, records))


def _copy(page: Page, fields: Sequence[FieldMeta], records: Records) -> None:
    rows = [[copied_safely(field, record) for field in fields] for record in records]
    QGuiApplication.clipboard().setText(text_from([[field.label for field in fields], *rows]))
    page.told.emit(Notice(QCoreApplication.translate("Together", "%n row(s) copied.", "", len(records))))


def paste_rows(page: Page, table: RecordTable, client: Any, resource: ResourceMeta) -> None:
    """Show what the rows of the clipboard would do to the list; without heads the columns from the cursor are meant.

    A code among them names the records. Else as many rows as are selected may be laid over these.
    """
    try:
        rows = [row for row in cells_of(QGuiApplication.clipboard().text()) if any(cell.strip() for cell in row)]
    except ValueError:
        rows = []
    names = column_names(resource, rows[0]) if rows else None
    given = rows[1:] if names is not None else rows
    if not given or len(given) > MOST:
        page.told.emit(Notice(_nothing_to_paste(len(given)), "warning"))
        return
    wide = max(map(len, given))  # columns beyond would be emptied
    meant = names if names is not None else [one.name for one in table.fields_from_cursor()][:wide]
    may_add, named = resource.importable and "create" in resource.can, resource.named_by in meant
    may_change = resource.together and "update" in resource.can and not named

    def show(records: Records) -> None:
        dialog = PasteDialog(client, resource, meant, given, page, over=records, new=may_add)
        dialog.told.connect(page.told)
        dialog.stored.connect(lambda report: tell_stored(page, client, resource, report))
        dialog.open()

    marked = table.marked_count()
    if may_change and marked == len(given):
        with_marked(page, table, MOST, show)
    elif may_add and (marked < SEVERAL or not may_change):
        show(())
    else:
        page.told.emit(Notice(_other_count(len(given), marked), "warning"))


def _other_count(given: int, marked: int) -> str:
    translate = QCoreApplication.translate
    copied, selected = translate("Together", "%n copied", "", given), translate("Together", "%n selected", "", marked)
    words = translate("Together", "{0}, {1}: select as many rows as you paste over, or only one to add new rows.")
    return words.format(copied, selected)


def _nothing_to_paste(count: int) -> str:
    if count:
        return QCoreApplication.translate("Together", "Paste at most %n row(s); import more as a file.", "", MOST)
    return QCoreApplication.translate("Together", "Copy rows of a spreadsheet first.")


def change_marked(page: Page, table: RecordTable, context: EditorContext, resource: ResourceMeta) -> None:
    """Give one field of the selected records the same value, once it was seen what that changes."""
    with_marked(page, table, MOST_CHANGED, lambda records: _change(page, context, resource, records))


def _change(page: Page, context: EditorContext, resource: ResourceMeta, records: Records) -> None:
    dialog = ChangeDialog(resource, context, records, page)
    dialog.told.connect(page.told)
    dialog.stored.connect(lambda report: tell_stored(page, context.client, resource, report))
    dialog.open()


def act_on_marked(page: Page, table: RecordTable, context: EditorContext, resource: ResourceMeta) -> None:
    """Do a deed of the flow to the selected records, one after the other."""
    with_marked(page, table, MOST_TOGETHER, lambda records: _act(page, context, resource, records))


def _act(page: Page, context: EditorContext, resource: ResourceMeta, records: Records) -> None:
    dialog = ActDialog(resource, context, records, page)
    dialog.ended.connect(lambda answers: _tell_acted(page, resource, dialog.deed.currentText(), answers))
    dialog.open()


def _tell_acted(page: Page, resource: ResourceMeta, deed: str, answers: Records) -> None:
    if not answers:
        return
    translate, waiting = QCoreApplication.translate, sum("approval" in one for one in answers)
    words = translate("Together", "{0}: done to %n record(s).", "", len(answers) - waiting).format(deed)
    if waiting:
        words += " " + translate("Together", "%n record(s) wait for the agreement of others.", "", waiting)
    changes.happened.emit({resource.name, APPROVALS} if waiting else {resource.name})
    page.told.emit(Notice(words, "warning" if waiting else "info"))


def tell_stored(page: Page, client: Calls, resource: ResourceMeta, report: ImportReport) -> None:
    """Say what was stored, and offer to take all of it back."""
    translate, number = QCoreApplication.translate, str(report.import_id)
    made = translate("Together", "%n record(s) added", "", report.created)
    changed = translate("Together", "%n record(s) changed", "", report.updated)
    told = [words for words, count in ((made, report.created), (changed, report.updated)) if count]
    tell = getattr(page.house, "tell", None) or page.told.emit
    window = page.house
    changes.happened.emit({resource.name})
    offer = translate("Together", "Undo")
    page.told.emit(
        Notice(", ".join(told), offer=offer, deed=lambda: _take_back(window, tell, client, resource, number))
    )


def _take_back(window: Any, tell: Callable[[Notice], Any], client: Calls, resource: ResourceMeta, number: str) -> None:
    key = new_key()

    def done(_none: None) -> None:
        changes.happened.emit({resource.name})
        tell(Notice(QCoreApplication.translate("Together", "Taken back.")))

    ask(
        window,
        lambda: client.undo_import(number, idempotency_key=key),
        done,
        lambda error: tell(Notice(message_of(error), "danger")),
    )
