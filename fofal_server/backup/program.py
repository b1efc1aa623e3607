"""PostgreSQL's own programs at work on a source: their output as a stream, or their last words."""

import subprocess
import tempfile
from collections.abc import Iterator
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
    program = source.binaries.program(name)
    with (
        source.environment() as environment,
        tempfile.TemporaryFile() as words,
        subprocess.Popen(
            [str(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            env=environment,
            cwd=program.anchor,
        ) as child,
    ):
        try:
            yield cast("IO[bytes]", child.stdout)
        except BaseException:
            child.kill()
            raise
        if child.wait() != 0:
            raise BackupError(f"{program.name} a échoué :\n{_last(words)}")


@contextmanager
def input_of(source: Source, name: str, *arguments: str) -> Iterator[IO[bytes]]:
    """Its standard input; at the end raises ``BackupError`` with its last words unless it succeeded."""
    program = source.binaries.program(name)
    with (
        source.environment() as environment,
        tempfile.TemporaryFile() as words,
        subprocess.Popen(
            [str(program), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=words,
            env=environment,
            cwd=program.anchor,
        ) as child,
    ):
        try:
            yield cast("IO[bytes]", child.stdin)
            cast("IO[bytes]", child.stdin).close()
        except BrokenPipeError:
            child.wait()  # it ended before it had all: its words say why
        except BaseException:
            child.kill()
            raise
        if child.wait() != 0:
            raise BackupError(f"{program.name} a échoué :\n{_last(words)}")


def _last(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode("utf-8", "replace").strip()[-_WORDS:]
