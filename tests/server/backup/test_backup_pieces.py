"""Files of a set: compressed, sealed, counted, private."""

import hashlib
import os
import stat
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.backup import pieces
from fofal_server.backup.errors import Damaged, WrongKey
from fofal_server.backup.pieces import Piece, piece, read_piece
from fofal_server.backup.sealing import CHUNK, sealing

NAMES = ["files.tar.z.sealed", "dump.sealed"]


def make(path, key, content):
    with piece(path, key.public) as writer:
        writer.write(content)
    return writer.piece


def write_and_fail(writer, content):
    writer.write(content)
    raise OSError("full")


def content_of(path, key):
    with read_piece(path, key) as stream:
        return stream.read()


@pytest.mark.parametrize("name", NAMES)
def test_a_piece_tells_what_is_on_the_disk(tmp_path, key, name):
    made = make(tmp_path / name, key, b"palm " * 50_000)
    sealed = (tmp_path / name).read_bytes()
    assert made == Piece(name, len(sealed), 250_000, hashlib.sha256(sealed).hexdigest())
    assert (made.size < 10_000) == name.endswith(".z.sealed")
    assert content_of(tmp_path / name, key) == b"palm " * 50_000
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2 * CHUNK + 1), st.booleans()), max_size=4), st.sampled_from(NAMES))
def test_any_content_comes_back(tmp_path_factory, key, parts, name):
    path = tmp_path_factory.mktemp("piece") / name
    written = [os.urandom(size) if noisy else bytes(size) for size, noisy in parts]
    with piece(path, key.public) as writer:
        for part in written:
            writer.write(part)
    assert content_of(path, key) == b"".join(written)


def test_an_exception_leaves_no_piece(tmp_path, key):
    with pytest.raises(OSError, match="full"), piece(tmp_path / NAMES[0], key.public) as writer:
        write_and_fail(writer, b"x" * 10)
    with pytest.raises(ValueError, match="not finished"):
        assert writer.piece
    with pytest.raises(Damaged), read_piece(tmp_path / NAMES[0], key) as stream:
        stream.read()


def test_an_existing_file_is_never_written_over(tmp_path, key):
    make(tmp_path / NAMES[0], key, b"first")
    with pytest.raises(FileExistsError), piece(tmp_path / NAMES[0], key.public):
        pass
    assert content_of(tmp_path / NAMES[0], key) == b"first"


def test_another_key_reads_nothing(tmp_path, key, other_key):
    make(tmp_path / NAMES[0], key, b"secret")
    with pytest.raises(WrongKey):
        read_piece(tmp_path / NAMES[0], other_key)


@pytest.mark.parametrize("spoiled", [b"", b"no zlib", zlib.compress(b"x" * 99)[:-3], zlib.compress(b"x") + b"y"])
def test_a_seal_around_broken_compression_is_damage(tmp_path, key, spoiled):
    path = tmp_path / NAMES[0]
    with path.open("wb") as file, sealing(file, key.public) as stream:
        stream.write(spoiled)
    with read_piece(path, key) as stream, pytest.raises(Damaged, match="comprimé"):
        stream.read()


def test_only_plain_files_are_read(tmp_path, key):
    make(tmp_path / "true.sealed", key, b"secret")
    (tmp_path / "link.sealed").symlink_to(tmp_path / "true.sealed")
    (tmp_path / "folder.sealed").mkdir()
    os.mkfifo(tmp_path / "pipe.sealed")
    for name in ("link", "folder", "pipe"):
        with pytest.raises(Damaged, match="n’est pas un fichier"):
            read_piece(tmp_path / f"{name}.sealed", key)
    with pytest.raises(Damaged, match="manque"):
        read_piece(tmp_path / "absent.sealed", key)


SEAL_MUCH = """
import os, re, sys
from pathlib import Path
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.pieces import piece, read_piece

key, path, part = BackupKey.generate(), Path(sys.argv[1]), os.urandom(1 << 20)
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
with piece(path, key.public) as writer:
    for _ in range(200):
        writer.write(part)
with read_piece(path, key) as stream:
    while stream.read(1 << 20):
        pass
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes of peak memory as Linux counts them")
def test_memory_does_not_grow_with_the_file(tmp_path):
    argv = [sys.executable, "-c", SEAL_MUCH, str(tmp_path / NAMES[0])]
    grown = subprocess.run(argv, check=True, capture_output=True, text=True, timeout=120)
    assert (tmp_path / NAMES[0]).stat().st_size > 200 << 20
    assert int(grown.stdout) < 16 * 1024


def test_a_bomb_is_unpacked_in_the_portions_that_are_asked_for(tmp_path, key):
    with piece(tmp_path / NAMES[0], key.public) as writer:
        for _ in range(64):
            writer.write(bytes(1 << 20))
    assert writer.piece.size < 1 << 20
    with (tmp_path / NAMES[0]).open("rb") as file:
        stream = pieces.plain(file, NAMES[0], key)
        assert max(len(part) for part in iter(lambda: stream.read1(5000), b"")) <= CHUNK
