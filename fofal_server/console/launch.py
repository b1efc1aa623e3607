"""What ``python3 run.py`` starts: database, server and desktop; without a display the tour instead."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import psycopg2

from fofal_server.cluster.errors import ClusterError
from fofal_server.console.errors import Refusal
from fofal_server.console.people import DESKTOP, TOUR
from fofal_server.console.preparing import Wanted
from fofal_server.console.starting import Asked, run
from fofal_server.replica.errors import ReplicaError

ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the desktop is closed, the tour is over, or a signal says stop."""
    stop = on_signals()
    try:
        return run(_asked(_parsed(arguments)), stop)
    except (ClusterError, Refusal, ReplicaError, psycopg2.OperationalError) as error:
        print(str(error).strip(), file=sys.stderr)
        return 1


def on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set: whatever is being brought up then goes down in order."""
    stop = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stop


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Démarre FOFAL.")
    parser.add_argument("--empty", action="store_true", help="sans les données de démonstration")
    parser.add_argument("--serve-only", action="store_true", help="le serveur seul, sans poste de travail")
    parser.add_argument("--tour", action="store_true", help="la visite guidée, hors écran")
    parser.add_argument("--port", type=int, help="port du serveur (défaut : celui du dernier démarrage)")
    parser.add_argument("--data", type=Path, help="dossier des données")
    return parser.parse_args(arguments)


def _asked(typed: argparse.Namespace) -> Asked:
    screen = None if typed.serve_only else TOUR if typed.tour or not _has_display() else DESKTOP
    data_dir = typed.data or ROOT / "data" / ("societe" if typed.empty else "demo")
    wanted = Wanted.COMPANY if typed.empty else Wanted.DEMO
    return Asked(data_dir.absolute(), wanted, screen, port=typed.port)


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
