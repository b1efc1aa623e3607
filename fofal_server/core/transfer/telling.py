"""How far a file is, in or out: rows counted as they pass, and told to whoever waits for it."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from fofal_server.contract import frames
from fofal_server.core import caller

Batches = Iterable[Sequence[Sequence[Any]]]


class TellingQuery(BaseModel):
    """``telling`` sends the answer in frames that tell how many rows are done (``contract/frames.py``)."""

    telling: bool = False


@dataclass
class Progress:
    """So many ``rows`` are done, ``of`` so many."""

    of: int | None = None
    rows: int = 0

    def add(self, count: int) -> None:
        """So many more are done; HungUp when nobody waits for them any more."""
        self.rows += count
        caller.tell(self.rows, self.of)

    def counting(self, batches: Batches) -> Batches:
        for batch in batches:
            self.add(len(batch))
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
