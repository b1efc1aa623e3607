"""Starting and stopping a whole installation, also against its will."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.server.console.launched import SERVE, call, gone, launched, open_folder, processes

PERSON = {"username": "direction", "password": "une longue phrase", "full_name": "Direction"}


def test_a_second_start_loads_nothing_heavy() -> None:
    heavy = "{'sqlalchemy', 'alembic', 'fastapi', 'pydantic', 'uvicorn', 'structlog'}"
    code = f"import sys, fofal_server.console.launch; sys.exit(sorted({heavy} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_port_that_is_taken_is_said_before_anything_starts(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with launched(demo, SERVE, "--port", port) as start:
            assert port in start.said("Impossible d'écouter")
            assert start.ended() == 1


def test_a_demo_is_not_handed_over_as_a_company(demo: Path) -> None:
    with launched(demo, SERVE, "--empty") as start:
        assert start.first_line() == ""
        assert start.said("société de démonstration")
        assert start.ended() == 1


def test_serve_is_the_same_start_from_the_console_and_keeps_a_demo_at_home(demo: Path) -> None:
    command = [str(Path(sys.executable).parent / "fofal-server"), "serve"]
    place = {"FOFAL_DATA_DIR": str(demo), "FOFAL_WORKERS": "1"}
    with launched(demo, "--host", "0.0.0.0", command=command, **place) as start:  # noqa: S104 - what must be refused
        assert start.first_line() == ""
        assert start.said("sans chiffrement")
        assert start.ended() == 1
    behind = place | {"FOFAL_TRUSTED_PROXIES": "127.0.0.1"}
    with launched(demo, "--host", "0.0.0.0", command=command, **behind) as start:  # noqa: S104 - what must be refused
        assert start.first_line() == ""
        assert start.said("ne se sert que sur cette machine")
        assert start.ended() == 1
    with launched(demo, command=command, **place) as start:
        assert call(start.told()["url"], "GET", "/health/ready")[0] == 200
        assert start.stop() == 0
    assert processes(demo) == []


def test_a_killed_launcher_leaves_nothing_and_does_not_hold_up_the_next(demo: Path) -> None:
    with launched(demo, SERVE, FOFAL_WORKERS="1") as start:
        start.told()
        left = start.others()
        start.kill()
        with launched(demo, SERVE, FOFAL_WORKERS="1") as again:
            url = again.told()["url"]
            gone(left)
            assert call(url, "GET", "/health/ready")[0] == 200
            left = again.others()
            assert len(left) > 1
            again.kill()
            gone(left)
    assert processes(demo) == []


def test_a_stop_in_the_middle_of_the_first_start_leaves_nothing_half_done_and_one_person_comes_in_first() -> None:
    with open_folder() as folder:
        data = folder / "société"
        with launched(data, SERVE, "--empty") as start:
            start.said("Préparation")
            assert start.stop() == 0
        assert processes(folder) == []
        with launched(data, SERVE, "--empty", FOFAL_WORKERS="1") as start:
            told = start.told()
            body = {"code": told["first_admin_code"], **PERSON}
            answers = [call(told["url"], "POST", "/api/v1/auth/first-admin", body)[0] for _ in range(2)]
            assert answers == [201, 409]
        with launched(data, SERVE, FOFAL_WORKERS="1") as again:
            told = again.told()
            assert told["first_admin_code"] is None
            body = {name: PERSON[name] for name in ("username", "password")}
            assert call(told["url"], "POST", "/api/v1/auth/login", body)[0] == 200


def test_the_desktop_of_a_settled_demo_is_signed_in_and_closed_with_the_rest(demo: Path) -> None:
    screen = {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen", "HOME": str(demo.parent), "FOFAL_WORKERS": "1"}
    with launched(demo, **screen) as start:
        start.said("Serveur prêt")
        log = demo / "log" / "server.log"
        assert any('"/api/v1/meta"' in line and "demo-responsable" in line for line in _following(log))
        assert start.stop() == 0
    assert processes(demo) == []


def _following(path: Path) -> Iterator[str]:
    """The lines of a file that grows, for as long as the test may take."""
    with subprocess.Popen(["tail", "--lines=40", "--follow", str(path)], stdout=subprocess.PIPE, text=True) as tail:
        assert tail.stdout is not None
        try:
            yield from tail.stdout
        finally:
            tail.kill()
