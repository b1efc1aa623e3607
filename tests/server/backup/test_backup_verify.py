"""Whatever happens to a set is found."""

import io
import os
import random
import shutil
import tarfile

import pytest

from fofal_server.backup.archive import read_tar
from fofal_server.backup.errors import Damaged
from fofal_server.backup.manifest import save
from fofal_server.backup.pieces import piece
from fofal_server.backup.verify import verify
from tests.server.backup.examples import make_set, manifest_of, noise, write_tar

DRAW = random.Random(22)  # noqa: S311 - the same damage every time


@pytest.fixture(scope="module")
def whole(tmp_path_factory, key):
    return make_set(tmp_path_factory.mktemp("backups"), key)


@pytest.fixture
def spoiled(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / whole.name)


def any_place(folder):
    """A byte of the set, each as likely as any other."""
    files = sorted(folder.iterdir())
    place = DRAW.randrange(sum(file.stat().st_size for file in files))
    for file in files:
        if place < (size := file.stat().st_size):
            return file, place
        place -= size
    raise AssertionError(place)


def test_a_whole_set_has_no_findings(whole, key):
    assert verify(whole, key) == []


def test_each_of_200_flipped_bits_is_found(spoiled, key):
    for _ in range(200):
        file, place = any_place(spoiled)
        content = file.read_bytes()
        flipped = bytearray(content)
        flipped[place] ^= 1 << DRAW.randrange(8)
        file.write_bytes(flipped)
        assert len(verify(spoiled, key)) == 1
        file.write_bytes(content)
    assert verify(spoiled, key) == []


def test_each_of_200_cuts_is_found(spoiled, key):
    for _ in range(200):
        file, place = any_place(spoiled)
        content = file.read_bytes()
        os.truncate(file, place)
        assert len(verify(spoiled, key)) == 1
        file.write_bytes(content)
    assert verify(spoiled, key) == []


def test_flips_in_the_small_files_are_found(spoiled, key):
    for name in ("manifest.json", "manifest.mac"):
        content = (spoiled / name).read_bytes()
        for _ in range(50):
            flipped = bytearray(content)
            flipped[DRAW.randrange(len(content))] ^= 1 << DRAW.randrange(8)
            (spoiled / name).write_bytes(flipped)
            assert verify(spoiled, key) != []
        (spoiled / name).write_bytes(content)


def test_lacking_lengthened_linked_and_foreign_files_are_found(whole, spoiled, key, other_key):
    path = spoiled / "base.tar.z.sealed"
    path.write_bytes(path.read_bytes() + b"\0")
    assert "octets au lieu de" in verify(spoiled, key)[0]
    path.unlink()
    assert verify(spoiled, key) == ["base.tar.z.sealed : base.tar.z.sealed manque : prenez une autre sauvegarde."]
    path.symlink_to(whole / path.name)
    assert "n’est pas un fichier" in verify(spoiled, key)[0]
    assert "autre clé" in verify(spoiled, other_key)[0]


def test_a_well_sealed_piece_that_is_not_the_manifest_s_is_found(spoiled, key):
    path = spoiled / "dump.sealed"
    path.unlink()
    with piece(path, key.public) as writer:
        writer.write(noise(4, 70_000))
    assert verify(spoiled, key) == [
        "dump.sealed : Ce fichier n’est pas celui du manifeste : prenez une autre sauvegarde."
    ]


def test_a_renamed_set_is_found(whole, key, tmp_path):
    renamed = shutil.copytree(whole, tmp_path / "20200101T000000Z-0000")
    assert [finding for finding in verify(renamed, key) if whole.name in finding] == verify(renamed, key) != []


@pytest.mark.parametrize("cut", [1024, 1536, 512, 2048, 5])
def test_a_sealed_and_signed_half_of_an_archive_is_found(tmp_path, key, cut):
    """Its writer died, and nobody looked at how it ended."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in "abc":
            member = tarfile.TarInfo(name)
            member.size = 512
            archive.addfile(member, io.BytesIO(b"x" * 512))
    end = 3 * 1024 + 1024
    with piece(tmp_path / "base.tar.z.sealed", key.public) as writer:
        writer.write(buffer.getvalue()[: end - cut])
    save(manifest_of(tmp_path.name, [writer.piece], key), tmp_path, key)
    assert "L’archive à l’intérieur est incomplète" in verify(tmp_path, key)[0]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_archives_of_every_kind_are_walked_to_their_end(tmp_path, form):
    (tmp_path / "file").write_bytes(noise(1, 3000))
    (tmp_path / "link").symlink_to("file")
    os.link(tmp_path / "file", tmp_path / "twin")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / ("long" * 20)).mkdir()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        archive.add(tmp_path, "set")
    assert read_tar(io.BytesIO(buffer.getvalue())) == len(buffer.getvalue())


class Endless(io.RawIOBase):
    """A tar of one file of 9 GiB, whose size stands in a word before it, and its end; nothing of it is kept."""

    def __init__(self, size, form):
        member = tarfile.TarInfo("big")
        member.size = size
        self.parts = [member.tobuf(form), size, bytes(1024)]

    def read(self, most=-1):
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int) and part:
                self.parts[0] -= min(most, part)
                return bytes(min(most, part))
            if not part:
                self.parts.pop(0)
                continue
            self.parts[0] = part[most:]
            return part[:most]
        return b""


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_files_too_large_for_a_head_are_walked_over(form):
    size = 9 << 30
    assert size < read_tar(Endless(size, form)) < size + 4096


def test_a_stream_without_an_end_mark_is_no_archive():
    with pytest.raises(Damaged):
        read_tar(io.BytesIO())
    with pytest.raises(Damaged):
        read_tar(io.BytesIO(bytes(512) + b"x" * 1024))
    buffer = io.BytesIO()
    write_tar(buffer, {})
    assert read_tar(io.BytesIO(buffer.getvalue())) == len(buffer.getvalue())
