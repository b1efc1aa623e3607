"""A real S3 server in a process of its own, which asks for signed requests; gone afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fofal_server.backup.places.access import Access
from tests.support.certificates import Authority, authority
from tests.support.patience import PATIENCE
from tests.support.programs import library

OPEN_CALLS = "4"
"""Bucket, account, policy and key are made by nobody in particular; from then on each call is signed by who may."""
KEY, SECRET, BUCKET = "AKIAFOFALTEST0000001", "un secret qui ne sert qu'ici", "fofal"


CERTIFICATES: Mapping[str, dict[str, Any]] = {
    "good": {},
    "expired": {"expired": True},
    "another's": {"host": "s3.exemple.cm"},
}
"""What it shows of itself over TLS, each at a port of its own."""


@dataclass(frozen=True)
class S3Server:
    """One bucket, and who may use it; ``secure`` are its ports over TLS, ``signer`` is who signed what it shows there."""

    access_key: str
    secret: str
    port: int
    secure: Mapping[str, int]
    signer: Authority

    def access(self, path: str, *, port: int | None = None, **other: str) -> Access:
        """A folder of the bucket, by another port where something stands in between."""
        known = {"access_key": self.access_key, "secret": self.secret, "region": "us-east-1"}
        endpoint = f"http://127.0.0.1:{port or self.port}"
        return Access(f"s3://{other.pop('bucket', BUCKET)}/{path}", endpoint=endpoint, **(known | other))

    def over_tls(self, path: str, ca_file: Path | None, certificate: str = "good") -> Access:
        """A folder of the bucket, by the port that shows this certificate, for who believes this authority."""
        endpoint = f"https://127.0.0.1:{self.secure[certificate]}"
        return replace(self.access(path), endpoint=endpoint, ca_file=ca_file)


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Its certificates lie in the folder."""
    library("moto")
    signer = authority(folder)
    shown = [str(signer.shown(**how)) for how in CERTIFICATES.values()]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.s3_process", BUCKET, *shown],
        env={
            **os.environ,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "INITIAL_NO_AUTH_ACTION_COUNT": OPEN_CALLS,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        access_key, secret, *ports = process.stdout.readline().split()
        port, *secure = map(int, ports)
        try:
            yield S3Server(access_key, secret, port, dict(zip(CERTIFICATES, secure, strict=True)), signer)
        finally:
            process.kill()
            process.wait(PATIENCE)
