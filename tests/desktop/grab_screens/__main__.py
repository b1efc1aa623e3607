"""Goes from room to room with the camera."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import keyring
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage
from fofal_desktop.preferences import LANGUAGES
from fofal_desktop.theme.colours import THEMES
from fofal_desktop.tour import quiet
from fofal_server.auth import services
from fofal_server.core.db import transaction
from tests.desktop.conftest import ShelfKeyring
from tests.desktop.grab_screens import (
    account,
    alerts,
    dashboard,
    drafts,
    farm,
    files,
    frame,
    guide,
    language,
    offline,
    outbox,
    rare,
    records,
    rights,
    running,
    sensors,
    updates,
    weather,
)
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.company import OWNER, demo_server
from tests.desktop.grab_screens.findings import Findings
from tests.desktop.screens.driving import running_desktop
from tests.support.servers import Server

tell = partial(print, flush=True, file=sys.stdout)
SCREEN = (1920, 1080)
USUAL = (1280, 800)
SCALES = ("1", "1.5", "2")
"""At which the screens are judged unless it is said otherwise."""
ROOMS: Mapping[str, Callable[[Camera], None]] = {
    "dashboard": dashboard.shoot_dashboard,
    "records": records.shoot_records,
    "dialogs": records.shoot_dialogs,
    "files": files.shoot_files,
    "papers": records.shoot_papers,
    "kept": records.shoot_kept,
    "account": account.shoot_account,
    "drafts": drafts.shoot_drafts,
    "outbox": outbox.shoot_outbox,
    "rights": rights.shoot_rights,
    "operations": running.shoot_operations,
    "alerts": alerts.shoot_alerts,
    "map": farm.shoot_map,
    "sensors": sensors.shoot_sensors,
    "weather": weather.shoot_weather,
    "guide": guide.shoot_guide,
    "language": language.shoot_language,
    "offline": offline.shoot_offline,
    "updates": updates.shoot_updates,
    "rare": rare.shoot_rare,
    "frame": frame.shoot_frame,
    "enrolled": account.shoot_enrolled,
}
"""In this order; the frame comes after the others, for it leaves something unsaved behind."""


def main() -> int:
    wanted = _wanted()
    scales = wanted.scale or (SCALES if wanted.clipped else ("1",))
    if len(scales) > 1:
        return max(one.wait() for one in [_run_again(scale) for scale in scales])
    wanted.scale = scales[0]
    wanted.size = wanted.size or ("x".join(map(str, _room(wanted.scale))) if wanted.clipped else "")
    if wanted.clipped:
        sys.stdout = sys.stderr  # what the server logs is none of the findings
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    keyring.set_keyring(ShelfKeyring())
    quiet.install()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder)) as server:
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(Path(folder))}"
        app = QApplication(sys.argv[:1])
        garbage.install(app)
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CACHE_HOME"] = folder
        for language in wanted.lang or LANGUAGES:
            for theme in wanted.theme or sorted(THEMES):
                found += Visit(server, Path(folder), wanted, wanted.room or ROOMS).shoot(app, language, theme)
    if wanted.clipped:
        tell(f"{float(wanted.scale):.0%}: {len(found) or 'no'} text(s) cut")
    return 1 if found else 0


def _wanted() -> argparse.Namespace:
    said = argparse.ArgumentParser(prog="python -m tests.desktop.grab_screens", description=__doc__)
    said.add_argument("--lang", choices=LANGUAGES, action="append")
    said.add_argument("--theme", choices=sorted(THEMES), action="append")
    said.add_argument("--room", choices=ROOMS, action="append", help="only these rooms; all unless said")
    said.add_argument("--only", default="", help="part of the name of the screens wanted")
    said.add_argument("--user", default=OWNER, help="whose screens")
    said.add_argument("--scale", action="append", help="of the screen: 1.5 is 150 %%; each has a run of its own")
    said.add_argument("--clipped", action="store_true", help="judge the screens instead: which texts are cut")
    said.add_argument("--size", default="", help="of the window, as 960x540, in pixels of the scale")
    return said.parse_args()


def _screen(folder: Path) -> Path:
    """The screen that Qt pretends to have, as large as a usual one."""
    told = {"name": "usual", "x": 0, "y": 0, "width": SCREEN[0], "height": SCREEN[1], "logicalDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [told | {"logicalBaseDpi": 96}]}), encoding="utf-8")
    return file


def _run_again(scale: str) -> "subprocess.Popen[bytes]":
    """The same for one scale, beside the others: Qt learns it once, at its start."""
    given = sys.argv[1:]
    others = [one for at, one in enumerate(given) if one != "--scale" and (at == 0 or given[at - 1] != "--scale")]
    return subprocess.Popen([sys.executable, "-m", __package__, *others, "--scale", scale])


def _room(scale: str) -> tuple[int, int]:
    """The largest window, up to the usual one, that a screen has room for."""
    width, height = (min(usual, int(whole / float(scale))) for usual, whole in zip(USUAL, SCREEN, strict=True))
    return width, height


@dataclass(frozen=True)
class Visit:
    """Whose screens of which rooms, as ``wanted`` on the command line."""

    server: Server
    folder: Path
    wanted: argparse.Namespace
    rooms: Collection[str]

    def shoot(self, app: QApplication, language: str, theme: str) -> list[str]:
        """In one language and theme; answers what was found wrong."""
        scale = f"-{self.wanted.scale}" if self.wanted.scale != "1" else ""
        variant, room = f"{theme} · {language} · {float(self.wanted.scale):.0%}", QSize(*_room(self.wanted.scale))
        findings = Findings(variant, room, tell) if self.wanted.clipped else None
        with running_desktop(app, self._preferences(language, theme), self.server.url) as desktop:
            prefix = f"{language}-{theme}{scale}"
            camera = Camera(desktop, prefix, self.wanted.only, self.server, self.wanted.user, findings)
            if self.wanted.size:
                desktop.window.resize(*map(int, self.wanted.size.split("x")))
            desktop.start(self._ticket())
            camera.wait(lambda: bool(desktop.metas) and desktop.window.sidebar.isVisible())
            camera.wait(desktop.window.status.alerts.isVisible)
            camera.shoot("alarm")
            desktop.window.notices.clear()
            camera.wait(lambda: dashboard.settled(desktop.window.home.page))
            camera.shoot("home")
            for name, room in ROOMS.items():
                if name in self.rooms:
                    room(camera)
        return findings.found if findings is not None else []

    def _ticket(self) -> str:
        with transaction(self.server.engine) as session:
            return services.create_ticket(session, self.wanted.user)

    def _preferences(self, language: str, theme: str) -> Path:
        folder = self.folder / f"preferences-{language}-{theme}"
        folder.mkdir()
        (folder / "desktop.ini").write_text(f"[General]\nlanguage={language}\ntheme={theme}\n", encoding="utf-8")
        return folder


if __name__ == "__main__":
    sys.exit(main())
