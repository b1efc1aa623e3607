"""Which servers are believed: the certificates of the system, or the authority that the installer pinned."""

import os
import ssl
from pathlib import Path
from urllib.parse import urlsplit

from fofal_desktop.api.errors import Reason, Untrusted
from fofal_desktop.machine import machine

CA_FILE = "FOFAL_CA_FILE"
"""Environment variable: a PEM file believed instead of the authorities of the system, unless the machine pins one."""

_HERE = {"127.0.0.1", "::1", "localhost"}
_EXPIRED, _NOT_YET, _WRONG_NAME, _WRONG_ADDRESS = 10, 9, 62, 64
"""What OpenSSL calls a refusal (X509_V_ERR_…)."""
_REASONS: dict[int, Reason] = {
    _EXPIRED: "expired",
    _NOT_YET: "expired",
    _WRONG_NAME: "name",
    _WRONG_ADDRESS: "name",
}


def completed(typed: str) -> str:
    """The address that somebody means who types a bare host: TLS, but for this machine itself."""
    address = typed.strip().rstrip("/")
    if not address or "://" in address:
        return address
    if address.count(":") > 1 and not address.startswith("["):  # an IPv6 address without a port
        address = f"[{address}]"
    here = on_this_machine(f"http://{address}")
    return f"{'http' if here else 'https'}://{address}"


def on_this_machine(url: str) -> bool:
    """Tell an address that leaves this machine by no cable and no proxy."""
    try:
        return urlsplit(url).hostname in _HERE
    except ValueError:  # what is no address lies nowhere
        return False


def pinned() -> Path | None:
    """The file of the authority that counts: fixed for this computer, else named by the environment."""
    if (fixed := machine().ca) is not None:
        return fixed
    named = os.environ.get(CA_FILE)
    return Path(named) if named else None


def context() -> ssl.SSLContext:
    """How certificates are judged: TLS 1.2 or better, the name always. Raises Untrusted when the pin is unusable."""
    file = pinned()
    try:
        return ssl.create_default_context(cafile=file)
    except OSError as unusable:  # never fall back to the system: the pin says that it is not enough
        raise Untrusted("authority", str(file)) from unusable


def demand_tls(url: str) -> None:
    """Raise Untrusted before a password or a record leaves this machine unencrypted."""
    if urlsplit(url).scheme != "https" and not on_this_machine(url):
        raise Untrusted("plain", urlsplit(url).hostname or url)


def refusal(error: BaseException, url: str) -> Untrusted | None:
    """Find in a broken call the certificate that was refused; None when the line is to blame."""
    chain: list[BaseException | None] = [error]
    for one in chain:
        if isinstance(one, ssl.SSLCertVerificationError):
            return Untrusted(_REASONS.get(one.verify_code, "unknown"), urlsplit(url).hostname or url)
        if one is not None:
            inner = [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
            chain += [each for each in inner if isinstance(each, BaseException) and each not in chain]
    return None
