"""PostgreSQL's own programs at work on a source: their output as a stream, or their last words."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, cast

from fofal_server.backup.errors import BackupError
from fofal_server.backup.source import Source
from fofal_server.backup.undisturbed import undisturbed

_WORDS = 2000


def run_to_end(source: Source, name: str, *arguments: str, within: float) -> str:
    """Run a program for at most ``within`` seconds; answers its last words when it failed, nothing when all is well."""
    with (
        tempfile.TemporaryFile() as words,
        _running(source, name, arguments, stdin=subprocess.DEVNULL, stdout=words, stderr=words) as child,
    ):
        child.wait(within)
        return "" if child.returncode == 0 else _last(words) or f"{name} : code {child.returncode}"


@contextmanager
def output_of(source: Source, name: str, *arguments: str) -> Iterator[IO[bytes]]:
    """Its standard output; at the end raises ``BackupError`` with its last words unless it succeeded.

    Whoever leaves early (an error, a cancelled backup) ends the program.
    """
    with _at_work(source, name, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as child:
        yield cast("IO[bytes]", child.stdout)


@contextmanager
def input_of(source: Source, name: str, *arguments: str) -> Iterator[IO[bytes]]:
    """Its standard input; at the end raises ``BackupError`` with its last words unless it succeeded."""
    with _at_work(source, name, arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        given = cast("IO[bytes]", child.stdin)
        try:
            yield given
            given.close()
        except BrokenPipeError:
            child.wait()  # it ended before it had all: its words say why


@contextmanager
def _at_work(
    source: Source, name: str, arguments: Iterable[str], *, stdin: int, stdout: int
) -> Iterator[subprocess.Popen[bytes]]:
    with (
        tempfile.TemporaryFile() as words,
        _running(source, name, arguments, stdin=stdin, stdout=stdout, stderr=words) as child,
    ):
        yield child
        if child.wait() != 0:
            raise BackupError(f"{name} a échoué :\n{_last(words)}")


@contextmanager
def _running(source: Source, name: str, arguments: Iterable[str], **lines: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is over when the block is, whatever ended it.

    Where the block is left by Ctrl+C, Python itself would wait a quarter of a second for its end and go on; a program
    that still dies then writes into the very folder that is being removed.
    """
    program = source.binaries.program(name)
    child: subprocess.Popen[bytes] | None = None
    with source.environment() as environment:
        try:
            with undisturbed():
                child = subprocess.Popen([str(program), *arguments], env=environment, cwd=program.anchor, **lines)
            yield child
        finally:
            if child is not None:
                _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill it unless it is over, and see it end, its lines closed."""
    with undisturbed():
        child.kill()
        with suppress(BrokenPipeError), child:
            pass


def _last(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode("utf-8", "replace").strip()[-_WORDS:]
