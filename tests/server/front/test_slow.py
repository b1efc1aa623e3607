"""Senders that take their time, and takers that take nothing: cut off, while others are served."""

import contextlib
import socket
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from tests.server.front.wire import answer, rest, status, wire
from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.servers import Server, serving

SHORT = 0.3
BEGUN = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
LOGIN = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
FEW = 12


@pytest.fixture(scope="module")
def hasty(database, tmp_path_factory) -> Iterator[Server]:
    """A server that waits a third of a second, except for a body that comes at a byte a second or more."""
    short = dict.fromkeys(("limits_head_seconds", "limits_body_seconds", "limits_stalled_seconds"), SHORT)
    with serving(database, tmp_path_factory.mktemp("data"), **short, limits_body_rate=1) as server:
        yield server


@pytest.fixture(scope="module")
def narrow(database, tmp_path_factory) -> Iterator[Server]:
    """A server with room for few connections, which waits long."""
    with serving(database, tmp_path_factory.mktemp("data"), limits_connections=FEW) as server:
        yield server


def dribbled(line: socket.socket, piece: bytes) -> bytes:
    """Send a piece every twentieth of a second until the server has had enough."""
    line.settimeout(0.05)
    while True:
        try:
            return line.recv(65536)
        except TimeoutError:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its answer is still to be read
                line.sendall(piece)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("begun", [b"", b"G", BEGUN, b"\r\n\r\n"])
def test_a_head_that_does_not_come_to_its_end_is_cut(hasty: Server, begun: bytes) -> None:
    with wire(hasty) as line:
        line.sendall(begun)
        said = rest(line)
    assert status(said) == 408
    assert b"application/problem+json" in said


@pytest.mark.parametrize("piece", [b"X: y\r\n", b"a"])
def test_a_head_that_dribbles_is_cut_as_well(hasty: Server, piece: bytes) -> None:
    with wire(hasty) as line:
        line.sendall(BEGUN)
        assert status(dribbled(line, piece)) in {408, 0}


@pytest.mark.parametrize("piece", [b"\r\n", b"G"])
def test_the_second_request_has_no_more_time_than_the_first(hasty: Server, piece: bytes) -> None:
    with wire(hasty) as line:
        line.sendall(BEGUN + b"\r\n")
        assert status(answer(line)) == 200
        line.sendall(piece)
        assert status(rest(line)) == 408


def test_a_body_that_does_not_come_is_cut(hasty: Server) -> None:
    with wire(hasty) as line:
        line.sendall(LOGIN % 1000)
        said = rest(line)
    assert status(said) == 408
    assert b"x-content-type-options: nosniff" in said


def test_a_body_that_comes_fast_enough_is_waited_for(hasty: Server) -> None:
    body = b'{"username": "personne", "password": "' + b"x" * 100 + b'"}'
    with wire(hasty) as line, wire(hasty) as clock:
        line.sendall(LOGIN % len(body) + body[:-1])
        assert status(rest(clock)) == 408  # longer than a body may take that earns no time
        line.sendall(body[-1:])
        assert status(answer(line)) == 401


def test_the_rest_of_a_refused_body_is_not_waited_for(hasty: Server) -> None:
    with wire(hasty) as line:
        line.sendall(b"POST /api/v1/parties/parties HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + b"x" * 500)
        said = rest(line)
    assert (status(said), said.count(b"HTTP/1.1")) == (401, 1)


def test_who_takes_nothing_of_his_answers_is_let_go(hasty: Server) -> None:
    token = signed_in_token(hasty, ["*:*"]).encode()
    ask = b"GET /api/v1/meta HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + b"\r\n\r\n"
    api = Api(hasty, None)
    with capture_logs() as lines, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", int(hasty.url.rpartition(":")[2])))
        line.sendall(ask * 60)
        while not any(one["event"] == "front.stalled" for one in lines):
            assert api.get("/health/live").status_code == 200
    api.close()


def test_whole_requests_one_behind_the_other_are_all_answered(hasty: Server) -> None:
    with wire(hasty) as line:
        line.sendall((BEGUN + b"\r\n") * 5 + BEGUN + b"Connection: close\r\n\r\n")
        assert rest(line).count(b"HTTP/1.1 200") == 6


def test_innocents_are_served_beside_slow_senders(narrow: Server) -> None:
    with contextlib.ExitStack() as held:
        slow = [held.enter_context(wire(narrow)) for _ in range(4 * FEW)]
        for line in slow:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its place was needed already
                line.sendall(BEGUN)
        for _ in range(5):
            with wire(narrow) as innocent:
                innocent.sendall(BEGUN + b"\r\n")
                assert status(answer(innocent)) == 200
        assert rest(slow[0]) == b""
