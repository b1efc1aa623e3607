"""Real starts of a real installation, and the processes that belong to it."""

import http.client
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fofal_server.cluster import orphan
from tests.support.patience import PATIENCE

SERVE = "--serve-only"
COMMAND = [sys.executable, "-m", "fofal_server.console.launch"]


class Launched:
    """What ``run.py`` becomes: started with these arguments, until ``stop``."""

    def __init__(self, folder: Path, *arguments: str, command: list[str] | None = None, **environment: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [*(command or [*COMMAND, "--data", str(folder)]), *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def first_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def said(self, words: str) -> str:
        """Wait for a line on standard error that holds the words."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if words in line:
                return line
        raise AssertionError(words)

    def told(self) -> dict[str, Any]:
        """The JSON line that a start without a desktop prints first."""
        line = self.first_line()
        assert line, self.process.stderr and self.process.stderr.read()
        found: dict[str, Any] = json.loads(line)
        return found

    def workers(self) -> list[int]:
        return [pid for pid in processes(self.folder) if "fofal_server.console.serving" in _file(pid, "cmdline")]

    def others(self) -> list[int]:
        """All processes of the installation but the launcher."""
        return [pid for pid in processes(self.folder) if pid != self.process.pid]

    def postgres(self) -> int:
        leader = orphan.leader_of(self.folder / "postgres")
        assert leader is not None
        return leader

    def kill(self) -> None:
        self.process.kill()
        self.ended()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@contextmanager
def launched(folder: Path, *arguments: str, command: list[str] | None = None, **environment: str) -> Iterator[Launched]:
    """A start that is over at the end of the block, whatever the test did to it."""
    found = Launched(folder, *arguments, command=command, **environment)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.stop()
        found.process.stdout.close()  # type: ignore[union-attr]  # both are pipes
        found.process.stderr.close()  # type: ignore[union-attr]  # as above


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's account can reach, with a space and an accent; left without a process."""
    folder = Path(tempfile.mkdtemp(prefix="fofal é "))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        left = {pid: _file(pid, "cmdline") for pid in processes(folder)}
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder)
    assert left == {}


def copied(stopped: Path, into: Path) -> Path:
    """A stopped installation once more, with owners and rights as they are; making one takes many times as long."""
    subprocess.run(["cp", "--archive", stopped, into], check=True)
    return into


def processes(folder: Path) -> list[int]:
    """Everything that runs for the installations below the folder."""
    mark = str(folder)
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    found = [
        pid for pid in numbers if mark in _file(pid, "cmdline") or f"FOFAL_DATA_DIR={mark}" in _file(pid, "environ")
    ]
    for pgdata in folder.glob("**/postgres"):
        found += orphan.processes_of(pgdata)
    return sorted({*found} - {os.getpid()})


def gone(pids: list[int]) -> None:
    """Wait until all of them have ended."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            waiting = select.poll()
            waiting.register(handle, select.POLLIN)
            assert waiting.poll(PATIENCE * 1000), f"{pid} does not end: {_file(pid, 'cmdline')}"
        finally:
            os.close(handle)


def call(url: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
    """One call to a server, on a connection of its own."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else {}
    finally:
        connection.close()


def signed(url: str, token: str) -> int:
    """The status of a call by somebody who is signed in, on a connection of its own."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
        return connection.getresponse().status
    finally:
        connection.close()


def _file(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""  # gone meanwhile
