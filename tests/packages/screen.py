"""Whether a program inside a root has come to its sign-in, seen on a display outside."""

import subprocess
import time

from PIL import ImageGrab

from tests.packages.root import Root
from tests.support.until import until

TITLE = "Se connecter"
BUTTON, BUTTON_PIXELS = (46, 125, 50), 2000
"""The colour of what one presses first, and how much of it there is at least."""
USER = "poste"


def someone(root: Root) -> None:
    """A person with a home, who is not root."""
    root.must("useradd", "--create-home", USER)
    root.must("install", "-d", "-m", "0700", "-o", USER, f"/home/{USER}/run")


def opened(root: Root, display: str, *words: str) -> subprocess.Popen[str]:
    """The desktop as that person starts it."""
    return root.start(
        "setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", *words,
        DISPLAY=display, HOME=f"/home/{USER}", XDG_RUNTIME_DIR=f"/home/{USER}/run", QT_QPA_PLATFORM="xcb",
    )  # fmt: skip


def painted(display: str, started: subprocess.Popen[str]) -> float:
    """Seconds until the sign-in was there to be read."""
    began = time.monotonic()
    until(lambda: _ended(started) or _painted(display), every=0.05)
    assert started.poll() is None, started.communicate()[0]
    return time.monotonic() - began


def _ended(started: subprocess.Popen[str]) -> bool:
    return started.poll() is not None


def _painted(display: str) -> bool:
    words = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    found = subprocess.run(words, env={"DISPLAY": display, "PATH": "/usr/bin"}, capture_output=True, check=False)
    if found.returncode != 0:
        return False
    with ImageGrab.grab(xdisplay=display) as picture:
        counted = picture.convert("RGB").getcolors(picture.width * picture.height)
    return sum(count for count, colour in counted or [] if colour == BUTTON) >= BUTTON_PIXELS
