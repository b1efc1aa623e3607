"""A secret does not stay on the clipboard, and nothing else is taken from it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication

from fofal_desktop.clipboard import FORGET_MS, Secrets, copy_secret, forget_secrets, secrets


@pytest.fixture
def clipboard(qapp) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    secrets.forget()
    found.clear()


def test_it_is_gone_after_its_time(clipboard, qtbot):
    own = Secrets()
    own.copy("drawn password", forget_ms=1)
    assert clipboard.text() == "drawn password"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_the_time_is_a_minute(clipboard):
    assert FORGET_MS == 60_000
    copy_secret("drawn password")
    assert secrets._timer.isActive()
    assert secrets._timer.interval() == FORGET_MS


def test_what_was_copied_since_stays(clipboard, qtbot):
    own = Secrets()
    own.copy("drawn password", forget_ms=1)
    clipboard.setText("119 250")
    qtbot.waitUntil(lambda: not own._timer.isActive())
    own.forget()
    assert clipboard.text() == "119 250"


def test_a_second_secret_has_its_own_minute(clipboard):
    own = Secrets()
    own.copy("first", forget_ms=50_000)
    own.copy("second", forget_ms=60_000)
    assert own._timer.interval() == 60_000
    own.forget()
    assert clipboard.text() == ""


def test_it_can_be_forgotten_at_once_and_again(clipboard):
    copy_secret("drawn password")
    forget_secrets()
    assert clipboard.text() == ""
    clipboard.setText("drawn password")  # typed by a person since: no secret of ours any more
    forget_secrets()
    assert clipboard.text() == "drawn password"


def test_histories_of_the_clipboard_are_asked_to_pass_it_over(clipboard):
    copy_secret("drawn password")
    kinds = clipboard.mimeData().formats()
    assert any("ExcludeClipboardContentFromMonitorProcessing" in kind for kind in kinds)
    assert "x-kde-passwordManagerHint" in kinds
