"""Draw every screen in both themes and languages into ``build/screens``, to be looked at.

``python -m tests.desktop.grab_screens [--lang fr] [--theme light] [--only text]``: starts its own PostgreSQL and
server with the demo company, opens each list, record and dialog offscreen, and writes a PNG of each.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import keyring
from keyring.backends.null import Keyring as NoKeyring
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import create_engine

from fofal_desktop import garbage
from fofal_desktop.api.client import Client
from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.chooser import Chooser
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.first_admin import FirstAdminDialog
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.dialogs.locking import LockingDialog
from fofal_desktop.dialogs.own_factor import OwnFactor
from fofal_desktop.dialogs.password import PasswordDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import LANGUAGES
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.shell.shortcuts import ShortcutSheet
from fofal_desktop.theme.colours import THEMES
from fofal_desktop.tour import quiet
from fofal_desktop.views.page import Page, Place
from fofal_server.auth import services
from fofal_server.console import demo, seeding
from fofal_server.contract.kinds import Operator
from fofal_server.core.db import transaction
from tests.desktop.screens.driving import running_desktop
from tests.support import schema
from tests.support.databases import Database, databases
from tests.support.servers import Server, serving

OWNER = "demo-owner"
"""Somebody who may open every screen."""
SECRET = "DEMODEMODEMODEMODEMODEMODEMODEMO"
TARGET = Path("build/screens")
LONGEST_MS = 10_000
SETTLE_MS = 40


@contextmanager
def demo_server(folder: Path) -> Iterator[Server]:
    """The demo company on a database of its own."""
    with databases(folder / "postgres") as found, found.fresh(empty=True) as database:
        _fill(database)
        with serving(database, folder / "data") as running:
            yield running


def _fill(database: Database) -> None:
    schema.create(database.owner)
    seeding.seed(database.app)
    demo.load(database.app)
    engine = create_engine(database.app)
    with transaction(engine) as session:
        services.create_user(session, OWNER, "Propriétaire (démo)", ("administrator", "owner"))
    engine.dispose()


def _rests(widget: QWidget) -> bool:
    return not any(busy.isVisible() for busy in widget.findChildren(QWidget, "busy"))


class Camera:
    """Grabs screens of one desktop; ``prefix`` names theme and language."""

    def __init__(self, desktop: Desktop, prefix: str, only: str) -> None:
        self.desktop, self.prefix, self.only = desktop, prefix, only

    def wait(self, done: Callable[[], bool] = lambda: True) -> None:
        """Let the program run until ``done`` and what it started has been drawn."""
        loop, tries = QEventLoop(), iter(range(LONGEST_MS // SETTLE_MS))
        timer = QTimer(interval=SETTLE_MS)
        timer.timeout.connect(lambda: loop.quit() if done() or next(tries, None) is None else None)
        timer.start()
        loop.exec()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        if self.only not in name:
            return
        TARGET.mkdir(parents=True, exist_ok=True)
        self.wait()
        (widget or self.desktop.window).grab().save(str(TARGET / f"{name}-{self.prefix}.png"))

    def open(self, place: Place) -> Page | None:
        page = self.desktop.window.go(place)
        self.wait(lambda: page is None or _rests(page))
        return page

    def close(self) -> None:
        self.desktop.window.workspace.close_all(lambda _gone: None)

    def dialog(self, name: str, dialog: QWidget) -> None:
        """Grab a dialog once it rests, then close it."""
        dialog.show()
        self.wait(lambda: _rests(dialog))
        self.shoot(name, dialog)
        dialog.close()


def shoot_all(camera: Camera) -> None:
    camera.shoot("home")
    for name in list(camera.desktop.metas):
        shoot_resource(camera, name)
    shoot_dialogs(camera)
    shoot_window(camera)


def shoot_resource(camera: Camera, name: str) -> None:
    """Its list, a new record and the first stored one."""
    if camera.only and camera.only not in name and camera.only not in "list new record":
        return
    page = camera.open(Place("list", name))
    camera.shoot(f"list-{name}")
    first = page.table.records.record(0)
    if "create" in page.resource.can:
        camera.open(Place("new", name))
        camera.shoot(f"new-{name}")
    if first is not None:
        camera.open(Place("record", name, str(first["id"]), origin=page.table.neighbour))
        camera.shoot(f"record-{name}")
    camera.close()


def shoot_dialogs(camera: Camera) -> None:
    desktop = camera.desktop
    name = next(name for name, meta in desktop.metas.items() if meta.importable and meta.filters)
    page = camera.open(Place("list", name))
    client, meta, context = desktop.client, page.resource, page.context
    camera.dialog("dialog-filter", FilterDialog(meta, context, page))
    camera.dialog("dialog-import", ImportWizard(client, meta, page))
    camera.dialog("dialog-export", ExportDialog(client, meta, {}, page))
    camera.dialog("dialog-chooser", Chooser(client, meta, page, print))
    camera.dialog("dialog-shortcuts", ShortcutSheet(desktop.window))
    camera.dialog("dialog-password", PasswordDialog(client, desktop.window, demanded=True))
    camera.dialog("dialog-second-factor", Enrolment(client, desktop.window, demanded=True))
    for number in (1, 2):
        camera.dialog(f"dialog-second-factor-{number}", _enrolling(client, desktop.window, number))
    camera.dialog("dialog-own-factor", OwnFactor(client, desktop.window))
    camera.dialog("dialog-first-admin", FirstAdminDialog(client, desktop.window))
    camera.dialog("dialog-sign-in", SignIn(client, desktop.window))
    camera.dialog("dialog-sign-in-again", SignIn(client, desktop.window, again=True))
    record = page.table.records.record(0)
    if record is not None:
        camera.dialog("dialog-history", HistoryDialog(client, meta, str(record["id"]), "démo", page))
        mine, theirs = {"name": "Ma version (démo)"}, {**record, "name": "Leur version (démo)", "code": "X1"}
        camera.dialog("dialog-conflict", ConflictDialog(meta, record, mine, theirs, page))
        field = meta.fields[meta.filters[0]]
        page.set_condition(Condition(field.name, Operator.EQ, str(record.get(field.name)), "démo"))
        camera.wait()
        camera.shoot("list-filtered")
    page.search.setText("zzzz")
    camera.wait(lambda: page.table.records.search == "zzzz" and not page.busy.isVisible())
    camera.shoot("list-nothing")
    camera.close()


def _enrolling(client: Client, window: QWidget, step: int) -> Enrolment:
    """The set-up of a second factor at a later step, with an invented secret."""
    dialog = Enrolment(client, window)
    dialog.scan({"secret": SECRET, "uri": f"otpauth://totp/FOFAL:demo?secret={SECRET}&issuer=FOFAL"})
    if step == 2:
        dialog.keep({"codes": [f"DEMO-{n:04d}-CODE" for n in range(10)]})
    return dialog


def shoot_window(camera: Camera) -> None:
    window = camera.desktop.window
    if camera.open(Place("page", "setup")) is not None:
        camera.shoot("setup")
    shoot_rights(camera)
    new = camera.open(Place("new", next(n for n, m in camera.desktop.metas.items() if "create" in m.can)))
    new.save()
    camera.wait(new.summary.isVisible)
    camera.shoot("record-problems")
    next(iter(new.form.editors.values())).set_value("X")
    new.leave(lambda _may: None)
    camera.shoot("dialog-question", new.findChild(Question))
    new.findChild(Question).reject()
    window.open_palette()
    camera.shoot("palette", window.findChild(CommandPalette))
    window.findChild(CommandPalette).close()
    for tone, words in (("info", "Enregistré."), ("warning", "À vérifier."), ("danger", "Refusé.")):
        window.tell(Notice(f"{words} (démo)", tone))
    camera.shoot("notices")
    camera.dialog("dialog-locking", LockingDialog(window, 15, strict=True))
    guard = camera.desktop.guard
    guard.close()
    camera.shoot("dialog-locked", guard.dialog)
    guard.dialog.reject()
    window.close()  # something is not saved: the curtain says so
    camera.shoot("locked")
    guard.lift(restore=True)


def shoot_rights(camera: Camera) -> None:
    """All roles with a cell marked, then one person, then nothing found."""
    page = camera.open(Place("page", "rights"))
    keeper = next(one for one in page.grid.rights.held.table.roles if one.code == "stock-keeper")
    page.grid.go_to("inventory.stock-moves:post", keeper.id)
    camera.shoot("rights")
    page.focus_kind.setCurrentIndex(2)
    page.focus.setCurrentIndex(page.focus.findText(OWNER, Qt.MatchFlag.MatchContains))
    page.grid.go_to("inventory.stock-moves:cost")
    camera.shoot("rights-person")
    page.search.setText("zzzz")
    camera.shoot("rights-nothing")
    camera.close()


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--lang", choices=LANGUAGES, action="append")
    said.add_argument("--theme", choices=sorted(THEMES), action="append")
    said.add_argument("--only", default="", help="part of the name of the screens wanted")
    said.add_argument("--user", default=OWNER, help="whose screens")
    wanted = said.parse_args()
    keyring.set_keyring(NoKeyring())
    quiet.install()
    app = QApplication(sys.argv[:1])
    garbage.install(app)
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder)) as server:
        for language in wanted.lang or LANGUAGES:
            for theme in wanted.theme or sorted(THEMES):
                shoot_in(app, server, Path(folder), (language, theme), wanted.only, wanted.user)
    return 0


def shoot_in(app: QApplication, server: Server, folder: Path, dress: tuple[str, str], only: str, user: str) -> None:
    """All screens in one language and theme."""
    language, theme = dress
    with transaction(server.engine) as session:
        ticket = services.create_ticket(session, user)
    preferences = folder / f"preferences-{language}-{theme}"
    preferences.mkdir()
    (preferences / "desktop.ini").write_text(f"[General]\nlanguage={language}\ntheme={theme}\n", encoding="utf-8")
    with running_desktop(app, preferences, server.url) as desktop:
        camera = Camera(desktop, f"{language}-{theme}", only)
        desktop.start(ticket)
        camera.wait(lambda: bool(desktop.metas) and desktop.window.sidebar.isVisible())
        desktop.window.notices.clear()
        shoot_all(camera)


if __name__ == "__main__":
    sys.exit(main())
