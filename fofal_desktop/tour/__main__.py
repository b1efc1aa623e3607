"""``python -m fofal_desktop.tour --server URL``: the tour, offscreen; answers 0 when all went well."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage
from fofal_desktop.theme import fonts
from fofal_desktop.tour import quiet
from fofal_desktop.tour.people import seated, stop_all
from fofal_desktop.tour.script import tour
from fofal_desktop.tour.stage import Stage

FOLDER = Path(__file__).resolve().parents[2] / "build" / "tour"


def main() -> int:
    """Play the tour at the server named on the command line."""
    parser = argparse.ArgumentParser(prog="tour")
    parser.add_argument("--server", required=True, metavar="URL")
    said = parser.parse_args()
    quiet.install()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FOFAL")
    app.setQuitOnLastWindowClosed(False)
    fonts.load()
    garbage.install(app)
    with tempfile.TemporaryDirectory(prefix="fofal-tour-") as folder:
        desktops = seated(app, said.server, Path(folder))
        stage = Stage(FOLDER)
        stage.ended.connect(app.exit)
        stage.play(tour(stage, desktops))
        code = app.exec()
        stop_all(desktops)
    print(f"▸ Images : {FOLDER}" if code == 0 else "▸ La visite s'est arrêtée en chemin.", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
