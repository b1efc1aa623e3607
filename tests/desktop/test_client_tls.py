"""The client behind TLS: it signs in only where the certificate is verified."""

import pytest

from fofal_desktop.api.backoff import Backoff
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import Untrusted
from fofal_desktop.api.session import Session
from fofal_desktop.api.trust import CA_FILE
from tests.server.auth.conftest import Person
from tests.support.certificates import authority
from tests.support.servers import serving


@pytest.fixture(scope="module")
def closed(database, tmp_path_factory):
    """A server behind a certificate, and the folder of the two."""
    folder = tmp_path_factory.mktemp("tls")
    signing, pair = authority(folder), (folder / "serveur.pem", folder / "serveur.key")
    signing.write(*pair)
    with serving(database, folder, tls_cert=pair[0], tls_key=pair[1]) as server:
        yield server, signing, pair


@pytest.fixture
def signing_in(closed, shelf, monkeypatch):
    """Tries to sign in, trusting the authorities of a file."""
    person = Person(closed[0])

    def tried(trusted: str) -> bool:
        monkeypatch.setenv(CA_FILE, trusted)
        client = Client(Session(closed[0].url), backoff=Backoff(pauses=()))
        try:
            return bool(client.sign_in(person.username, person.password).access_token)
        finally:
            client.close()

    return tried


def test_a_certificate_of_the_trusted_authority_is_accepted(closed, signing_in):
    assert signing_in(str(closed[1].file))


@pytest.mark.parametrize("trusted", ["", "another"])
def test_a_certificate_of_nobody_we_know_is_refused(signing_in, tmp_path, trusted):
    with pytest.raises(Untrusted):
        signing_in(str(authority(tmp_path).file) if trusted else "")


@pytest.mark.parametrize("wrong", [{"host": "ailleurs.example"}, {"expired": True}], ids=["host", "expired"])
def test_the_wrong_name_and_one_that_has_expired_are_refused(closed, signing_in, wrong):
    _, signing, pair = closed
    signing.write(*pair, **wrong)
    try:
        with pytest.raises(Untrusted):
            signing_in(str(signing.file))
    finally:
        signing.write(*pair)
