"""What PySide would do to the process, and does not."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6 import QtWidgets

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
BOTH_AT_ONCE = f"""
import random
import sys
from threading import Thread
sys.path.insert(0, {ROOT!r})
sys.setswitchinterval(1e-6)
import fofal_desktop
from PySide6 import QtCore, QtGui, QtWidgets
names = [(module, name) for module in (QtCore, QtGui, QtWidgets) for name in dir(module)]
random.shuffle(names)
halves = [Thread(target=lambda half=names[at::2]: [getattr(*one, None) for one in half]) for at in (0, 1)]
for half in halves:
    half.start()
for half in halves:
    half.join()
print("alive")
"""


@pytest.mark.parametrize(
    "call", ["one.setObjectName('a')", "here.isNull()", "there.isNull()", "here == 'a'", "one.blockSignals(False)"]
)
def test_three_hundred_thousand_calls_are_survived(call: str) -> None:
    outlives(CALLS.format(root=ROOT, call=call))


def test_two_threads_may_name_classes_of_qt_at_once() -> None:
    """Made when they are first named, they ended one such process in four."""
    outlives(BOTH_AT_ONCE)


def test_the_classes_stand_in_this_process_too() -> None:
    assert len(vars(QtWidgets)) > 200  # 15 where each is made when it is first named


def outlives(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
