"""A display of a test's own, with a window manager on it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.programs import program
from tests.support.until import until

SCREEN = "1366x860x24"
"""The size of a small office's notebook."""


@contextmanager
def display() -> Iterator[str]:
    """What DISPLAY has to say, once windows can be put there; server and manager end with the block."""
    server, manager = program("Xvfb", "xvfb"), program("openbox", "openbox")
    program("xdotool", "xdotool")
    reading, writing = os.pipe()
    words = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with _running(words, {}, (writing,)):
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            place = {"DISPLAY": f":{told.readline().strip()}"}
        with _running([manager, "--sm-disable"], place):
            until(lambda: _is_managed(place))
            yield place["DISPLAY"]


def _is_managed(place: dict[str, str]) -> bool:
    """A bare display knows no desktops: who counts them is the manager."""
    asked = subprocess.run(["xdotool", "get_num_desktops"], env=os.environ | place, capture_output=True, check=False)
    return asked.returncode == 0


@contextmanager
def _running(words: list[str], place: dict[str, str], handed: tuple[int, ...] = ()) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, env=os.environ | place, pass_fds=handed, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait()
