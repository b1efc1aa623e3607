"""A certificate authority of the run's own, and certificates of servers that it has signed or has not."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fofal_server.cluster.files import write_private
from fofal_server.core import clock

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Signs certificates; ``file`` is what a client believes."""

    file: Path
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def server(self, host: str, *, expired: bool = False) -> ssl.SSLContext:
        """What a server named ``host`` (a name or an address) shows to whoever connects."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.shown(host, expired=expired))
        return context

    def shown(self, host: str = "127.0.0.1", *, expired: bool = False) -> Path:
        """A file with a key and its certificate, for a server that loads it itself."""
        key, made = self._issued(host, expired=expired)
        path = self.file.with_name(f"{made.serial_number}.pem")
        path.write_bytes(_pem(key) + made.public_bytes(serialization.Encoding.PEM))
        return path

    def write(
        self, certificate: Path, key_file: Path, *, host: str = "127.0.0.1", expired: bool = False, days: int = 1
    ) -> int:
        """A new certificate and its key in these files, each replaced at once; answers the serial number."""
        key, made = self._issued(host, expired=expired, days=days)
        write_private(key_file, _pem(key).decode())
        write_private(certificate, made.public_bytes(serialization.Encoding.PEM).decode())
        return made.serial_number

    def _issued(
        self, host: str, *, expired: bool, days: int = 1
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        key = ec.generate_private_key(ec.SECP256R1())
        now = clock.now() - (DAY * 30 if expired else dt.timedelta())
        made = (
            _certificate(host, self.certificate.subject, key)
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY * days)
            .add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return key, made


def authority(folder: Path, name: str = "Autorité d'essai") -> Authority:
    """A new authority whose certificate stands in ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        _certificate(name, issuer, key)
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"authority-{made.serial_number}.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return Authority(file, made, key)


def _certificate(name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    return builder.public_key(key.public_key()).serial_number(x509.random_serial_number())


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
