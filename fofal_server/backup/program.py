"""PostgreSQL's own programs at work on a source: their output as a stream, or their last words."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, cast

from fofal_server.backup.errors import BackupError
from fofal_server.backup.source import Source

_WORDS = 2000


def run_to_end(source: Source, name: str, *arguments: str, within: float) -> str:
    """Run a program for at most ``within`` seconds; answers its last words when it failed, nothing when all is well."""
    program = source.binaries.program(name)
    with source.environment() as environment:
        done = subprocess.run(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=program.anchor,
            timeout=within,
            check=False,
        )
    words = done.stdout.decode("utf-8", "replace").strip()[-_WORDS:]
    return "" if done.returncode == 0 else words or f"{name} : code {done.returncode}"


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
    program = source.binaries.program(name)
    with (
        source.environment() as environment,
        tempfile.TemporaryFile() as words,
        subprocess.Popen(
            [str(program), *arguments], stdin=stdin, stdout=stdout, stderr=words, env=environment, cwd=program.anchor
        ) as child,
    ):
        try:
            yield child
        except BaseException:
            child.kill()
            raise
        if child.wait() != 0:
            raise BackupError(f"{program.name} a échoué :\n{_last(words)}")


def _last(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode("utf-8", "replace").strip()[-_WORDS:]
