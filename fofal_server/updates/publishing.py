"""Publishing a version: verified to the last byte while it is copied, and there as a whole or not at all."""

import errno
import hashlib
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from fofal_server.cluster.files import give_to_owner_of, make_folder, sync_folder
from fofal_server.contract.updates import LONGEST, MANIFEST, SIGNATURE, Manifest, Package, Untrusted, rank, read
from fofal_server.core import bytesize
from fofal_server.core.errors import Refused
from fofal_server.core.turns import Turns
from fofal_server.updates import shelf
from fofal_server.updates.shelf import Published

KEPT = 2
"""Versions of a channel that stay: the one that is offered, and the one before for downloads that go on."""
_CHUNK = 1024 * 1024
_DRAFT = "draft-"
_FULL = {errno.ENOSPC, errno.EDQUOT}


def publish(data_dir: Path, folder: Path, keys: Collection[bytes]) -> tuple[Published, bool]:
    """Offer the version that lies in ``folder``; what is offered then, and whether it is new.

    Refused in words when it is not signed by one of ``keys``, not whole, or not newer than what is offered. The same
    version twice is fine, and repairs it; the same number with other contents is not.
    """
    words, signature = _taken(folder / MANIFEST), _taken(folder / SIGNATURE)
    try:
        manifest = read(words, signature, keys)
    except Untrusted as error:
        raise Refused("updates.forged", folder=str(folder)) from error
    _judge(manifest)
    with Turns(data_dir, "publishing", 1).taken():
        before = shelf.newest(data_dir, manifest.channel)
        if before is None or before.words != words:
            _refuse_older(manifest, before)
        elif before.whole:
            return before, False
        made = _laid(data_dir, folder, Published(folder, manifest, words, signature))
        _clear(data_dir, manifest.channel)
    return made, True


def _taken(file: Path) -> bytes:
    """One of the two small files; no more of it is read than it may have."""
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST + 1)
    except OSError as error:
        raise Refused("updates.no_manifest", file=str(file)) from error


def _judge(manifest: Manifest) -> None:
    """What a signature does not promise: that it can be served under these names, and read by its people."""
    names = Counter(one.file for one in manifest.packages)
    wrong = [name for name, times in names.items() if times > 1 or f"-{manifest.version}-" not in name]
    if wrong or not names:
        raise Refused("updates.bad_names", names=", ".join(wrong) or "–", version=manifest.version)
    if "fr" not in manifest.notes or rank(manifest.minimum) > rank(manifest.version):
        raise Refused("updates.bad_manifest")


def _refuse_older(manifest: Manifest, before: Published | None) -> None:
    if before is None or rank(manifest.version) > rank(before.manifest.version):
        return
    same = manifest.version == before.manifest.version
    key = "updates.other_contents" if same else "updates.older"
    raise Refused(key, version=manifest.version, offered=before.manifest.version, channel=manifest.channel)


def _laid(data_dir: Path, folder: Path, published: Published) -> Published:
    """Copy beside and rename: whoever looks meanwhile finds the version before, or this one whole."""
    channel = shelf.place(data_dir, published.manifest.channel)
    for each in (channel.parent, channel):
        _make(each)
    _sweep(channel)
    draft, target = channel / f"{_DRAFT}{secrets.token_hex(8)}", channel / published.manifest.version
    try:
        _make(draft)
        _refuse_full(draft, published.manifest)
        for package in published.manifest.packages:
            _copied(folder / package.file, draft / package.file, package)
        for name, content in ((MANIFEST, published.words), (SIGNATURE, published.signature)):
            _written(draft / name, (content,))
        sync_folder(draft)
        shutil.rmtree(target, ignore_errors=True)  # what lies there was damaged: else this number was refused
        draft.rename(target)
        sync_folder(channel)
    except OSError as error:
        raise _failed(error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Published(target, published.manifest, published.words, published.signature)


def _make(folder: Path) -> None:
    """A folder of the owner's own, also where root types."""
    if folder.is_dir():
        return
    make_folder(folder, 0o700)
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        give_to_owner_of(folder.parent, descriptor)
        os.close(descriptor)


def _copied(source: Path, target: Path, package: Package) -> None:
    """Copy a package and know by then that it is the one that was signed; never more of it than was announced."""
    if not source.is_file():
        raise Refused("updates.package_missing", file=package.file)
    seen, size = hashlib.sha256(), 0

    def pieces(file: BinaryIO) -> Iterable[bytes]:
        nonlocal size
        while size <= package.size and (piece := file.read(_CHUNK)):
            size += len(piece)
            seen.update(piece)
            yield piece

    with source.open("rb") as file:
        _written(target, pieces(file))
    if size != package.size:
        raise Refused("updates.truncated", file=package.file)
    if seen.hexdigest() != package.sha256:
        raise Refused("updates.other_sum", file=package.file)


def _written(target: Path, pieces: Iterable[bytes]) -> None:
    with target.open("xb") as file:
        target.chmod(0o600)
        for piece in pieces:
            file.write(piece)
        file.flush()
        give_to_owner_of(target.parent, file.fileno())
        os.fsync(file.fileno())


def _refuse_full(folder: Path, manifest: Manifest) -> None:
    need, free = sum(one.size for one in manifest.packages), shutil.disk_usage(folder).free
    if need > free:
        raise Refused("updates.no_room", need=bytesize.size(need), free=bytesize.size(free))


def _failed(error: OSError) -> Refused:
    key = "updates.disk_full" if error.errno in _FULL else "updates.cannot_copy"
    return Refused(key, why=error.strerror or str(error))


def _clear(data_dir: Path, channel: str) -> None:
    for old in shelf.versions(data_dir, channel)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _sweep(channel: Path) -> None:
    """What somebody who was killed left behind; the turn says that nobody is at it."""
    for left in channel.glob(f"{_DRAFT}*"):
        shutil.rmtree(left, ignore_errors=True)
