"""What every answer carries, and requests that are none of ours: methods, origins, hosts, oversized and broken heads."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from fofal_server.config import Settings
from tests.server.front.wire import answer, rest, status, wire
from tests.support.api import Api
from tests.support.servers import Server, serving

CARRIED = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-resource-policy": "same-origin",
}
LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"


def headers(text: bytes) -> dict[str, str]:
    lines = text.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


def sent(server: Server, text: bytes) -> bytes:
    with wire(server) as line:
        line.sendall(text)
        return answer(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LIVE + b"\r\n", 200),
        (b"GET /api/v1/auth/me HTTP/1.1\r\nHost: x\r\n\r\n", 401),
        (b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"PUT /api/v1/parties/parties HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        (b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
        (LIVE + b"X: " + b"y" * 70_000 + b"\r\n\r\n", 431),
        (b"this is not HTTP\r\n\r\n", 400),
    ],
    ids=lambda value: str(value)[:20],
)
def test_every_answer_carries_what_keeps_browsers_out(server: Server, text: bytes, expected: int) -> None:
    said = sent(server, text)
    found = headers(said)
    assert status(said) == expected
    assert {name: found.get(name) for name in CARRIED} == CARRIED
    assert "strict-transport-security" not in found
    assert "server" not in found


@pytest.mark.parametrize("method", ["TRACE", "PUT", "OPTIONS", "PROPFIND", "LOCK", "PURGE"])
@pytest.mark.parametrize("path", ["/", "/health/live", "/api/v1/auth/login", "/api/v1/parties/parties"])
def test_other_methods_are_refused(server: Server, method: str, path: str) -> None:
    said = sent(server, f"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Secret: echo\r\n\r\n".encode())
    assert status(said) == 405
    assert headers(said)["allow"]
    assert b"echo" not in said


@pytest.mark.parametrize("line", [b"CONNECT example.org:443 HTTP/1.1", b"FOO / HTTP/1.1", b"GET /\x00 HTTP/1.1"])
def test_what_is_no_request_of_ours(server: Server, line: bytes) -> None:
    assert status(sent(server, line + b"\r\nHost: x\r\n\r\n")) in {400, 405}


def test_a_method_that_a_path_does_not_know_names_those_it_does(server: Server) -> None:
    said = sent(server, b"DELETE /api/v1/auth/login HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (status(said), headers(said)["allow"]) == (405, "POST")


def test_no_other_origin_is_let_in(server: Server, api: Api) -> None:
    asked = {"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "POST"}
    answers = [
        api.call("OPTIONS", "/auth/login", headers=asked),
        api.get("/auth/me", headers=asked),
        api.post("/auth/login", headers=asked, json={"username": "x", "password": "y"}),
    ]
    for one in answers:
        assert not [name for name in one.headers if name.lower().startswith("access-control")]


def test_a_host_is_nobodys_word_for_where_we_are(server: Server, api: Api) -> None:
    made = api.post(
        "/parties/parties", json={"code": "HOTE", "name": "Hôte", "kind": "other"}, headers={"Host": "evil.example"}
    )
    assert made.status_code == 201
    assert made.headers["Location"].startswith("/api/v1/")
    for one in (made, api.get("/nowhere", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})):
        assert "evil.example" not in one.text + str(one.headers)


@pytest.mark.parametrize("upgrade", [b"websocket", b"h2c"])
def test_no_other_protocol_is_taken_up(server: Server, upgrade: bytes) -> None:
    asked = (
        b"Connection: Upgrade\r\nUpgrade: %s\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n" % upgrade
    )
    assert status(sent(server, LIVE + asked)) in {200, 400}


@pytest.mark.parametrize(
    "text",
    [
        LIVE + b"X: y\r\n" * 101 + b"\r\n",
        b"GET /health/live?" + b"q" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        LIVE + b"X: " + b"y" * 500_000,
        LIVE + b"X" * 500_000,
    ],
    ids=["lines", "path", "endless value", "endless name"],
)
def test_a_head_has_bounds(server: Server, text: bytes) -> None:
    with wire(server) as line:
        try:
            line.sendall(text)
        except (BrokenPipeError, ConnectionResetError):
            return  # cut before it was whole
        assert status(rest(line)) in {431, 400, 0}  # the parser of paths has a bound of its own


def test_a_request_within_a_request_is_refused(server: Server) -> None:
    both = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    said = sent(server, both + LIVE + b"\r\n")
    assert (status(said), said.count(b"HTTP/1.1")) == (400, 1)


HOSTS = "fofal.exemple.cm, 192.0.2.7,"


@pytest.fixture(scope="module")
def named(database, tmp_path_factory) -> Iterator[Server]:
    """A server that answers to two names only."""
    with serving(database, tmp_path_factory.mktemp("named"), allowed_hosts=HOSTS) as found:
        yield found


def called(name: str) -> bytes:
    return f"GET /health/live HTTP/1.1\r\nHost: {name}\r\n\r\n".encode()


@pytest.mark.parametrize("name", ["fofal.exemple.cm", "FOFAL.exemple.cm.:8443", "192.0.2.7:80", "127.0.0.1", "[::1]:80", "localhost"])  # fmt: skip
def test_a_name_that_is_allowed_is_answered_to(named: Server, name: str) -> None:
    assert status(sent(named, called(name))) == 200


@pytest.mark.parametrize("name", ["evil.example", "", "fofal.exemple.cm.evil.example", "xfofal.exemple.cm", "192.0.2.70", "evil.example:443@fofal.exemple.cm"])  # fmt: skip
def test_another_name_is_misdirected_and_not_repeated(named: Server, name: str) -> None:
    said = sent(named, called(name))
    assert status(said) == 421
    assert b"evil" not in said
    assert {key: headers(said).get(key) for key in CARRIED} == CARRIED


def test_without_a_list_any_name_will_do(server: Server) -> None:
    assert status(sent(server, called("evil.example"))) == 200


@pytest.mark.parametrize("lines", ["Host: x\r\nHost: x\r\n", "Host: x\r\nhOsT: y\r\n", ""])
def test_a_request_has_one_host(server: Server, lines: str) -> None:
    assert status(sent(server, f"GET /health/live HTTP/1.1\r\n{lines}\r\n".encode())) == 400


@pytest.mark.parametrize("wrong", ["https://fofal.exemple.cm", "a b", "fofal:443", "*"])
def test_a_list_of_anything_but_names_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="noms ou des adresses"):
        Settings(allowed_hosts=wrong)  # type: ignore[arg-type]  # that is the point
