"""Ctrl+P on a list, a record or a page made by hand: its paper is shown first, then printed or kept as a PDF."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolButton

from fofal_desktop import commands
from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper, of_list, of_record, of_shown
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.notices import Notice
from fofal_desktop.parts import action_button
from fofal_desktop.views.page import Page
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.shown import ShownPage

translate = QCoreApplication.translate


def print_list(page: Page, client: Client, resource: ResourceMeta, selection: Mapping[str, Any]) -> None:
    """The list as it is shown: its rows, columns and order."""
    _open(page, client, of_list(resource, **selection))


def print_record(page: Page, client: Client, resource: ResourceMeta, key: str) -> None:
    """The record as it is stored, which is said when something else stands in its form."""
    stored = translate(
        "Printing", "This is the record as it is stored: what was typed and is not saved yet is not printed."
    )
    _open(page, client, of_record(resource, key, page.title, stored if page.dirty else ""))


def print_button(page: Page, client: Client, shown: Callable[[], ShownPage | None]) -> QToolButton:
    """Ctrl+P of a page made by hand and its button; ``shown`` says what the page shows, None before it shows any."""

    def deed() -> None:
        found = shown()
        if found is None:
            page.told.emit(Notice(translate("Printing", "There is nothing to print here yet."), "info"))
        else:
            _open(page, client, of_shown(found))

    return action_button(bind(page, commands.PRINT, deed), words=False)


def _open(page: Page, client: Client, paper: Paper) -> None:
    dialog = PreviewDialog(client, paper, page)
    dialog.told.connect(page.told)
    dialog.open()
