"""How far a file is: rows counted as they pass, and told between its parts."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from fofal_server.contract import frames

Batches = Iterable[Sequence[Sequence[Any]]]


@dataclass
class Progress:
    """So many ``rows`` went into the file, ``of`` so many."""

    of: int | None = None
    rows: int = 0

    def counting(self, batches: Batches) -> Batches:
        for batch in batches:
            self.rows += len(batch)
            yield batch

    @property
    def line(self) -> bytes:
        return frames.news(self.rows, self.of)


def between(parts: Generator[bytes], progress: Progress) -> Iterator[bytes]:
    """Lines of JSON with the news in place of the parts that are empty."""
    with closing(parts):
        for part in parts:
            yield part or progress.line


def framed(parts: Generator[bytes], progress: Progress) -> Iterator[bytes]:
    """The parts with their lengths before them, and the news between them."""
    with closing(parts):
        for part in parts:
            yield (frames.framed(part) if part else b"") + progress.line
    yield frames.END
