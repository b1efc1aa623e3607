"""The file store: whole or absent, private, named by content alone."""

import errno
import hashlib
import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from fofal_server.core.errors import DiskFull, FofalError
from fofal_server.core.storage import Store

CONTENT = b"fofal" * 100_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "dépôt de fichiers")


class Failing(io.BytesIO):
    """A source that breaks in the middle, as a full disk or a cut would."""

    def __init__(self, number: int) -> None:
        super().__init__(CONTENT)
        self.number = number

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise OSError(self.number, os.strerror(self.number))
        return super().read(size)


def files_in(store: Store) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_kept_and_read_again(store: Store) -> None:
    store.keep(DIGEST, io.BytesIO(CONTENT))
    assert b"".join(store.read(DIGEST)) == CONTENT
    assert store.size(DIGEST) == len(CONTENT)
    assert list(store.digests()) == [DIGEST]
    assert list(store.drafts()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_only_the_server_reads_it(store: Store) -> None:
    store.keep(DIGEST, io.BytesIO(CONTENT))
    path = store.path(DIGEST)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, store.folder)} == {0o700}


def test_the_same_bytes_are_written_once(store: Store) -> None:
    store.keep(DIGEST, io.BytesIO(CONTENT))
    before = store.path(DIGEST).stat().st_ino
    store.keep(DIGEST, io.BytesIO(CONTENT))
    assert store.path(DIGEST).stat().st_ino == before


def test_two_at_once_do_not_disturb_each_other(store: Store) -> None:
    contents = [bytes([number]) * 1000 for number in range(40)] * 2
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(store.keep, digests, map(io.BytesIO, contents)))
    assert set(store.digests()) == set(digests)
    assert list(store.drafts()) == []


@pytest.mark.parametrize(("source", "refusal"), [
    (Failing(errno.ENOSPC), DiskFull), (Failing(errno.EIO), OSError), (io.BytesIO(b"other bytes"), FofalError),
])  # fmt: skip
def test_what_fails_leaves_nothing(store: Store, source: BinaryIO, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        store.keep(DIGEST, source)
    assert files_in(store) == []
    assert store.size(DIGEST) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/" * 64, "a" * 64 + "\n"])
def test_a_path_is_made_of_a_digest_and_of_nothing_else(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        store.path(name)


def test_removing_twice_is_harmless(store: Store) -> None:
    store.keep(DIGEST, io.BytesIO(CONTENT))
    store.remove(DIGEST)
    store.remove(DIGEST)
    assert list(store.digests()) == []
