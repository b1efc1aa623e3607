"""None outlives the calls of Qt that return nothing, on a Python in which it could die."""

import subprocess
import sys
from pathlib import Path

import fofal_desktop

ROOT = str(Path(fofal_desktop.__file__).parents[1])
CALLS = """
import sys
sys.path.insert(0, {root!r})
import fofal_desktop
from PySide6.QtCore import QObject
one = QObject()
for _ in range(300_000):
    one.setObjectName("a")
print("alive")
"""


def test_three_hundred_thousand_calls_are_survived() -> None:
    script = CALLS.format(root=ROOT)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
