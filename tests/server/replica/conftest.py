"""Folders that every account can reach, and a primary with its replica in one of them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.cluster.orphan import processes_of
from tests.server.replica.pair import Pair, made


@pytest.fixture
def open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fofal é "))
    folder.chmod(0o755)
    yield folder
    left = [number for name in ("un", "deux") for number in processes_of(folder / name / "postgres")]
    shutil.rmtree(folder)
    assert left == []


@pytest.fixture
def pair(open_folder: Path) -> Iterator[Pair]:
    with made(open_folder) as found:
        yield found
