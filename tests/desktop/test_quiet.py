"""The tour says nothing of what no window drawn to memory can do, and everything else."""

import os
import subprocess
import sys

PROGRAM = """
import sys
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QWidget
from fofal_desktop.tour import quiet
if "quiet" in sys.argv:
    quiet.install()
app = QApplication([])
window = QWidget()
window.show()
window.setMinimumWidth(200)
qWarning("something else")
"""


def said(*words: str) -> list[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, *words]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, timeout=60
    ).stderr.splitlines()


def test_only_the_lines_about_size_hints_are_left_out():
    assert "This plugin does not support propagateSizeHints()" in said()
    assert said("quiet") == ["something else"]
