"""How far a long work is, told to whoever listens: a step by its French name, and the bytes that have passed of all."""

from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, cast


class Tell(Protocol):
    """Hears a step, and within it ``done`` of ``of`` bytes (0: nobody knows); called often, so it has to be quick."""

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None: ...


def silent(step: str, done: int = 0, of: int = 0) -> None:
    """Nobody listens."""


class Way:
    """One step of many bytes; what goes through its files is told as it passes."""

    def __init__(self, tell: Tell, step: str, of: int) -> None:
        self._tell, self._step, self._of, self._done = tell, step, of, 0
        tell(step, 0, of)

    def through(self, file: Any) -> BinaryIO:
        """The same file for reading or writing."""
        return cast(BinaryIO, _Heard(file, self._passed))

    def _passed(self, size: int) -> None:
        self._done += size
        self._tell(self._step, min(self._done, self._of), self._of)


class _Heard:
    def __init__(self, file: BinaryIO, passed: Callable[[int], None]) -> None:
        self._file, self._passed = file, passed

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._passed(len(data))
        return data

    def write(self, data: bytes) -> int:
        self._passed(len(data))
        return self._file.write(data)
