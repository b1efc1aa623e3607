"""Draw every screen in both themes and languages into ``build/screens``, to be looked at.

``python -m tests.desktop.grab_screens [--lang fr] [--theme light] [--only text]``: starts its own PostgreSQL and
server with the demo company, opens each list, record and dialog offscreen, and writes a PNG of each.
"""

import argparse
import dataclasses
import datetime as dt
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
from sqlalchemy import create_engine, delete
from sqlalchemy.orm import Session

from fofal_desktop import garbage
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.app import Desktop
from fofal_desktop.dialogs.chooser import Chooser
from fofal_desktop.dialogs.conditions import Condition
from fofal_desktop.dialogs.conflict import ConflictDialog
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.filters import FilterDialog
from fofal_desktop.dialogs.first_admin import FirstAdminDialog
from fofal_desktop.dialogs.forgotten import Forgotten
from fofal_desktop.dialogs.history import HistoryDialog
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.dialogs.locking import LockingDialog
from fofal_desktop.dialogs.naming import NameDialog
from fofal_desktop.dialogs.own_factor import FactorDeed, OwnFactor
from fofal_desktop.dialogs.own_sessions import OwnSessions
from fofal_desktop.dialogs.own_wishes import OwnWishes
from fofal_desktop.dialogs.password import PasswordDialog
from fofal_desktop.dialogs.question import Question
from fofal_desktop.dialogs.shown_once import ShownOnce
from fofal_desktop.dialogs.signin import OTP, SignIn
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import LANGUAGES
from fofal_desktop.shell.palette import CommandPalette
from fofal_desktop.shell.shortcuts import ShortcutSheet
from fofal_desktop.theme.colours import THEMES
from fofal_desktop.tour import quiet
from fofal_desktop.views.page import Page, Place
from fofal_server.auth import services
from fofal_server.auth.models import Factor
from fofal_server.config import Settings as ServerSettings
from fofal_server.console import demo, seeding
from fofal_server.contract.kinds import Operator
from fofal_server.contract.operations import BackupSet, Replica, Replication
from fofal_server.contract.sensors import SensorCards
from fofal_server.contract.wire import Problem
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Severity, Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.rounds import declared
from tests.desktop.grab_map import shoot_map
from tests.desktop.invented_sensors import invented_sensors, invented_week
from tests.desktop.invented_weather import invented_outlook
from tests.desktop.screens.driving import running_desktop
from tests.support import schema
from tests.support.databases import Database, databases
from tests.support.servers import Server, serving
from tests.support.telephones import enrolled

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
        _go_wrong(session)
    engine.dispose()


def _go_wrong(session: Session) -> None:
    """Two invented alerts, one of which came back."""
    rules.declare(session, declared(ServerSettings()))
    known, disk = rules.load(session), Sighting("data", {"place": "données (démo)", "percent": "9"}, Severity.CRITICAL)
    job = Sighting("mail", {"job": "Envoi du courrier (démo)"})
    for code, sightings in (("disk-low", [disk]), ("job-failing", [job]), ("job-failing", []), ("job-failing", [job])):
        incidents.settle(session, known[code], [Seen(one, clock.now()) for one in sightings])


def _rests(widget: QWidget) -> bool:
    return not any(busy.isVisible() for busy in widget.findChildren(QWidget, "busy"))


DAY = dt.timedelta(days=1)


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
    shoot_kept(camera)
    shoot_account(camera)
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


def shoot_kept(camera: Camera) -> None:
    """What a person keeps of a list, and what the selected rows come to; the filters are invented."""
    page = camera.open(Place("list", "inventory.stock-balances"))
    heads, user = page.table.heads, camera.desktop.client.session.user
    heads.set_order(("item_id", "-quantity"))
    page.table.selectAll()
    camera.wait(lambda: page.foot.sums.text() != "")
    camera.shoot("kept-sums")
    page.set_condition(Condition("quantity", Operator.GT, "0", "0"))
    saved = {"conditions": ["quantity:gt:0"], "search": None, "version": 1}
    mine = saved | {"id": "1", "name": "En stock (démo)", "owner_id": str(user.id), "shared": True}
    theirs = saved | {"id": "2", "name": "À commander (démo)", "owner_id": "", "owner_label": "awa", "shared": True}
    page.saved.current = mine
    camera.dialog("kept-filters", page.saved.menu([theirs, mine]))
    camera.dialog("kept-name", NameDialog(page, page.saved.tr("Save this filter"), "", str, print))
    camera.close()


