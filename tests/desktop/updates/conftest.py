"""A publisher with its key, and the folder of versions of a person."""

from pathlib import Path

import pytest

from fofal_desktop.updates.versions import Versions
from tests.desktop.updates.making import Publisher


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path / "published")


@pytest.fixture
def kept(tmp_path: Path) -> Versions:
    folder = tmp_path / "data" / "fofal" / "versions"
    folder.mkdir(parents=True)
    return Versions(folder)
