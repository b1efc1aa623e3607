"""One file of a backup set: written through compression, seal and check sum, read back the same way."""

import contextlib
import dataclasses
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

from pydantic import Field

from fofal_server.backup.errors import Damaged
from fofal_server.backup.files import Steady, open_new, open_plain
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.sealing import CHUNK, sealing, unsealed
from fofal_server.backup.streams import CheckedStream, Counted

LEVEL = 1
_BROKEN = "Le contenu comprimé de ce fichier est incomplet ou abîmé : prenez une autre sauvegarde."


@dataclasses.dataclass(frozen=True)
class Piece:
    """What the manifest says of a file: its sizes in bytes, sealed and plain, and the SHA-256 of the sealed file."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*\.sealed$")]
    size: Annotated[int, Field(ge=0)]
    plain_size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class PieceWriter(io.RawIOBase):
    """Takes plain bytes; `piece` is known once its `with` ended well."""

    def __init__(self, sealed: BinaryIO, packed: bool) -> None:
        self._sealed = sealed
        self._packer = zlib.compressobj(LEVEL) if packed else None
        self._made: Piece | None = None
        self.plain_size = 0

    @property
    def piece(self) -> Piece:
        if self._made is None:
            raise ValueError("the piece is not finished")
        return self._made

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self._sealed.write(self._packer.compress(data) if self._packer else data)
        self.plain_size += size
        return size

    def finish(self) -> None:
        if self._packer:
            self._sealed.write(self._packer.flush())

    def name_it(self, made: Piece) -> None:
        self._made = made


@contextlib.contextmanager
def piece(path: Path, public: bytes) -> Iterator[PieceWriter]:
    """Make a new sealed file that is on the disk when the `with` ends; an exception leaves one that cannot be opened.

    A name that ends in `.z.sealed` is compressed, another is sealed as it comes.
    """
    with open_new(path) as file:
        steady = Steady(file)
        counted = Counted(cast(BinaryIO, steady))
        with sealing(cast(BinaryIO, counted), public) as sealed, PieceWriter(sealed, _is_packed(path.name)) as writer:
            yield writer
            writer.finish()
        steady.settle()
    writer.name_it(Piece(path.name, counted.size, writer.plain_size, counted.sha256))


def read_piece(path: Path, key: BackupKey) -> BinaryIO:
    """Open the plain stream of a sealed file, to be closed by the caller; `Damaged` here or from a read."""
    file = open_plain(path)
    try:
        return _PieceReader(plain(file, path.name, key), file)
    except BaseException:
        file.close()
        raise


def plain(source: BinaryIO, name: str, key: BackupKey) -> io.BufferedReader:
    """Open the plain stream of a piece of this name from any source, which stays the caller's."""
    stream = unsealed(source, key)
    return io.BufferedReader(_Unpacking(stream), CHUNK) if _is_packed(name) else stream


def _is_packed(name: str) -> bool:
    return name.endswith(".z.sealed")


class _PieceReader(io.BufferedReader):
    def __init__(self, stream: io.BufferedReader, file: BinaryIO) -> None:
        super().__init__(cast(io.RawIOBase, stream), CHUNK)
        self._file = file

    def close(self) -> None:
        super().close()
        self._file.close()


class _Unpacking(CheckedStream):
    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source, self._unpacker = source, zlib.decompressobj()

    def _more(self, most: int) -> bytes:
        """Never unpack more than is asked for, and end only where both the packing and the seal end."""
        unpacker = self._unpacker
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or self._source.read(CHUNK)
            if data := self._unpack(packed, most):
                return data
            if not packed and not unpacker.eof:
                raise Damaged(_BROKEN)
        if unpacker.unused_data or self._source.read(1):
            raise Damaged(_BROKEN)
        return b""

    def _unpack(self, packed: bytes, most: int) -> bytes:
        try:
            return self._unpacker.decompress(packed, most)
        except zlib.error as error:
            raise Damaged(_BROKEN) from error
