"""What the launcher tells systemd, on a socket as systemd opens one."""

import socket
from pathlib import Path

import pytest

from fofal_server.console import systemd
from fofal_server.console.errors import Refusal
from fofal_server.console.starting import drain_seconds


@pytest.mark.parametrize("named", ["{folder}/notify", "@fofal-essai-{folder}"])
def test_words_reach_who_asked_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    place = named.format(folder=tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(place.replace("@", "\0"))
        monkeypatch.setenv("NOTIFY_SOCKET", place)
        systemd.tell(systemd.READY)
        assert listening.recv(100) == b"READY=1"


def test_nobody_who_listens_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    systemd.tell(systemd.ALIVE)
    monkeypatch.delenv("NOTIFY_SOCKET")
    systemd.tell(systemd.ALIVE)


@pytest.mark.parametrize("said", ["beaucoup", "-1", "301"])
def test_a_drain_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("FOFAL_DRAIN_SECONDS", said)
    with pytest.raises(Refusal, match="FOFAL_DRAIN_SECONDS"):
        drain_seconds()
