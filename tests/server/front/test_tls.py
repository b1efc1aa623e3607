"""TLS: which versions, no plain line beside it, and a certificate that is renewed under open connections."""

import contextlib
import http.client
import os
import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from structlog.testing import capture_logs

from fofal_server.console.errors import Refusal
from fofal_server.front.certificate import CertificateError, Pair, context
from tests.server.front.wire import rest, wire
from tests.support.certificates import Authority, authority
from tests.support.patience import PATIENCE
from tests.support.processes import processes
from tests.support.servers import Server, serving


class Closed(NamedTuple):
    """A server behind a certificate, who signed it, and where it lies."""

    server: Server
    authority: Authority
    pair: Pair


@pytest.fixture(scope="module")
def closed(database, tmp_path_factory) -> Iterator[Closed]:
    folder = tmp_path_factory.mktemp("tls")
    signing, pair = authority(folder), Pair(folder / "serveur.pem", folder / "serveur.key")
    signing.write(*pair)
    with serving(database, folder, tls_cert=pair.certificate, tls_key=pair.key) as server:
        yield Closed(server, signing, pair)


def trusting(signing: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=signing.file)


def connected(closed: Closed, found: ssl.SSLContext | None = None) -> http.client.HTTPSConnection:
    place = urlsplit(closed.server.url)
    line = http.client.HTTPSConnection(
        place.hostname or "", place.port, timeout=PATIENCE, context=found or trusting(closed.authority)
    )
    line.connect()
    return line


def serial(line: http.client.HTTPSConnection) -> int:
    assert isinstance(line.sock, ssl.SSLSocket)
    return x509.load_der_x509_certificate(line.sock.getpeercert(binary_form=True) or b"").serial_number


def alive(line: http.client.HTTPSConnection) -> bool:
    line.request("GET", "/health/live")
    answer = line.getresponse()
    answer.read()
    assert answer.getheader("Strict-Transport-Security") == "max-age=31536000"
    return answer.status == 200


def served(closed: Closed) -> int:
    """The serial number of the certificate that a new connection sees."""
    line = connected(closed)
    assert alive(line)
    found = serial(line)
    line.close()
    return found


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_verified_line(closed: Closed, version: ssl.TLSVersion) -> None:
    found = trusting(closed.authority)
    found.minimum_version = found.maximum_version = version
    line = connected(closed, found)
    assert alive(line)
    line.close()


def test_older_versions_are_refused(closed: Closed) -> None:
    old, lax = trusting(closed.authority), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.load_cert_chain(*closed.pair)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        for one in (old, lax):
            one.set_ciphers("DEFAULT:@SECLEVEL=0")
            one.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    assert greeted(old, lax) == "TLSv1.1"  # this caller can do no better, and does it where it may
    with pytest.raises(ssl.SSLError, match=r"(?i)unsupported"):
        greeted(old, context(closed.pair))
    with pytest.raises(ssl.SSLError):
        connected(closed, old)


def test_ciphers_without_a_seal_of_their_own_are_refused(closed: Closed) -> None:
    """ASVS 12.1.2: beside TLS 1.3, only AES-GCM and ChaCha20 behind an exchange with forward secrecy."""
    caller, lax = trusting(closed.authority), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.load_cert_chain(*closed.pair)
    caller.set_ciphers("ECDHE-ECDSA-AES256-SHA384")
    caller.maximum_version = ssl.TLSVersion.TLSv1_2
    assert greeted(caller, lax) == "TLSv1.2"
    with pytest.raises(ssl.SSLError, match=r"(?i)no.shared.cipher"):
        greeted(caller, context(closed.pair))


