"""The server does not answer: what was seen before, what never was, and the start of the program."""

import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.line import line as the_line
from fofal_desktop.preferences import Preferences
from fofal_desktop.views.page import Place
from fofal_server.auth import services
from fofal_server.core.db import transaction
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.dashboard import settled
from tests.desktop.line import Line
from tests.desktop.looks.walk import rests
from tests.desktop.screens.driving import running_desktop

HARVESTS, UNITS, SITES = "agronomy.harvests", "settings.units", "settings.sites"
SEEN = ("map", "weather", "rain-book")
"""Pages that were read before; of the others nothing is kept."""


def shoot_offline(camera: Camera) -> None:
    """On a desktop of its own behind a line that is cut; the camera's rests meanwhile."""
    if "offline" not in camera.only and camera.only:
        return
    desktop = camera.desktop
    desktop.feed.stop()
    desktop.window.hide()
    line = Line(camera.server.url)
    with TemporaryDirectory() as place:
        folder = Path(place)
        liked = desktop.preferences
        own = Preferences(folder)
        own.language, own.theme, own.introduces = liked.language, liked.theme, False
        own.save()
        key = see(camera, line, folder)
        line.refuse = 10_000
        with running_desktop(desktop.app, folder, line.url) as later:
            later.client._backoff = Backoff(pauses=())
            later.start()
            look(camera.on(later), key)
        line.close()
    desktop._dress()
    desktop.window.show()
    desktop.feed.start()


def see(camera: Camera, line: Line, folder: Path) -> str:
    """Read a list and one of its records, then end the program; answers the key of the record."""
    with running_desktop(camera.desktop.app, folder, line.url) as first:
        with transaction(camera.server.engine) as session:
            ticket = services.create_ticket(session, camera.user)
        first.start(ticket)
        eye = camera.on(first)
        eye.wait(lambda: bool(first.metas))
        page = eye.open(Place("list", HARVESTS))
        eye.wait(lambda: page.table.records.record(0) is not None)
        key = str(page.table.records.record(0)["id"])
        eye.open(Place("record", HARVESTS, key))
        for name in SEEN:
            seen = eye.open(Place("page", name))
            eye.wait(lambda seen=seen: seen.has_shown and rests(seen))
        eye.close()
        eye.wait(lambda: settled(first.window.home.page))
        return key


def look(camera: Camera, key: str) -> None:
    """Everything as it is without a server."""
    window = camera.desktop.window
    camera.wait(lambda: bool(camera.desktop.metas) and not the_line.is_there and window.status.retry.isVisible())
    camera.wait(lambda: rests(window.home.page))
    camera.shoot("offline-home")
    for name in SEEN:
        camera.open(Place("page", name))
        camera.shoot(f"offline-page-{name}")
    for name in ("sensors", "alerts", "operations", "rights"):
        camera.open(Place("page", name))
        camera.shoot(f"offline-unread-{name}")
    page = camera.open(Place("list", HARVESTS))
    camera.shoot("offline-list")
    page.search.setText("jamais")
    camera.wait(page.blank.isVisible)
    camera.shoot("offline-search")
    camera.open(Place("record", HARVESTS, key))
    camera.shoot("offline-record")
    never = camera.open(Place("list", UNITS))
    camera.wait(never.blank.isVisible)
    camera.shoot("offline-never")
    camera.open(Place("record", SITES, str(uuid.uuid4())))
    camera.shoot("offline-never-record")
    camera.desktop.entrance.ask_sign_in()
    camera.wait(lambda: camera.desktop.entrance.sign_in is not None)
    dialog = camera.desktop.entrance.sign_in
    dialog.password.setText("démo")
    dialog.submit()
    camera.wait(lambda: bool(dialog.problem.words.text()))
    camera.shoot("offline-sign-in", dialog)
    dialog.rejected.disconnect()
    dialog.reject()
