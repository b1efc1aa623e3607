"""A command of the console as a process of its own, behind everybody else's work: heard while it works, ended with us.

It tells how far it is in lines of JSON on its standard error; whatever else it says there are its last words.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import structlog

from fofal_server.backup.behind import step_back
from fofal_server.core import course
from fofal_server.core.course import Course, Cut
from fofal_server.core.parent import FOLLOWS

_CONSOLE = (sys.executable, "-m", "fofal_server.console.main")
_LOOK = 0.2
_POLITE, _HURRIED = 120.0, 12.0
"""Seconds for an end in order: of a busy machine it gets little; when the server ends there are fewer."""
_WORDS = 2000
Child = subprocess.Popen[str]
log = structlog.get_logger(__name__)


class WorkFailed(Exception):
    """The command said no; its words are the result of the run."""


def asked(data_dir: Path, *words: str, within: float) -> Any:
    """Run a command on this installation and answer its JSON; raises ``WorkFailed``, and ``Cut`` when told to end."""
    at_work = course.current()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, started(data_dir, *words, out=out) as child:
        said: list[str] = []
        listening = threading.Thread(target=_listen, args=(child, at_work, said))
        listening.start()
        try:
            _await(child, at_work, time.monotonic() + within)
        finally:
            _end(child, _POLITE if at_work.cancelled else _HURRIED)
            listening.join()
        out.seek(0)
        answer = out.read()
        if child.returncode != 0:
            raise WorkFailed(("".join(said).strip() or answer.strip() or f"code {child.returncode}")[-_WORDS:])
        return json.loads(answer)


@contextlib.contextmanager
def started(data_dir: Path, *words: str, out: IO[str]) -> Iterator[Child]:
    """The process, in a session of its own that stands behind all others."""
    known = {"FOFAL_DATA_DIR": str(data_dir), FOLLOWS: str(os.getpid())}
    with subprocess.Popen(
        [*_CONSOLE, *words],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, **known},
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as child:
        step_back(child.pid)
        yield child


def _listen(child: Child, at_work: Course, said: list[str]) -> None:
    assert child.stderr is not None  # noqa: S101 - it was asked for
    for line in child.stderr:
        if told := _progress(line):
            at_work.tell(told)
        else:
            said.append(line)


def _progress(line: str) -> str:
    """« Copie de la base : 43 % », nothing for a line that tells no progress."""
    try:
        told = json.loads(line)
        step, done, of = str(told["step"]), int(told["done"]), int(told["of"])
    except (ValueError, KeyError, TypeError):
        return ""
    return f"{step} : {done * 100 // of} %" if of else step


def _await(child: Child, at_work: Course, give_up: float) -> None:
    while child.poll() is None:
        if at_work.ending.wait(_LOOK):
            raise Cut
        if time.monotonic() > give_up:
            raise WorkFailed("Trop long : arrêté.")


def _end(child: Child, patience: float) -> None:
    """In order, so that it leaves nothing behind; by force, and PostgreSQL's programs with it, where it does not go."""
    child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        log.warning("child_killed", command=child.args, patience=patience)
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