def shoot_account(camera: Camera) -> None:
    """Everything around coming in, with invented codes."""
    client, window = camera.desktop.client, camera.desktop.window
    camera.dialog("dialog-password", PasswordDialog(client, window))
    camera.dialog("dialog-password-due", PasswordDialog(client, window, demanded=True))
    camera.dialog("dialog-second-factor", Enrolment(client, window, demanded=True))
    for number in (1, 2):
        camera.dialog(f"dialog-second-factor-{number}", _enrolling(client, window, number))
    camera.dialog("dialog-second-factor-other", Enrolment(client, window, replaces=True))
    camera.dialog("dialog-own-factor", OwnFactor(client, window))
    for renew in (True, False):
        camera.dialog(f"dialog-factor-{'codes' if renew else 'remove'}", FactorDeed(client, window, renew=renew))
    camera.dialog("dialog-sessions", OwnSessions(client, window))
    camera.dialog("dialog-first-admin", FirstAdminDialog(client, window))
    camera.dialog("dialog-sign-in", SignIn(client, window))
    camera.dialog("dialog-sign-in-again", SignIn(client, window, again=True))
    camera.dialog("dialog-sign-in-code", _asked_for_a_code(client, window))
    camera.dialog("dialog-sign-in-wrong-code", _asked_for_a_code(client, window, times=2))
    camera.dialog("dialog-forgotten", Forgotten(client, window, "demo-responsable"))
    wrong = Forgotten(client, window, "demo-responsable")
    wrong.submit()
    camera.dialog("dialog-forgotten-empty", wrong)
    people = camera.open(Place("list", "auth.users"))
    if people is not None:
        for name, secret in (("handed-code", "DEMO-" * 6 + "CODE"), ("drawn-key", "fofal_" + "demo" * 20)):
            words = "Montré une seule fois (démo). " * 4
            camera.dialog(f"dialog-{name}", ShownOnce(people, name, "Un secret (démo)", words, secret))
    camera.close()


def _asked_for_a_code(client: Client, window: QWidget, times: int = 1) -> SignIn:
    """The sign-in after the password was right and a code is due, or was wrong."""
    dialog = SignIn(client, window)
    words = "Code (démo)" if times == 1 else "Ce code n’est pas le bon (démo)"
    refusal = ApiError(Problem(type="about:blank", title=words, status=401, detail=words, code=OTP))
    for _ in range(times):
        dialog.refuse(refusal)
    return dialog


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
    shoot_operations(camera)
    shoot_alerts(camera)
    shoot_map(camera)
    shoot_sensors(camera)
    shoot_weather(camera)
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


def shoot_operations(camera: Camera) -> None:
    """As it is, and with what makes tiles red and a table full."""
    page = camera.open(Place("page", "operations"))
    camera.shoot("operations")
    now = page.state.overview.at
    taken = [
        BackupSet(id=f"202611{20 - n}T001500Z-{n:04x}", made_at=now - n * DAY, state="good" if n != 3 else "broken",
                  problem="" if n != 3 else "base.sealed : 12 octets de moins", kind="physical", size=9_000_000 * (9 - n), seconds=6.6)
        for n in range(6)
    ]  # fmt: skip
    alerts = [{"code": "drill-old", "severity": "critical", "title": "La sauvegarde n’a pas été éprouvée"},
              {"code": "disk-low", "severity": "warning", "title": "Le disque se remplit"}]  # fmt: skip
    overview = page.state.overview.model_copy(update={"sets": taken, "copied": True})
    page.show_state(dataclasses.replace(page.state, overview=overview, alerts=alerts))
    camera.shoot("operations-alarmed")
    page.lists.setCurrentWidget(page.replicas)
    alerts = [{"code": "replica-lost", "severity": "critical", "title": "Une réplique est à recopier"}]
    several = Replication(replicas=invented_replicas(now), wanted=True)
    for name, found, wrong in (("-none", Replication(), []), ("", several, alerts)):
        overview = page.state.overview.model_copy(update={"replication": found})
        page.show_state(dataclasses.replace(page.state, overview=overview, alerts=wrong))
        camera.shoot(f"operations-replicas{name}")


def invented_replicas(now: dt.datetime) -> list[Replica]:
    """One that is well, one that was away too long."""
    return [
        Replica(name="entrepot_demo", address="10.90.0.2", state="streaming", since=now - 3 * DAY, lag_seconds=0.2,
                lag_bytes=183_000, slot="reserved", kept_bytes=16_800_000),
        Replica(name="ville_demo", since=now - DAY, slot="lost"),
    ]  # fmt: skip


