"""None, True and False outlive the calls of Qt that return them, on a Python in which they could die."""

import subprocess
import sys
from pathlib import Path

import pytest

import fofal_desktop

ROOT = str(Path(fofal_desktop.__file__).parents[1])
CALLS = """
import sys
sys.path.insert(0, {root!r})
import fofal_desktop
from PySide6.QtCore import QObject, QPointF
one, here, there = QObject(), QPointF(0, 0), QPointF(1, 1)
for _ in range(300_000):
    {call}
print("alive")
"""


@pytest.mark.parametrize(
    "call", ["one.setObjectName('a')", "here.isNull()", "there.isNull()", "here == 'a'", "one.blockSignals(False)"]
)
def test_three_hundred_thousand_calls_are_survived(call: str) -> None:
    script = CALLS.format(root=ROOT, call=call)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
