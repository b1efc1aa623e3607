"""Installations that are started for real, shared where a test does not need its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.console.launched import SERVE, call, launched, open_folder, processes


@pytest.fixture(scope="session")
def demo() -> Iterator[Path]:
    """The folder of a demo company that was started once."""
    with open_folder() as folder:
        with launched(folder / "data", SERVE, FOFAL_WORKERS="1") as first:
            told = first.told()
            assert told["first_admin_code"] is None
            assert call(told["url"], "GET", "/health/ready")[1]["checks"]["migrations"] == "ok"
            assert first.stop() == 0
        assert processes(folder) == []
        yield folder / "data"
