"""Offscreen Qt, a keyring of our own and a house-cleaning after each test."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from fofal_desktop import garbage, jobs

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Qt warns of is a mistake of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class ShelfKeyring(KeyringBackend):
    """A keyring that lives as long as a test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.shelf: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.shelf.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.shelf[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.shelf.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def shelf() -> Iterator[ShelfKeyring]:
    """Passwords of this test and of nobody else."""
    before, own = keyring.get_keyring(), ShelfKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture(scope="session", autouse=True)
def _french(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale("fr_CM"))
    garbage.install(qapp)
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _leave_nothing_running() -> Iterator[None]:
    yield
    jobs.shutdown()
    gc.collect()
    assert [thread.name for thread in threading.enumerate() if "job" in thread.name] == []
