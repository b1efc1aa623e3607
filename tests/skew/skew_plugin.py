"""Given to the tests of the earlier revision: what they start as a server is the one of today, in its own process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import fofal_desktop
from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.core.db import open_pools
from tests.support import servers

TODAY, REVISION = Path(os.environ["FOFAL_SKEW_TODAY"]), os.environ["FOFAL_SKEW_REVISION"]


def pytest_report_header() -> str:
    here = Path(fofal_desktop.__file__).parents[1]
    assert here == Path.cwd() != TODAY
    return f"desktop of {REVISION}, server of {TODAY}"


@contextmanager
def _today(**order: Any) -> Iterator[str]:
    """What the server of today answers to an order; it goes on with it until the end of the block."""
    environment = {**os.environ, "PYTHONPATH": str(TODAY)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    words = [sys.executable, "-P", "-m", "tests.skew.today"]
    with subprocess.Popen(words, cwd=TODAY, env=environment, text=True, **pipes) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(order, default=str) + "\n")
        child.stdin.flush()
        told = child.stdout.readline().strip()
        assert told, "the server of today did not do it: see above"
        try:
            yield told
        finally:
            child.stdin.close()
            child.stdout.read()


def _migrate(url: str) -> None:
    with _today(do="migrate", url=url) as told:
        assert told == "done"


def _seed(url: str) -> None:
    with _today(do="seed", url=url) as told:
        assert told == "done"


@contextmanager
def _serving(database: Any, folder: Path, **changes: Any) -> Iterator[servers.Server]:
    """As ``tests.support.servers.serving``: database and keys are reached from here, calls are answered over there."""
    settings = Settings(data_dir=folder, runtime_url=database.app, **changes)
    keys, pools = Keys.ensure(folder), open_pools(database.app)
    with _today(do="serve", database=asdict(database), folder=folder, changes=changes) as url:
        yield servers.Server(url, database, settings, keys, pools)
    pools.dispose()


migrations.upgrade, seeding.seed, servers.serving = _migrate, _seed, _serving
