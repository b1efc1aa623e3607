"""Links to records: read strictly, and handed to the program that runs already."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtNetwork import QLocalSocket

from fofal_desktop.preferences import default_folder
from fofal_desktop.running import Running
from fofal_server.contract.links import LONGEST, Linked, link_to, read_link

KEY = "01932d3c-7b5a-7c4e-9f00-0123456789ab"
LINK = f"fofal://inventory.stock-moves/{KEY}"


def test_a_link_names_a_record_and_comes_back_whole() -> None:
    assert link_to("inventory.stock-moves", KEY) == LINK
    assert read_link(LINK) == Linked("inventory.stock-moves", KEY)
    assert read_link(f" {LINK.upper()}/ \n") == Linked("inventory.stock-moves", KEY)


@pytest.mark.parametrize(
    "words",
    [
        "", "fofal://", KEY, f"https://inventory.items/{KEY}", f"fofal:inventory.items/{KEY}", f"fofal://items/{KEY}",
        f"fofal://inventory.items/{KEY}/delete", f"fofal://inventory.items/{KEY}?confirm=1", f"{LINK}#a", f"{LINK} {LINK}",
        f"fofal://admin@inventory.items/{KEY}", f"fofal://inventory.items:80/{KEY}", f"fofal://inventory..items/{KEY}",
        "fofal://inventory.items/1", f"fofal://inventory.items/../{KEY}", f"fofal://inventory.items/{KEY[:-1]}%61",
        f"fofal://inventory.items/{KEY}\x00", f"--server=http://x {LINK}", LINK + " " * LONGEST,
    ],
)  # fmt: skip
def test_everything_else_is_none(words: str) -> None:
    assert read_link(words) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and sockets of this test lie in a folder of its own."""
    for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    tmp_path.chmod(0o700)
    return default_folder()


@pytest.fixture
def running(folder: Path, qapp: object) -> Iterator[Running]:
    """The program that was started first."""
    first = Running(folder)
    assert first.listen()
    yield first
    first.stop()


def test_a_second_start_hands_its_link_to_the_first_and_ends(running: Running, folder: Path, qtbot) -> None:
    heard: list[str] = []
    running.linked.connect(heard.append)
    second = QProcess()
    second.start(sys.executable, ["-m", "fofal_desktop", LINK])
    with qtbot.waitSignal(second.finished):
        pass
    assert (second.exitCode(), bytes(second.readAllStandardError().data())) == (0, b"")
    assert heard == [LINK]
    assert not Running(folder).listen()  # one takes links, others open their own


@pytest.mark.parametrize("said", [b"\n", b"fofal://\n", b"sign-out\n", b"\xff\n", b"x" * (2 * LONGEST)])
def test_who_says_anything_else_is_hung_up_on(running: Running, qtbot, said: bytes) -> None:
    heard: list[str] = []
    running.linked.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(running.place)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.ConnectedState)
    socket.write(said)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert (bytes(socket.readAll().data()), heard) == (b"", [])


def test_without_a_program_nobody_takes_it_and_what_a_killed_one_left_is_cleared(folder: Path, qapp: object) -> None:
    assert not Running(folder).hand_over(LINK)
    left = Path(Running(folder).place)
    os.mknod(left, 0o600 | 0o140000)  # a socket on which nobody listens
    again = Running(folder)
    assert again.listen()
    again.stop()
