"""A real S3 server in a process of its own, which asks for signed requests; gone afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fofal_server.backup.places.access import Access
from tests.support.patience import PATIENCE
from tests.support.programs import library

OPEN_CALLS = "4"
"""Bucket, account, policy and key are made by nobody in particular; from then on each call is signed by who may."""
KEY, SECRET, BUCKET = "AKIAFOFALTEST0000001", "un secret qui ne sert qu'ici", "fofal"


@dataclass(frozen=True)
class S3Server:
    """One bucket, and who may use it."""

    port: int
    access_key: str
    secret: str

    def access(self, path: str, *, port: int | None = None, **other: str) -> Access:
        """A folder of the bucket, by another port where something stands in between."""
        known = {"access_key": self.access_key, "secret": self.secret, "region": "us-east-1"}
        endpoint = f"http://127.0.0.1:{port or self.port}"
        return Access(f"s3://{other.pop('bucket', BUCKET)}/{path}", endpoint=endpoint, **(known | other))


@contextmanager
def s3_server() -> Iterator[S3Server]:
    library("moto")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.s3_process", BUCKET],
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
        port, access_key, secret = process.stdout.readline().split()
        try:
            yield S3Server(int(port), access_key, secret)
        finally:
            process.kill()
            process.wait(PATIENCE)
