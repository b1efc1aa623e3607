"""What Ctrl+K offers besides records that are found: every list and page, deeds of the screen in front, the guide."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from fofal_desktop import commands
from fofal_desktop.commands import Command
from fofal_desktop.models.guide import GuidePage, shipped
from fofal_desktop.shell.palette import Entry
from fofal_desktop.shell.ways import ways
from fofal_desktop.views.page import Page, Place
from fofal_server.contract.finding import Hit
from fofal_server.contract.links import read_link
from fofal_server.contract.meta import ResourceMeta

Metas = Mapping[str, ResourceMeta]
Go = Callable[[Place], Any]


def of_record(metas: Metas, go: Go, hit: Hit) -> Entry | None:
    """The way to a record that was found or looked at; None for who has no screen for its kind."""
    meta = metas.get(hit.resource)
    if meta is None:
        return None
    return Entry(hit.title, hit.label, meta.icon, partial(go, Place("record", hit.resource, str(hit.id))))


def of_link(metas: Metas, go: Go, words: str) -> Entry | None:
    """The way to the record of a link that was typed or pasted."""
    linked = read_link(words)
    meta = metas.get(linked.resource) if linked is not None else None
    if linked is None or meta is None:
        return None
    place = Place("record", linked.resource, linked.key)
    words = QCoreApplication.translate("MainWindow", "Open the link")
    return Entry(words, meta.label_one, "mdi6.link-variant", partial(go, place))


def of_places(metas: Metas, go: Go) -> list[Entry]:
    """Every list and page, and what can be made anew."""
    shown = [meta for meta in metas.values() if not meta.hidden]
    there = [Entry(way.label, way.domain_label, way.symbol, partial(go, way.place)) for way in ways(metas.values())]
    makeable = [meta for meta in shown if "create" in meta.can]
    new = QCoreApplication.translate("MainWindow", "New: {0}")
    return there + [
        Entry(new.format(m.label_one), m.domain_label, "mdi6.plus", partial(go, Place("new", m.name))) for m in makeable
    ]


def of_page(page: Page | None) -> list[Entry]:
    """What can be done on a screen."""
    actions = [action for action in page.actions() if action.isEnabled()] if page else []
    return [Entry(a.text(), a.shortcut().toString(), "mdi6.gesture-tap-button", a.trigger) for a in actions]


def of_window(deeds: Mapping[Command, Callable[[], Any]]) -> list[Entry]:
    """What can be done everywhere in a window."""
    others = {command: deed for command, deed in deeds.items() if command is not commands.PALETTE}
    return [Entry(command.label, command.shortcut, command.icon, deed) for command, deed in others.items()]


def of_guide(show: Callable[[GuidePage], Any]) -> list[Entry]:
    pages = [page for chapter in shipped().chapters for page in chapter.pages]
    return [Entry(p.title, commands.HELP.label, commands.HELP.icon, partial(show, p)) for p in pages]
