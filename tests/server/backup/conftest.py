"""A key for all tests of the room, and another one."""

import pytest

from fofal_server.backup.keys import BackupKey


@pytest.fixture(scope="session")
def key() -> BackupKey:
    return BackupKey.generate()


@pytest.fixture(scope="session")
def other_key() -> BackupKey:
    return BackupKey.generate()
