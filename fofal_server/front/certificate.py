"""TLS: the server's certificate, read again when its file changes, for the next handshakes and without a restart."""

import ssl
from pathlib import Path
from typing import NamedTuple

import structlog

from fofal_server.cluster.files import is_exposed

log = structlog.get_logger("fofal.tls")
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2: those with forward secrecy that also protect what they encipher; TLS 1.3 has no others."""
Stamp = tuple[tuple[int, int, int], ...]


class CertificateError(Exception):
    """Certificate or key cannot be used; the text is French and meant for the person at the terminal."""


class Pair(NamedTuple):
    """Where certificate (with its chain) and private key lie, both PEM."""

    certificate: Path
    key: Path


class _Held:
    """The certificate in use, and what its files looked like when they were read."""

    def __init__(self, pair: Pair) -> None:
        self._pair, self._stamp, self.context = pair, _stamp(pair), _loaded(pair)

    def at_hello(self, connection: ssl.SSLObject | ssl.SSLSocket, _name: str | None, _: ssl.SSLContext) -> None:
        """Before each handshake: two looks at files are cheap, and there is no better moment."""
        stamp = _stamp(self._pair)
        if stamp != self._stamp:
            self._stamp = stamp
            self._renew()
        connection.context = self.context

    def _renew(self) -> None:
        try:
            self.context = _loaded(self._pair)
        except CertificateError as error:  # half of a new pair, or a broken one: the old one serves on
            log.error("tls.unusable", reason=str(error))  # noqa: TRY400 - the reason says all there is
        else:
            log.info("tls.renewed", certificate=str(self._pair.certificate))


def context(pair: Pair) -> ssl.SSLContext:
    """TLS 1.2 or later with the certificate of the moment; raises CertificateError when it cannot be used at all."""
    held = _Held(pair)
    listening = held.context
    listening.sni_callback = held.at_hello
    return listening


def _bare() -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    found.set_ciphers(CIPHERS)
    return found


def _loaded(pair: Pair) -> ssl.SSLContext:
    found = _bare()
    try:
        exposed = is_exposed(pair.key.stat())
        found.load_cert_chain(pair.certificate, pair.key, password=_no_password)
    except ssl.SSLError as error:
        raise CertificateError(
            f"Le certificat {pair.certificate} et la clé {pair.key} ne vont pas ensemble, ou l’un d’eux est abîmé."
        ) from error
    except (OSError, ValueError) as error:
        raise CertificateError(f"Certificat ou clé TLS illisible : {pair.certificate}, {pair.key}.") from error
    if exposed:
        raise CertificateError(f"La clé TLS {pair.key} est lisible par d’autres comptes : chmod 600 {pair.key}")
    return found


def _no_password() -> str:
    """A key that asks for a password would have the server wait at a terminal that nobody sits at."""
    raise ValueError("encrypted key")


def _stamp(pair: Pair) -> Stamp | None:
    try:
        found = [path.stat() for path in pair]
    except OSError:
        return None
    return tuple((one.st_ino, one.st_size, one.st_mtime_ns) for one in found)
