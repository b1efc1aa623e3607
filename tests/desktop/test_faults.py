"""A process that dies of a native part says where it was, and the next one finds it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from fofal_desktop.faults import LAST, NOW

WATCH = "import faulthandler, sys; from pathlib import Path; from fofal_desktop import faults; "
FOUND = WATCH + "print(faults.watch(Path(sys.argv[1])))"
DIE = WATCH + "faults.watch(Path(sys.argv[1])); faulthandler._sigsegv()"


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script, str(folder)]
    return subprocess.run(command, env=found, capture_output=True, text=True, check=False)


def test_a_fault_is_written_down_and_found_once(tmp_path: Path) -> None:
    folder = tmp_path / "réglages"
    died = run(DIE, folder)
    assert died.returncode == -signal.SIGSEGV
    assert "Segmentation fault" in (folder / NOW).read_text(encoding="utf-8")
    assert run(FOUND, folder).stdout.strip() == str(folder / LAST)
    assert "Segmentation fault" in (folder / LAST).read_text(encoding="utf-8")
    assert run(FOUND, folder).stdout.strip() == "None"


def test_a_folder_that_cannot_be_written_to_keeps_nobody_from_work(tmp_path: Path) -> None:
    taken = tmp_path / "réglages"
    taken.write_text("", encoding="utf-8")
    started = run(FOUND, taken)
    assert (started.returncode, started.stdout.strip()) == (0, "None")
