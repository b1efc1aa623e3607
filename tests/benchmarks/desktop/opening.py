"""``python -m tests.benchmarks.desktop.opening MOMENT SERVER``: the program itself, until its sign-in is painted.

It prints the seconds since that moment of the clock, which is the one before its process was made, and ends.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from fofal_desktop import program
from fofal_desktop.dialogs.signin import SignIn


def seconds(server: str) -> float:
    """How long a new process takes until somebody may sign in; nothing is known of anybody before."""
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as home:
        words = [sys.executable, "-m", __name__, str(time.time()), server]
        told = subprocess.run(words, env=_nobody(Path(home)), check=True, capture_output=True, text=True, timeout=120)
    return float(told.stdout)


def _nobody(home: Path) -> dict[str, str]:
    """A person without preferences, and a keyring that holds nothing."""
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    known = {name: os.environ[name] for name in ("PATH", "LANG", "QT_QPA_PLATFORM") if name in os.environ}
    return known | places | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


def main() -> int:
    """Open the program; a person sees the window when its first picture is drawn, not when it is made."""
    began, painted = float(sys.argv[1]), SignIn.paintEvent

    def paint(dialog: SignIn, event: QPaintEvent) -> None:
        painted(dialog, event)
        SignIn.paintEvent = painted  # type: ignore[method-assign]  # the probe goes again
        print(time.time() - began, flush=True)
        QTimer.singleShot(0, QApplication.quit)

    SignIn.paintEvent = paint  # type: ignore[method-assign]  # put over it for one picture
    return program.main(["--server", sys.argv[2], "--lang", "fr"])


if __name__ == "__main__":
    sys.exit(main())