def shoot_alerts(camera: Camera) -> None:
    """The gravest one chosen, and what a person wishes to hear."""
    page = camera.open(Place("page", "alerts"))
    page.table.selectRow(0)
    camera.wait(lambda: page.pane.alert is not None)
    camera.shoot("alerts-centre")
    camera.dialog("dialog-alerts-wishes", OwnWishes(camera.desktop.client, camera.desktop.window))
    camera.close()


def shoot_sensors(camera: Camera) -> None:
    """Nothing yet, then cards of every gravity over the week of one of them, then rain."""
    page = camera.open(Place("page", "sensors"))
    camera.shoot("sensors-none")
    now = page.cards.at
    cards = invented_sensors(now)
    page.show_cards(SensorCards(at=now, total=len(cards), items=cards))
    camera.wait(page.problem.isVisible)  # the server knows none of them
    page.problem.say("")
    page.show_series(page.chosen, invented_week(page.chosen, now))
    camera.shoot("sensors")
    rain = next(card for card in cards if card.kind == "rain")
    page.chosen = rain
    page.show_series(rain, invented_week(rain, now))
    camera.shoot("sensors-rain")


def shoot_weather(camera: Camera) -> None:
    """Without a provider, with invented days, each view over time; then the month of the rain book with a mistake."""
    page = camera.open(Place("page", "weather"))
    camera.wait(lambda: page.outlook is not None and _rests(page))
    camera.shoot("weather-none")
    clock_of = page.client.clock
    page.show_outlook(invented_outlook(page.outlook.state, clock_of.now(), clock_of.today()))
    for place, view in enumerate(page.charts.views):
        page.charts.told.setText("")
        page.charts.view.setCurrentIndex(place)
        camera.wait(lambda: page.charts.told.text() != "")
        camera.shoot(f"weather-{view.name}")
    book = camera.open(Place("page", "rain-book"))
    camera.wait(lambda: book.loaded and _rests(book))
    for day, words in ((1, "12,4"), (2, "abc"), (3, "0")):
        book.book.setData(book.book.place_of(0, day), words)
    book.save()
    camera.shoot("rain-book")
    book.book.show_month(book.month, [], book.book.today)  # nothing typed is left to ask about


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
    said.add_argument("--scale", default="1", help="of the screen: 1.5 is 150 %%")
    said.add_argument("--size", default="", help="of the window, as 960x540, in pixels of the scale")
    said.add_argument("--user", default=OWNER, help="whose screens")
    wanted = said.parse_args()
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    keyring.set_keyring(NoKeyring())
    quiet.install()
    app = QApplication(sys.argv[:1])
    garbage.install(app)
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder)) as server:
        for language in wanted.lang or LANGUAGES:
            for theme in wanted.theme or sorted(THEMES):
                shoot_in(app, server, Path(folder), (language, theme), wanted)
    return 0


def shoot_in(
    app: QApplication, server: Server, folder: Path, dress: tuple[str, str], wanted: argparse.Namespace
) -> None:
    """All screens in one language and theme."""
    (language, theme), user = dress, wanted.user
    with transaction(server.engine) as session:
        ticket = services.create_ticket(session, user)
    preferences = folder / f"preferences-{language}-{theme}"
    preferences.mkdir()
    (preferences / "desktop.ini").write_text(f"[General]\nlanguage={language}\ntheme={theme}\n", encoding="utf-8")
    with running_desktop(app, preferences, server.url) as desktop:
        scale = f"-{wanted.scale}" if wanted.scale != "1" else ""
        camera = Camera(desktop, f"{language}-{theme}{scale}", wanted.only)
        if wanted.size:
            desktop.window.resize(*map(int, wanted.size.split("x")))
        desktop.start(ticket)
        camera.wait(lambda: bool(desktop.metas) and desktop.window.sidebar.isVisible())
        camera.wait(desktop.window.status.alerts.isVisible)
        camera.shoot("alarm")
        desktop.window.notices.clear()
        shoot_all(camera)
        shoot_enrolled(camera, server, user)


def shoot_enrolled(camera: Camera, server: Server, user: str) -> None:
    """The own account of somebody who has a second factor, which is gone again afterwards."""
    with transaction(server.engine) as session:
        key = services.find_user(session, user).id
    enrolled(server, key)
    camera.dialog("dialog-own-factor-in-place", OwnFactor(camera.desktop.client, camera.desktop.window))
    with transaction(server.engine) as session:
        session.execute(delete(Factor).where(Factor.user_id == key))
        services.find_user(session, user).second_factor = False


if __name__ == "__main__":
    sys.exit(main())