def greeted(caller: ssl.SSLContext, called: ssl.SSLContext) -> str | None:
    """The version that both agree on, without a line between them."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = called.wrap_bio(there, back, server_side=True)
    client = caller.wrap_bio(back, there, server_hostname="127.0.0.1")
    for side in (client, server, client, server, client):
        with contextlib.suppress(ssl.SSLWantReadError):
            side.do_handshake()
    return client.version()


def test_nothing_is_said_without_tls(closed: Closed) -> None:
    with wire(closed.server) as line:
        line.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"HTTP" not in rest(line)


def test_a_new_certificate_is_taken_up_and_open_connections_live_on(closed: Closed) -> None:
    before = connected(closed)
    assert alive(before)
    fresh = closed.authority.write(*closed.pair)
    assert served(closed) == fresh != serial(before)
    assert alive(before)
    before.close()


def test_a_call_under_way_is_answered_across_a_renewal(closed: Closed) -> None:
    """Its body begins under the old certificate and ends under the new one, on the line that it began on."""
    body = b'{"username": "personne", "password": "faux"}'
    line = connected(closed)
    line.putrequest("POST", "/api/v1/auth/login")
    line.putheader("Content-Type", "application/json")
    line.putheader("Content-Length", str(len(body)))
    line.endheaders(body[:10])
    fresh = closed.authority.write(*closed.pair)
    assert served(closed) == fresh != serial(line)
    line.send(body[10:])
    answer = line.getresponse()
    answer.read()
    assert answer.status == 401
    assert alive(line)  # and it serves the next call as well
    line.close()


def test_half_of_a_pair_is_told_once_and_the_old_one_serves_on(closed: Closed, tmp_path: Path) -> None:
    good = served(closed)
    whole = closed.pair.key.read_text()
    closed.authority.write(tmp_path / "autre.pem", closed.pair.key)
    with capture_logs() as lines:
        assert [served(closed) for _ in range(3)] == [good] * 3
    assert [one["event"] for one in lines if one["event"].startswith("tls.")] == ["tls.unusable"]
    closed.pair.key.write_text(whole)
    assert served(closed) == good
    assert served(closed) != closed.authority.write(*closed.pair) == served(closed)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_key_that_others_may_read_is_refused(closed: Closed, tmp_path: Path) -> None:
    pair = Pair(tmp_path / "a.pem", tmp_path / "a.key")
    closed.authority.write(*pair)
    pair.key.chmod(0o640)
    with pytest.raises(CertificateError, match="chmod 600"):
        context(pair)


@pytest.mark.parametrize("damage", ["", "nothing of the kind"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_broken_pair_is_refused(closed: Closed, tmp_path: Path, which: int, damage: str) -> None:
    pair = Pair(tmp_path / "a.pem", tmp_path / "a.key")
    closed.authority.write(*pair)
    pair[which].write_text(damage)
    with pytest.raises(CertificateError):
        context(pair)
    pair[which].unlink()
    with pytest.raises(CertificateError, match="illisible"):
        context(pair)


def test_a_caller_who_trusts_another_authority_hangs_up(closed: Closed, tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        connected(closed, trusting(authority(tmp_path)))


def test_server_processes_serve_by_tls_and_refuse_a_key_that_others_may_read(
    database, closed: Closed, tmp_path: Path
) -> None:
    pair = Pair(tmp_path / "a.pem", tmp_path / "a.key")
    closed.authority.write(*pair)
    settings = {"FOFAL_TLS_CERT": str(pair.certificate), "FOFAL_TLS_KEY": str(pair.key)}
    with processes(database, tmp_path, 1, settings) as server:
        assert server.url.startswith("https://127.0.0.1:")
        assert served(Closed(server, closed.authority, pair))
    if os.name != "nt":
        pair.key.chmod(0o640)
        with pytest.raises(Refusal), processes(database, tmp_path, 1, settings):
            pass


def test_a_handshake_that_is_no_handshake_leaves_the_server_well(closed: Closed) -> None:
    with wire(closed.server) as line:
        line.sendall(os.urandom(500))
        line.shutdown(socket.SHUT_WR)
        rest(line)
    assert served(closed)


SHORT, FEW = 0.3, 8


@pytest.fixture(scope="module")
def hasty(database, closed: Closed, tmp_path_factory) -> Iterator[Closed]:
    """A server behind the same certificate that waits a third of a second for a handshake."""
    cert, key = closed.pair
    folder = tmp_path_factory.mktemp("hasty")
    with serving(database, folder, tls_cert=cert, tls_key=key, limits_head_seconds=SHORT) as server:
        yield Closed(server, closed.authority, closed.pair)


def test_a_handshake_that_does_not_begin_is_cut(hasty: Closed) -> None:
    with wire(hasty.server) as line:
        assert rest(line) == b""
    assert served(hasty)


def test_a_handshake_that_dribbles_is_cut(hasty: Closed) -> None:
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    caller = trusting(hasty.authority).wrap_bio(there, back, server_hostname="127.0.0.1")
    with contextlib.suppress(ssl.SSLWantReadError):
        caller.do_handshake()
    hello = back.read()
    sent = 0
    with wire(hasty.server) as line:
        line.settimeout(0.05)
        while sent < len(hello) - 1:  # never whole, however long it takes
            try:
                line.sendall(hello[sent : sent + 1])
                sent += 1
                if line.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                break
    assert 0 < sent < len(hello) - 1
    assert served(hasty)


def test_handshakes_that_never_end_do_not_keep_others_out(database, closed: Closed, tmp_path: Path) -> None:
    cert, key = closed.pair
    with (
        serving(
            database, tmp_path, tls_cert=cert, tls_key=key, limits_connections=FEW, limits_head_seconds=PATIENCE
        ) as one,
        contextlib.ExitStack() as held,
    ):
        silent = [held.enter_context(wire(one)) for _ in range(3 * FEW)]
        assert served(Closed(one, closed.authority, closed.pair))
        assert rest(silent[0]) == b""
