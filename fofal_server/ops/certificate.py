"""How long the certificate of the server lasts: the first end in its chain counts."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class Lasting:
    """``names`` are those that callers may know the server by; the chain holds from ``begins`` to ``ends``."""

    names: tuple[str, ...]
    begins: dt.datetime
    ends: dt.datetime

    def days_left(self, now: dt.datetime) -> int:
        return (self.ends - now).days

    def soon_over(self, now: dt.datetime) -> bool:
        return self.ends - now < SOON


def read(path: Path) -> Lasting:
    """Raises OSError or ValueError for a file that holds no certificate."""
    chain = x509.load_pem_x509_certificates(path.read_bytes())
    begins, ends = (one.not_valid_before_utc for one in chain), (one.not_valid_after_utc for one in chain)
    return Lasting(_names(chain[0]), max(begins), min(ends))


def _names(shown: x509.Certificate) -> tuple[str, ...]:
    try:
        told = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(one.value) for one in told)
