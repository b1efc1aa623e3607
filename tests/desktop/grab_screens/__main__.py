"""Goes from room to room with the camera."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import keyring
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
    frame,
    guide,
    offline,
    outbox,
    records,
    rights,
    running,
    sensors,
    weather,
)
from tests.desktop.grab_screens.camera import Camera
from tests.desktop.grab_screens.company import OWNER, demo_server
from tests.desktop.screens.driving import running_desktop
from tests.support.servers import Server

SCREEN = (1920, 1080)
ROOMS: Mapping[str, Callable[[Camera], None]] = {
    "dashboard": dashboard.shoot_dashboard,
    "records": records.shoot_records,
    "dialogs": records.shoot_dialogs,
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
    "offline": offline.shoot_offline,
    "frame": frame.shoot_frame,
    "enrolled": account.shoot_enrolled,
}
"""In this order; the frame comes after the others, for it leaves something unsaved behind."""


def main() -> int:
    said = argparse.ArgumentParser(prog="python -m tests.desktop.grab_screens", description=__doc__)
    said.add_argument("--lang", choices=LANGUAGES, action="append")
    said.add_argument("--theme", choices=sorted(THEMES), action="append")
    said.add_argument("--room", choices=ROOMS, action="append", help="only these rooms; all unless said")
    said.add_argument("--only", default="", help="part of the name of the screens wanted")
    said.add_argument("--user", default=OWNER, help="whose screens")
    said.add_argument("--scale", action="append", help="of the screen: 1.5 is 150 %%; each has a run of its own")
    said.add_argument("--clipped", action="store_true", help="also tell which texts have less room than they need")
    said.add_argument("--size", default="", help="of the window, as 960x540, in pixels of the scale")
    wanted = said.parse_args()
    scales = wanted.scale or ["1"]
    if len(scales) > 1:
        return max(_run_again(scale) for scale in scales)
    wanted.scale = scales[0]
    wanted.size = wanted.size or (_left_by(float(wanted.scale)) if wanted.clipped else "")
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    keyring.set_keyring(ShelfKeyring())
    quiet.install()
    app = QApplication(sys.argv[:1])
    garbage.install(app)
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder)) as server:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CACHE_HOME"] = folder
        for language in wanted.lang or LANGUAGES:
            for theme in wanted.theme or sorted(THEMES):
                Visit(server, Path(folder), wanted, wanted.room or ROOMS).shoot(app, language, theme)
    return 0


def _run_again(scale: str) -> int:
    """The same for one scale: Qt learns it once, at its start."""
    given = sys.argv[1:]
    others = [one for at, one in enumerate(given) if one != "--scale" and (at == 0 or given[at - 1] != "--scale")]
    return subprocess.run([sys.executable, "-m", __package__, *others, "--scale", scale], check=False).returncode


def _left_by(scale: float) -> str:
    """The largest window, up to the usual one, that a screen of 1920 × 1080 has room for."""
    return f"{min(1280, int(SCREEN[0] / scale))}x{min(800, int(SCREEN[1] / scale))}"


@dataclass(frozen=True)
class Visit:
    """Whose screens of which rooms, as ``wanted`` on the command line."""

    server: Server
    folder: Path
    wanted: argparse.Namespace
    rooms: Collection[str]

    def shoot(self, app: QApplication, language: str, theme: str) -> None:
        """In one language and theme."""
        with running_desktop(app, self._preferences(language, theme), self.server.url) as desktop:
            scale = f"-{self.wanted.scale}" if self.wanted.scale != "1" else ""
            prefix, tell = f"{language}-{theme}{scale}", print if self.wanted.clipped else None
            camera = Camera(desktop, prefix, self.wanted.only, self.server, self.wanted.user, tell)
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
