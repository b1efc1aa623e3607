"""Built desktops under other numbers and with a key of the test: the same files, but for what tells the version.

They also begin to look for a newer version some seconds after somebody has signed in, and not five minutes.
"""

import io
import json
import lzma
import shutil
import struct
import tarfile
import zlib
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from fofal_desktop.shell import updating
from fofal_server.contract import version as stamp
from fofal_server.contract.version import VERSION
from fofal_server.updates.trusted import KEYS

INNER = "_internal"
TRUSTED = Path(INNER, *KEYS.parts[-3:])
SOON_MS = 4096


def stamped(built: Path, made: Path, keys: Path, version: str = VERSION) -> Path:
    """A copy of a built program that trusts ``keys``; a desktop also says that it is ``version``, and looks soon."""
    shutil.copytree(built, made, symlinks=True)
    shutil.copyfile(keys, made / TRUSTED)
    if made.name == "fofal-desktop":
        _stamp(made / made.name, updating.__name__, struct.pack("<i", updating.FIRST_MS), struct.pack("<i", SOON_MS))
    if version != VERSION:
        _stamp(made / made.name, stamp.__name__, VERSION.encode(), version.encode())
        about = made / INNER / "about" / "version.json"
        about.write_text(json.dumps(json.loads(about.read_bytes()) | {"version": version}), encoding="utf-8")
    return made


def _stamp(program: Path, name: str, own: bytes, other: bytes) -> None:
    """Python's modules lie squeezed behind the starter, each at its place: this one has to take no more than before."""
    archive = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    _kind, begins, size = archive.toc[name]
    whole, place = bytearray(program.read_bytes()), archive._start_offset + begins
    module = zlib.decompress(whole[place : place + size])
    assert (module.count(own), len(own)) == (1, len(other))
    new = zlib.compress(module.replace(own, other), 9)
    assert len(new) <= size
    whole[place : place + size] = new.ljust(size, b"\0")
    program.write_bytes(whole)


def package(folder: Path) -> bytes:
    """As a version is published; squeezed in a hurry."""
    made = io.BytesIO()
    with lzma.open(made, "wb", preset=0) as out, tarfile.open(fileobj=out, mode="w") as whole:
        whole.add(folder, folder.name)
    return made.getvalue()
