"""How far a long command is: lines of JSON for programs, one line that grows for who sits at the terminal."""

import json
import sys
import time

from fofal_server.backup.telling import Tell
from fofal_server.console.output import size

_EVERY = {True: 1.0, False: 0.2}
"""Seconds between two lines of one step, by whether they are JSON."""


def teller(as_json: bool) -> Tell:
    """Tell on the standard error, each step at once and what passes of it now and then."""
    last: tuple[str, float] = "", 0.0
    grows = sys.stderr.isatty() and not as_json

    def tell(step: str, done: int = 0, of: int = 0) -> None:
        nonlocal last
        now = time.monotonic()
        if step == last[0] and (now - last[1] < _EVERY[as_json] or not (grows or as_json)):
            return
        begins, last = step != last[0], (step, now)
        if as_json:
            print(json.dumps({"step": step, "done": done, "of": of}), file=sys.stderr, flush=True)
        else:
            _draw(step, done, of, over=grows and not begins)

    return tell


def _draw(step: str, done: int, of: int, *, over: bool) -> None:
    """The line of a step, drawn over itself while it lasts."""
    words = f"{step} : {size(done)} sur {size(of)} ({done * 100 // of} %)" if of and over else f"{step}…"
    before = "\x1b[1A\x1b[2K" if over else ""
    print(f"{before}{words}", file=sys.stderr, flush=True)
