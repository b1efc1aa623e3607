"""Only the server itself is spoken to: real TLS with certificates of all the kinds that must be refused."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn

from fofal_desktop.api import trust
from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable, Untrusted
from fofal_desktop.api.session import Session
from fofal_desktop.api.trust import CA_FILE
from fofal_desktop.gate import message_of
from fofal_desktop.language import speak
from tests.support.certificates import Authority, authority
from tests.support.patience import PATIENCE

HOST = "127.0.0.1"
heard: list[str] = []


async def _answers(scope, receive, send):
    """No server of the house behind it: what matters is who gets to hear the call."""
    heard.append(scope["path"])
    await send({"type": "http.response.start", "status": 401, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b"{}"})


@contextmanager
def showing(certificate: ssl.SSLContext) -> Iterator[str]:
    """A server that shows ``certificate``, by its address."""
    ready = threading.Event()

    class Told(uvicorn.Server):
        async def startup(self, sockets=None):
            await super().startup(sockets)
            ready.set()

    config = uvicorn.Config(
        _answers, port=0, log_config=None, access_log=False, lifespan="off", ssl_context_factory=lambda *_: certificate
    )
    server = Told(config)
    thread = threading.Thread(target=server.run, name="tls-server")
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield f"https://{HOST}:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture
def house(tmp_path: Path) -> Authority:
    """The authority of the company."""
    return authority(tmp_path)


@pytest.fixture(autouse=True)
def _nothing_heard() -> None:
    heard.clear()


def sign_in(url: str) -> ApiError:
    """What becomes of a sign-in at ``url``."""
    with closing(Client(Session(url), backoff=Backoff(pauses=(0.01,)))) as client:
        try:
            client.sign_in("awa", "a very secret password")
        except ApiError as error:
            return error
    raise AssertionError("nothing was refused")


def test_the_pinned_authority_is_believed(house, monkeypatch):
    monkeypatch.setenv(CA_FILE, str(house.file))
    with showing(house.server(HOST)) as url:
        error = sign_in(url)
    assert not isinstance(error, Unreachable)
    assert heard == ["/api/v1/auth/login"]


@pytest.mark.parametrize(
    ("name", "expired", "reason"),
    [("autre.example", False, "name"), ("192.0.2.1", False, "name"), (HOST, True, "expired")],
)
def test_a_certificate_of_our_authority_must_still_hold(house, monkeypatch, name, expired, reason):
    monkeypatch.setenv(CA_FILE, str(house.file))
    with showing(house.server(name, expired=expired)) as url:
        error = sign_in(url)
    assert isinstance(error, Untrusted)
    assert error.reason == reason
    assert heard == []


def test_an_authority_that_nobody_pinned_is_refused_and_no_password_leaves(house, monkeypatch):
    monkeypatch.delenv(CA_FILE, raising=False)
    with showing(house.server(HOST)) as url:
        error = sign_in(url)
    assert isinstance(error, Untrusted)
    assert error.reason == "unknown"
    assert heard == []


def test_the_pin_replaces_every_other_authority(house, monkeypatch, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv(CA_FILE, str(house.file))
    stranger = authority(other, "Une autre autorité")
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(stranger.file))
    with showing(stranger.server(HOST)) as url:
        error = sign_in(url)
    assert isinstance(error, Untrusted)
    assert error.reason == "unknown"


@pytest.mark.parametrize("content", [None, "not a certificate"])
def test_a_pin_that_cannot_be_read_never_falls_back(house, monkeypatch, tmp_path, content):
    file = tmp_path / "pin.pem"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv(CA_FILE, str(file))
    with showing(house.server(HOST)) as url:
        error = sign_in(url)
    assert isinstance(error, Untrusted)
    assert error.reason == "authority"
    assert str(file) in message_of(error)


def test_a_server_without_tls_hears_nothing_from_afar():
    error = sign_in("http://erp.example")
    assert isinstance(error, Untrusted)
    assert error.reason == "plain"


def test_older_tls_is_refused(house, monkeypatch):
    monkeypatch.setenv(CA_FILE, str(house.file))
    old = house.server(HOST)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with showing(old) as url:
        assert isinstance(sign_in(url), Unreachable)
    assert heard == []


@pytest.mark.parametrize("reason", ["name", "expired", "unknown", "authority", "plain"])
def test_each_refusal_says_in_french_what_to_do(qapp, reason):
    spoken = speak(qapp, "fr", [])
    words = message_of(Untrusted(reason, "erp.fofal.example"))
    for translator in spoken:
        qapp.removeTranslator(translator)
    assert "erp.fofal.example" in words
    assert "administrateur" in words or "https://" in words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("erp.fofal.cm", "https://erp.fofal.cm"),
        (" erp.fofal.cm:8443/ ", "https://erp.fofal.cm:8443"),
        ("192.168.1.20", "https://192.168.1.20"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost"),
        ("LocalHost:8000", "http://LocalHost:8000"),
        ("::1", "http://[::1]"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("2001:db8::7", "https://[2001:db8::7]"),
        ("localhost.exemple.cm", "https://localhost.exemple.cm"),
        ("127.0.0.1.exemple.cm", "https://127.0.0.1.exemple.cm"),
        ("localhost@exemple.cm", "https://localhost@exemple.cm"),
        ("http://erp.fofal.cm", "http://erp.fofal.cm"),
        ("https://127.0.0.1", "https://127.0.0.1"),
        ("[oups", "https://[oups"),
        ("", ""),
    ],
)
def test_a_bare_host_is_asked_over_tls_unless_it_is_this_machine(typed, meant):
    """What was written with http:// stays, and is refused from afar before anything leaves."""
    assert trust.completed(typed) == meant
