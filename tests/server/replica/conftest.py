"""Folders that every account can reach, and a primary with its replica in one of them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fofal_server.cluster.orphan import processes_of
from tests.server.console.launched import copied
from tests.server.replica.pair import Pair, made, make_primary


@contextmanager
def reachable() -> Iterator[Path]:
    """It must be left without a process of the bases in it."""
    folder = Path(tempfile.mkdtemp(prefix="fofal é "))
    folder.chmod(0o755)
    yield folder
    left = [number for name in ("un", "deux") for number in processes_of(folder / name / "postgres")]
    shutil.rmtree(folder)
    assert left == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with reachable() as folder:
        yield folder


@pytest.fixture(scope="session")
def alone() -> Iterator[Path]:
    """The folder of a primary at rest that nobody follows, to be copied."""
    with reachable() as folder:
        make_primary(folder / "un")
        yield folder / "un"


@pytest.fixture
def pair(open_folder: Path, alone: Path) -> Iterator[Pair]:
    copied(alone, open_folder / "un")
    with made(open_folder) as found:
        yield found
