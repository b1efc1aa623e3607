"""The two rows over a list: what it is called with its doors, and what it is narrowed by with its deeds."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fofal_desktop import commands
from fofal_desktop.parts import GAP, action_button, button, label, picture, tight
from fofal_server.contract.meta import ResourceMeta

DOORS = ("import", "export")
LAST = ("print", "refresh", "columns", "details")


def head_of(resource: ResourceMeta, count: QWidget, actions: Mapping[str, QAction]) -> QHBoxLayout:
    """Picture, title and number of rows; the doors that are open to this person."""
    row = tight(QHBoxLayout(), GAP)
    row.addWidget(picture(resource.icon, "brand", 26))
    row.addWidget(label(resource.label, "pageTitle"))
    row.addSpacing(GAP)
    row.addWidget(count)
    row.addStretch(1)
    for name in DOORS:
        if actions[name].isEnabled():
            row.addWidget(action_button(actions[name]))
    if actions["new"].isEnabled():
        new = button(commands.NEW.label, "button-new", "primary", commands.NEW.icon)
        new.clicked.connect(actions["new"].trigger)
        row.addWidget(new)
    return row


def tools_of(search: QLineEdit, saved: QWidget, actions: Mapping[str, QAction], deeds: Iterable[str]) -> QHBoxLayout:
    """The search, the filters and those kept under a name; the ``deeds`` on rows stand before those on the list."""
    row = tight(QHBoxLayout(), GAP)
    search.setMaximumWidth(340)
    search.setMinimumWidth(150)
    search.setAccessibleName(search.placeholderText())
    row.addWidget(search, 2)
    row.addWidget(action_button(actions["filter"]))
    row.addWidget(saved)
    row.addStretch(1)
    for name in (*deeds, *LAST):
        row.addWidget(action_button(actions[name], words=False))
    return row
