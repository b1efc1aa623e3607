"""What one may do with a cell of a list: open its row, keep only rows like it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from fofal_desktop import commands
from fofal_desktop.dialogs.conditions import Condition, reads, same_value
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Record = dict[str, Any]


def offer_cell(
    menu: QMenu,
    resource: ResourceMeta,
    record: Record,
    field: FieldMeta,
    open_record: Callable[[Record], Any],
    keep_only: Callable[[Condition], Any],
) -> None:
    """Add to ``menu`` what concerns the row of ``record`` and its value of ``field``."""
    menu.addAction(icon(commands.OPEN.icon), commands.OPEN.label).triggered.connect(lambda: open_record(record))
    if field.name in resource.filters:
        same = same_value(field, record)
        words = QCoreApplication.translate("CellMenu", "Only rows where {0}").format(reads(same, resource))
        like = menu.addAction(icon(commands.FILTER.icon), words.replace("&", "&&"))
        like.triggered.connect(lambda: keep_only(same))
