"""A second start, and what befalls it while it runs."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from fofal_server.console import notes
from tests.server.console.launched import SERVE, Launched, call, gone, launched, processes
from tests.server.console.typing_in import Terminal
from tests.support.metrics import summed
from tests.support.patience import PATIENCE
from tests.support.until import until


@pytest.fixture(scope="module")
def running(demo: Path) -> Iterator[tuple[Launched, str]]:
    """The second start of the demo and its URL, the same as before; SIGTERM ends all of it."""
    port = notes.load(demo).port
    with launched(demo, SERVE) as start:
        url = start.told()["url"]
        assert url.endswith(f":{port}")
        yield start, url
        assert start.stop() == 0
    assert processes(demo) == []


def _asked(url: str) -> Iterator[int]:
    """Whether it is ready, asked again and again."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        yield call(url, "GET", "/health/ready")[0]


def test_killed_server_processes_come_back_and_nobody_is_refused_meanwhile(running: tuple[Launched, str]) -> None:
    start, url = running
    before = start.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert call(url, "GET", "/health/ready")[0] == 200
    assert not set(before) & set(start.workers())


def _metrics(url: str) -> str:
    return requests.get(f"{url}/metrics", timeout=PATIENCE).text


def test_a_second_launcher_is_refused_and_the_first_goes_on(running: tuple[Launched, str]) -> None:
    start, url = running
    with launched(start.folder, SERVE) as second:
        assert second.said("déjà")
        assert second.ended() == 1
    assert call(url, "GET", "/health/ready")[0] == 200


def test_the_console_sees_what_runs_and_works_beside_it(
    running: tuple[Launched, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start, url = running
    typed = Terminal(start.folder, monkeypatch, capsys)
    said = typed("status", "--json")
    assert said.code == 0
    assert said.json["eyes"]["memory_bytes"].keys() >= {"server", "launcher", "database"}
    assert said.json["eyes"]["disk_free_bytes"]["data"] > 0
    assert "demandes/s" in typed("status").out
    assert said.json["server"] == {"running": True, "url": url, "checks": said.json["server"]["checks"]}
    assert set(said.json["server"]["checks"].values()) == {"ok"}
    assert said.json["migration"]["current"] == said.json["migration"]["head"]
    assert said.json["jobs"]["scheduler"] is True
    assert said.json["people"]["users"] == 3
    assert url in typed("status").out
    refused = typed("migrate", "--down", "base", "--yes")
    assert (refused.code, url in refused.err) == (1, True)
    given = typed("user", "ticket", "demo-responsable", "--json").json
    assert call(url, "POST", "/api/v1/auth/ticket", {"ticket": given["ticket"]})[0] == 200


def test_a_postgresql_that_is_killed_comes_back_too(running: tuple[Launched, str]) -> None:
    start, url = running
    leader = start.postgres()
    os.kill(leader, signal.SIGKILL)
    gone([leader])
    assert call(url, "GET", "/health/live")[0] == 200
    assert 200 in _asked(url)
    assert start.postgres() != leader


def test_any_process_tells_the_numbers_of_all_also_of_one_that_died(running: tuple[Launched, str]) -> None:
    start, url = running
    until(lambda: summed(_metrics(url), "fofal_pool_size", pool="reports") == 6)
    before = summed(_metrics(url), "fofal_calls_total", route="/health/live")
    for _ in range(20):
        call(url, "GET", "/health/live")
    assert {summed(_metrics(url), "fofal_calls_total", route="/health/live") - before for _ in range(10)} == {20}
    os.kill(start.workers()[0], signal.SIGKILL)
    until(lambda: summed(_metrics(url), "fofal_pool_size", pool="reports") == 3)
    assert summed(_metrics(url), "fofal_calls_total", route="/health/live") - before == 20
    until(lambda: summed(_metrics(url), "fofal_pool_size", pool="reports") == 6)
    assert summed(_metrics(url), "fofal_processes", role="server") == 2


def test_a_disk_that_is_full_for_the_log_stops_no_call(running: tuple[Launched, str]) -> None:
    """Every line is refused as the system refuses it without room; later ones say how many there were."""
    start, url = running
    file = start.folder / "log" / "server.log"
    file.rename(file.with_name("server-aside.log"))
    file.symlink_to("/dev/full")
    assert [call(url, "GET", "/health/ready")[0] for _ in range(20)] == [200] * 20
    until(lambda: summed(_metrics(url), "fofal_log_lost_total") >= 20)
    file.unlink()
    lines = until(lambda: call(url, "GET", "/health/live") and file.exists() and file.read_text(encoding="utf-8"))
    assert "log.lost" in lines
