"""Every screen there is, found by what the program itself knows: ways, resources, pages, kinds of dialogs."""

import collections.abc
import datetime as dt
import importlib
import inspect
import pkgutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from PySide6.QtWidgets import QDialog, QWidget

import fofal_desktop
from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper, of_list
from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.acting import ActDialog
from fofal_desktop.dialogs.changing import ChangeDialog
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.file_preview import FilePreview
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.one_by_one import OneByOne
from fofal_desktop.dialogs.pasting import PasteDialog
from fofal_desktop.dialogs.question import Answer, Question
from fofal_desktop.dialogs.sending import SendingDialog
from fofal_desktop.drafts.shelf import Found
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.glance import Glance
from fofal_desktop.shell.pages import HAND_MADE
from fofal_desktop.updates.verifying import Standing, Version
from fofal_desktop.updates.versions import Versions
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.setup import NAME as SETUP
from fofal_server.contract.meta import ActionMeta, ResourceMeta
from fofal_server.contract.updates import Manifest, Package

UNITS = "settings.units"
FRAMES = {Dialog, SendingDialog}
"""What dialogs have in common, and nobody opens."""
SAID = "Texte (essai)"


def places(metas: Mapping[str, ResourceMeta]) -> Iterator[Place]:
    """Each list, each form, each page made by hand."""
    for name in (*HAND_MADE, SETUP):
        yield Place("page", name)
    for meta in metas.values():
        yield Place("list", meta.name)
        may = "create" in meta.can
        yield Place("new", meta.name) if may else Place("record", meta.name, str(uuid.uuid4()))


def dialogs(desktop: Desktop) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Each kind of dialog, with how to make one over the window: from what its own signature says that it wants."""
    for kind in sorted(_kinds(), key=lambda one: one.__name__):
        yield kind.__name__, lambda kind=kind: _made(kind, desktop)


def _kinds() -> set[type[QDialog]]:
    for module in pkgutil.walk_packages(fofal_desktop.__path__, "fofal_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, seen = [QDialog], set[type[QDialog]]()
    while found:
        for kind in found.pop().__subclasses__():
            if kind not in seen:
                seen.add(kind)
                found.append(kind)
    return {kind for kind in seen if kind.__module__.startswith("fofal_desktop.") and kind not in FRAMES}


def _made(kind: type[QDialog], desktop: Desktop) -> QWidget:
    hints = get_type_hints(kind.__init__)
    special = _SPECIAL.get(kind, dict)()
    wanted = inspect.signature(kind).parameters.values()
    needed = [one.name for one in wanted if one.default is inspect.Parameter.empty or one.name == "parent"]
    known = _known(desktop)
    return kind(**{name: special[name] if name in special else _value(hints[name], known) for name in needed})


def _known(desktop: Desktop) -> dict[Any, Any]:
    """Something of each kind that a dialog may ask for."""
    metas = desktop.metas
    return {
        Client: desktop.client,
        QWidget: desktop.window,
        QWidget | None: desktop.window,
        ResourceMeta: metas[UNITS],
        EditorContext: EditorContext(desktop.client, metas),
        Mapping[str, ResourceMeta]: metas,
        ActionMeta: next(action for meta in metas.values() for action in meta.actions if action.fields),
        Found: Found(),
        Paper: of_list(metas[UNITS]),
        Version: _version(),
        Versions: Versions(Path("versions (essai)")),
        Standing: Standing("0.1.0", "stable", "linux-x86_64", ()),
        str: SAID,
        int: 15,
        bool: True,
    }


def _version() -> Version:
    package = Package(platform="linux-x86_64", file="fofal-desktop-0.2.0-linux.tar.xz", size=1, sha256="0" * 64)
    manifest = Manifest(
        format=1, channel="stable", version="0.2.0", minimum="0.1.0", released=dt.date(2026, 1, 5), notes={"fr": SAID},
        packages=(package,),
    )  # fmt: skip
    return Version(manifest, package, b"", b"")


def _value(hint: Any, known: Mapping[Any, Any]) -> Any:
    if hint in known:
        return known[hint]
    kind = get_origin(hint)
    if kind is collections.abc.Callable:
        return lambda *_given: None
    if kind in {dict, collections.abc.Mapping}:
        return {}
    if kind in {list, collections.abc.Sequence}:
        return []
    raise LookupError(f"say in {__name__} what a dialog gets that asks for {hint}")


def _record(**given: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "version": 1, "code": "ESSAI", "name": SAID} | given


_SPECIAL: Mapping[type[QDialog], Callable[[], dict[str, Any]]] = {
    ConflictDialog: lambda: {"base": _record(), "mine": {"name": SAID * 2}, "theirs": _record(name=SAID * 3)},
    Question: lambda: {"answers": [Answer("no", "Non"), Answer("yes", "Oui", "primary")]},
    **{kind: lambda: {"records": [_record()]} for kind in (ActDialog, ChangeDialog, OneByOne)},
    FilePreview: lambda: {"read": lambda: Glance(words=SAID)},
    PasteDialog: lambda: {"names": ["code", "name"], "rows": [["ESSAI", SAID]]},
}
"""What the kind of an argument does not say."""
