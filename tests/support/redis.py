"""A real Redis for a test: its own port, password and folder; gone afterwards."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fofal_server.cluster import port as ports
from tests.support.patience import PATIENCE
from tests.support.programs import program


class Redis:
    """A Redis that may be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._program = folder, program("redis-server", "redis-server")
        self.port, self.password = ports.choose(None), secrets.token_hex(12)
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        place = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self._folder)]
        options = ["--save", "", "--appendonly", "no", "--requirepass", self.password]
        self._process = subprocess.Popen([self._program, *place, *options], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert any("eady to accept" in line for line in self._process.stdout)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=PATIENCE)
            self._process = None


@contextmanager
def redis(folder: Path) -> Iterator[Redis]:
    found = Redis(folder)
    found.start()
    try:
        yield found
    finally:
        found.stop()
