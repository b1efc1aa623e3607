"""What is no answer of the server, or not a whole one: each is told in words, and nothing of the session is lost."""

import errno
import itertools
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication

from fofal_desktop import disk
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Strange, Unreachable
from fofal_desktop.api.request import Request
from fofal_desktop.api.session import Session
from fofal_desktop.gate import message_of
from fofal_desktop.language import speak
from fofal_server.contract.wire import Tokens, UserCard

PAGE = b"<html><body>Connectez-vous au Wi-Fi</body></html>"
ELSEWHERE, SILENT = "à la place du serveur", "ne répond pas"
UNCLEAR, NUMBER = "n’est pas comprise", "Numéro à donner"


def answer(status: str, kind: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """One answer as it goes over the line, with a wrong length where one is given."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "Connection: close"]
    lines += [f"Content-Length: {len(body) if length is None else length}"] if length != 0 else []
    return "\r\n".join([*lines, "", ""]).encode() + body


JSON, PROBLEM = "application/json", "application/problem+json"
FAILED = b'{"type": "/problems/internal", "title": "Panne", "status": 500, "request_id": "r-1"}'
BUSY = b'{"type": "/problems/busy", "title": "Trop de demandes.", "status": 429}'
ANSWERS = {
    "a page": (answer("200 OK", "text/html; charset=utf-8", PAGE), ELSEWHERE),
    "the way to a page": (answer("302 Found", "text/plain", b"", "Location: http://portail.example/"), ELSEWHERE),
    "a page that asks who it is": (answer("401 Unauthorized", "text/html", PAGE), ELSEWHERE),
    "the page of a proxy": (answer("502 Bad Gateway", "text/html", PAGE), ELSEWHERE),
    "the words of a proxy": (answer("504 Gateway Timeout", "text/plain", b"upstream"), ELSEWHERE),
    "nothing": (b"", SILENT),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", SILENT),
    "cut in the middle": (answer("200 OK", JSON, b'{"resources": [', length=4000), SILENT),
    "cut, of no known length": (answer("200 OK", JSON, b'{"resources": [', length=0), UNCLEAR),
    "of another version": (answer("200 OK", JSON, b'{"modules": []}'), UNCLEAR),
    "no letters": (answer("200 OK", JSON, b"\xff\xfe\x00"), UNCLEAR),
    "a date that is none": (answer("200 OK", JSON, b"[]", "Date: demain"), UNCLEAR),
    "a failure": (answer("500 Internal Server Error", PROBLEM, FAILED), NUMBER),
    "too many": (answer("429 Too Many Requests", PROBLEM, BUSY, "Retry-After: 600"), "Trop de demandes."),
}


@contextmanager
def answering(*words: bytes) -> Iterator[str]:
    """A server that says this to whoever comes, whatever is asked, and the last of it from then on; its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        turns = itertools.chain(words, itertools.repeat(words[-1]))

        def serve() -> None:
            while True:
                try:
                    near, _ = door.accept()
                except OSError:
                    return
                with near:
                    near.recv(1 << 16)
                    near.sendall(next(turns))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def asking(url: str) -> Iterator[Client]:
    client = Client(Session(url), backoff=Backoff(pauses=(0.0,)))
    try:
        yield client
    finally:
        client.close()


@pytest.fixture
def french(qapp: QApplication) -> Iterator[None]:
    spoken = speak(qapp, "fr", [])
    yield
    for translator in spoken:
        qapp.removeTranslator(translator)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("name", ANSWERS)
def test_each_is_told_in_words_that_say_what_to_do(name: str) -> None:
    words, told = ANSWERS[name]
    with answering(words) as url, asking(url) as client, pytest.raises(Exception) as refused:  # noqa: PT011 - its words are looked at
        client.meta()
    said = message_of(refused.value)
    assert told in said
    assert "Error" not in said


def test_the_portal_of_a_network_ends_no_session() -> None:
    """It asks who one is in the server's place: what the keyring holds is still good."""
    user = UserCard(id=uuid4(), username="paule", full_name="Paule (démo)")
    with answering(ANSWERS["a page that asks who it is"][0]) as url, asking(url) as client:
        client.session.begin(Tokens(access_token="short", refresh_token="long", expires_in=600, user=user))
        with pytest.raises(Strange):
            client.send(Request("GET", "/meta"))
        assert (client.session.access_token, client.session.refresh_token) == ("short", "long")


def test_a_page_is_no_file(tmp_path) -> None:
    """An export must not end as the page of a portal under the name of a workbook."""
    target = tmp_path / "plots.xlsx"
    with answering(ANSWERS["a page"][0]) as url, asking(url) as client, pytest.raises(Unreachable):
        client.download(Request("GET", "/plots/export"), target, lambda _bytes: None, lambda: False)
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_for_long_is_not_waited_for() -> None:
    with answering(ANSWERS["too many"][0]) as url, asking(url) as client, pytest.raises(ApiError) as refused:
        client.meta()
    assert (refused.value.status, refused.value.retry_after) == (429, 600.0)


def test_a_refusal_for_a_moment_is_waited_for() -> None:
    """As long as the server asks for, whatever the pauses of this desktop."""
    soon = answer("429 Too Many Requests", PROBLEM, BUSY, "Retry-After: 1")
    with answering(soon, answer("200 OK", JSON, b'{"resources": []}')) as url, asking(url) as client:
        begun = time.monotonic()
        assert client.meta() == {}
        assert time.monotonic() - begun >= 1


@pytest.mark.usefixtures("french")
def test_a_full_disk_says_what_to_do_and_leaves_nothing(tmp_path) -> None:
    target = tmp_path / "plots.xlsx"
    target.with_name("plots.xlsx.part").symlink_to("/dev/full")
    rows = answer("200 OK", "text/csv", b"P-01;Nord")
    with answering(rows) as url, asking(url) as client, pytest.raises(OSError, match="No space") as full:
        client.download(Request("GET", "/plots/export"), target, lambda _bytes: None, lambda: False)
    assert message_of(full.value).startswith("Le disque est plein")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("french")
def test_what_the_system_says_of_a_file_is_said_so_that_one_knows_what_to_do() -> None:
    """Whatever it is: never the words of the system alone, which are English."""
    told = {
        name: message_of(OSError(number, os.strerror(number), "plots.xlsx"))
        for name in disk._BY_ERRNO
        if (number := getattr(errno, name, None)) is not None
    }
    assert {name: words for name, words in told.items() if os.strerror(getattr(errno, name)) in words} == {}
    assert "ne permet pas" in told["EACCES"]
    assert "lecture seule" in told["EROFS"]
    assert told["ESTALE"] == told["EHOSTDOWN"] != told["ENOENT"]
    locked = OSError(errno.EACCES, "denied")
    locked.winerror = 32  # type: ignore[attr-defined]  # only Windows has it
    assert message_of(locked) == told["EBUSY"] != told["EACCES"], "Windows: another program has it open"
    assert "Software caused" in message_of(OSError(10_000, "Software caused something")), "better than nothing"
