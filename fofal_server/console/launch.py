"""What ``python3 run.py`` starts: database, server, desktop; and what it stops again, all of it."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from fofal_server.cluster.errors import ClusterError
from fofal_server.console.installation import Installation, forget, opened, remember
from fofal_server.console.preparing import MANAGER, Prepared, prepare, ticket, tour_tickets
from fofal_server.console.supervision import Supervised

READY_SECONDS = 60
ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the desktop is closed, the tour is over, or a signal says stop."""
    asked = _parsed(arguments)
    data_dir = (asked.data or ROOT / "data" / ("societe" if asked.empty else "demo")).absolute()
    stop = _on_signals()
    try:
        with opened(data_dir, os.environ.get("FOFAL_DATABASE_URL")) as installation:
            prepared = prepare(installation, empty=asked.empty)
            with _server(installation, asked.port or _free_port()) as url:
                return _until_done(asked, installation, prepared, url, stop)
    except ClusterError as error:
        print(error, file=sys.stderr)
        return 1


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Démarre FOFAL.")
    parser.add_argument("--empty", action="store_true", help="sans les données de démonstration")
    parser.add_argument("--serve-only", action="store_true", help="le serveur seul, sans poste de travail")
    parser.add_argument("--tour", action="store_true", help="la visite guidée, hors écran")
    parser.add_argument("--port", type=int, default=0, help="port du serveur (défaut : un port libre)")
    parser.add_argument("--data", type=Path, help="dossier des données")
    return parser.parse_args(arguments)


def _on_signals() -> threading.Event:
    stop = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stop


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _server(installation: Installation, port: int) -> Iterator[str]:
    """The server process, started again whenever it dies, answering at the URL before anyone is let in."""
    environment = {
        **os.environ,
        "FOFAL_DATA_DIR": str(installation.data_dir),
        "FOFAL_RUNTIME_URL": installation.app_url,
        "FOFAL_PORT": str(port),
    }
    url = f"http://127.0.0.1:{port}"
    with Supervised([sys.executable, "-m", "fofal_server.console.serving"], environment) as server:
        _wait_ready(url, server)
        remember(installation.data_dir, url=url, pid=os.getpid())
        try:
            yield url
        finally:
            forget(installation.data_dir)


def _wait_ready(url: str, server: Supervised) -> None:
    """Ask until the server says that it is ready; a server that cannot start is told with its own words."""
    for _ in range(READY_SECONDS * 20):
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if server.failed.wait(0.05):
                break
    raise ClusterError("Le serveur n'a pas pu démarrer. Le journal log/server.log du dossier des données dit pourquoi.")


def _until_done(
    asked: argparse.Namespace, installation: Installation, prepared: Prepared, url: str, stop: threading.Event
) -> int:
    code = prepared.first_admin_code
    if asked.serve_only:
        print(json.dumps({"url": url, "first_admin_code": code}), flush=True)
        stop.wait()
        return 0
    print(f"▸ Serveur prêt : {url}", file=sys.stderr)
    if code:
        print(f"▸ Code unique du premier administrateur : {code}", file=sys.stderr)
    if asked.tour or not _has_display():
        return _tour(installation, prepared, url, stop)
    desktop = [sys.executable, "-m", "fofal_desktop", "--server", url]
    return _run(desktop, {"FOFAL_TICKET": ticket(installation, MANAGER)} if prepared.demo else {}, stop)


def _tour(installation: Installation, prepared: Prepared, url: str, stop: threading.Event) -> int:
    """Without a display: the guided tour of the demo company; a real company is only served."""
    if prepared.demo:
        return _run([sys.executable, "-m", "fofal_desktop.tour", "--server", url], tour_tickets(installation), stop)
    print("▸ Aucun écran : ouvrez le poste de travail ailleurs. Ctrl+C arrête le serveur.", file=sys.stderr)
    stop.wait()
    return 0


def _run(command: list[str], extra: Mapping[str, str], stop: threading.Event) -> int:
    """Run the desktop (or its tour) until it ends by itself or a signal ends it; tickets travel by environment."""
    with subprocess.Popen(command, env={**os.environ, **extra}, cwd=ROOT) as child:
        ended = threading.Event()

        def watch() -> None:
            child.wait()
            ended.set()
            stop.set()

        threading.Thread(target=watch, name="desktop", daemon=True).start()
        stop.wait()
        if not ended.is_set():
            child.terminate()
        return child.wait()


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
