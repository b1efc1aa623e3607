"""A bucket that speaks S3 as second place: of a provider, or of a server of the house."""

import contextlib
import datetime as dt
import io
import re
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import obstore
from cryptography.x509 import load_pem_x509_certificates
from obstore.exceptions import BaseError, NotFoundError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from fofal_server.backup.places.access import Access, Target
from fofal_server.backup.places.place import Given, Held, NotThere, PlaceError, broken, moment

_PART, _AT_ONCE = 8 << 20, 2
_MOMENT = "fofal-moment"
_TRIES = {"max_retries": 3, "retry_timeout": dt.timedelta(seconds=30)}
_TIMES = {"connect_timeout": "10s", "read_timeout": "180s", "timeout": "6h"}
"""A part that takes three minutes is given up (45 kB/s); a whole file may take its time."""
_MESSAGE = re.compile("<Message>([^<]+)</Message>")
_AWAY = {"error sending request", "connection", "timed out", "timeout"}
_DOUBT = re.compile(r"InvalidCertificate\(\s*(\w+?)(?:Context)?\b")
"""What the library says of a server that did not prove itself, deep in what it tells."""
_DOUBTS = {
    "UnknownIssuer": "aucune autorité connue ici n'a signé son certificat (FOFAL_BACKUP_COPY_CA_FILE en nomme une)",
    "Expired": "son certificat n'est plus valable",
    "NotValidYet": "son certificat n'est pas encore valable, ou l'horloge d'ici retarde",
    "NotValidForName": "son certificat est celui d'une autre machine",
}


class S3:
    """A file is an object; one in parts has its name only once the last part is there."""

    def __init__(self, store: S3Store, name: str) -> None:
        self._store, self.name = store, name

    def prepare(self) -> None:
        """Nothing: the bucket is made by whoever keeps it."""

    def files(self, below: str = "") -> dict[str, Held]:
        with self._told():
            pages = obstore.list(self._store, below or None)
            return {one["path"]: Held(one["size"], one["last_modified"]) for page in pages for one in page}

    def send(self, source: Path, name: str) -> None:
        written = {_MOMENT: str(source.stat().st_mtime)}
        with self._told():
            obstore.put(self._store, name, source, attributes=written, chunk_size=_PART, max_concurrency=_AT_ONCE)

    @contextlib.contextmanager
    def read(self, name: str) -> Iterator[Given]:
        with self._told():
            found = obstore.get(self._store, name)
            known = found.attributes.get(_MOMENT)
            written = moment(float(known)) if known else found.meta["last_modified"]
            with io.BufferedReader(_Parts(iter(found.stream(_PART))), _PART) as stream:
                yield Given(cast(io.BufferedReader, stream), written)

    def remove(self, name: str) -> None:
        with self._told():
            obstore.delete(self._store, name)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (NotFoundError, FileNotFoundError) as error:
            if "NoSuchBucket" in str(error):
                raise PlaceError(f"Le seau de {self.name} n'existe pas : faites-le, ou corrigez l'adresse.") from error
            raise NotThere(f"Ce qui est cherché n'est pas dans {self.name}.") from error
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise PlaceError(
                f"Le second lieu {self.name} refuse : la clé d'accès, son secret ou ses droits sur ce seau ne sont pas "
                "ceux qu'il attend."
            ) from error
        except (BaseError, OSError) as error:
            raise PlaceError(broken(self.name, _why(error))) from error


class _Parts(io.RawIOBase):
    """What comes part by part, as one stream."""

    def __init__(self, parts: Iterator[Any]) -> None:
        self._parts, self._held = parts, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._held:
            self._held = memoryview(next(self._parts, b""))
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)


def opened(access: Access, target: Target) -> S3:
    """The bucket; nothing is asked of it yet. Raises ``PlaceError`` for settings that lack or are not safe."""
    if access.endpoint is None or access.access_key is None or access.secret is None:
        raise PlaceError("Pour un lieu s3:// il faut FOFAL_BACKUP_COPY_ENDPOINT, FOFAL_BACKUP_COPY_ACCESS_KEY et "
                         "FOFAL_BACKUP_COPY_SECRET_FILE.")  # fmt: skip
    options: dict[str, Any] = {"allow_http": not _is_closed(access.endpoint), **_TIMES}
    if access.ca_file is not None:
        options["root_certificate"] = _authority(access.ca_file)
    store = S3Store(
        target.host,
        prefix=target.path or None,
        endpoint=access.endpoint,
        region=access.region or "us-east-1",
        access_key_id=access.access_key,
        secret_access_key=access.secret,
        virtual_hosted_style_request=False,
        client_options=options,  # type: ignore[arg-type]  # typed dictionaries there
        retry_config=_TRIES,  # type: ignore[arg-type]  # as above
    )
    return S3(store, access.address)


def _is_closed(endpoint: str) -> bool:
    """Whether nobody reads along; in the open only the machine itself may be asked."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" and parts.hostname:
        return True
    if parts.scheme == "http" and parts.hostname and _is_here(parts.hostname):
        return False
    raise PlaceError(f"FOFAL_BACKUP_COPY_ENDPOINT : {endpoint} n'est pas une adresse https://.")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _authority(file: Path) -> bytes:
    try:
        words = file.read_bytes()
        load_pem_x509_certificates(words)
    except (OSError, ValueError) as error:
        raise PlaceError(f"L'autorité {file} est illisible, ou n'est pas un certificat (PEM).") from error
    return words


def _why(error: BaseException) -> str:
    """What the server says of it; else the end of the first line, before which stands which request it was."""
    if told := _MESSAGE.search(str(error)):
        return told[1].rstrip(".")
    if doubt := _DOUBT.search(str(error)):
        return _DOUBTS.get(doubt[1], f"son certificat n'est pas valable ({doubt[1]})")
    words = str(error).partition("\n")[0].rpartition(": ")[2].strip().rstrip(".")
    return "il ne peut pas être joint, ou la ligne a été coupée" if any(one in words for one in _AWAY) else words
