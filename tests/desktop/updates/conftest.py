"""A maker with a key, and the folder of versions of a person."""

from pathlib import Path

import pytest

from fofal_desktop.updates.versions import Versions
from tests.support.versions import Maker


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "maker")


@pytest.fixture
def kept(tmp_path: Path) -> Versions:
    folder = tmp_path / "data" / "fofal" / "versions"
    folder.mkdir(parents=True)
    return Versions(folder)
