"""PostgreSQL's programs at work: whoever leaves them, and however, leaves none behind and nothing of their folder."""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote
from typing import Any

import pytest

from fofal_server.backup.program import input_of, output_of, run_to_end
from fofal_server.backup.source import Source
from fofal_server.backup.undisturbed import undisturbed
from fofal_server.cluster.binaries import Binaries
from fofal_server.console.main import told_to_end
from tests.support.patience import PATIENCE

INTERRUPTS = """
import os, pathlib, signal, sys
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
os.kill(os.getppid(), signal.SIGINT)
while True:
    signal.pause()
"""
"""A program that has whoever started it interrupted at once, and would never end by itself."""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    program = tmp_path / "bin" / "pg_receivewal"
    program.parent.mkdir()
    script = tmp_path / "interrupts.py"
    script.write_text(INTERRUPTS)
    program.write_text(f'#!/bin/sh\nexec {quote(sys.executable)} {quote(str(script))} "$@"\n')
    program.chmod(0o755)
    (tmp_path / "data").mkdir()
    return Source(tmp_path / "data", "postgresql://u:p@127.0.0.1:1/d", Binaries(program.parent, "18.0", True))


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Signals do here what they do in a command."""
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
        signal.SIGTERM: signal.signal(signal.SIGTERM, told_to_end),
    }
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _to_end(source: Source, file: Path) -> None:
    run_to_end(source, "pg_receivewal", str(file), within=PATIENCE)


def _read(source: Source, file: Path) -> None:
    with output_of(source, "pg_receivewal", str(file)) as stream:
        stream.read()


def _written(source: Source, file: Path) -> None:
    with input_of(source, "pg_receivewal", str(file)) as stream:
        stream.write(b"x")
        stream.close()


@pytest.mark.skipif(os.name != "posix", reason="the program is a script")
@pytest.mark.parametrize("work", [_to_end, _read, _written])
def test_who_is_interrupted_has_seen_the_program_end(
    source: Source, tmp_path: Path, work: Callable[[Source, Path], None]
) -> None:
    """Python would go on while it still dies; what it writes then would stay with the folder that cannot be removed."""
    file = tmp_path / "number"
    with pytest.raises(KeyboardInterrupt) as interrupted:
        work(source, file)
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)
    assert list(source.data_dir.iterdir()) == []
    del interrupted  # until here it keeps all that was at work: nothing was tidied up by being forgotten


def test_a_signal_amid_the_removal_of_the_folder_leaves_no_half_of_it(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = shutil.rmtree

    def removed(*what: Any, **how: Any) -> None:
        signal.raise_signal(signal.SIGTERM)
        remove(*what, **how)

    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(KeyboardInterrupt), source.workplace() as place:
        (place / "pgpass").write_text("*:*:*:*:secret")
    assert list(source.data_dir.iterdir()) == []


def test_what_must_not_be_cut_is_done_before_a_signal_is_heard() -> None:
    done = list[str]()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - what comes after the signal is the point
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            done.append("whole")
        done.append("never")
    assert done == ["whole"]
    with contextlib.suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
        done.append("deaf")
    assert done == ["whole"]


def test_told_to_end_twice_it_goes_on_clearing_up() -> None:
    cleared = False
    try:
        signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt:
        signal.raise_signal(signal.SIGTERM)
        cleared = True
    assert cleared
