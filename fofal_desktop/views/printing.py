"""Ctrl+P on a list or a record: its paper is shown first, then printed or kept as a PDF."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper, of_list, of_record
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.views.page import Page
from fofal_server.contract.meta import ResourceMeta


def print_list(page: Page, client: Client, resource: ResourceMeta, selection: Mapping[str, Any]) -> None:
    """The list as it is shown: its rows, columns and order."""
    _open(page, client, of_list(resource, **selection))


def print_record(page: Page, client: Client, resource: ResourceMeta, key: str) -> None:
    """The record as it is stored, which is said when something else stands in its form."""
    stored = QCoreApplication.translate(
        "Printing", "This is the record as it is stored: what was typed and is not saved yet is not printed."
    )
    _open(page, client, of_record(resource, key, page.title, stored if page.dirty else ""))


def _open(page: Page, client: Client, paper: Paper) -> None:
    dialog = PreviewDialog(client, paper, page)
    dialog.told.connect(page.told)
    dialog.open()
