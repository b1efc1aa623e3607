"""What is loaded after the first picture is loaded in pieces, and with them whole."""

import subprocess
import sys
from pathlib import Path

import fofal_desktop

ROOT = str(Path(fofal_desktop.__file__).parents[1])
MOST = 25
"""Modules of one piece; one takes about a millisecond."""
SCRIPT = f"""
import sys
sys.path.insert(0, {ROOT!r})
import fofal_desktop.app
from fofal_desktop.shell import warming
for name in warming.late():
    before = set(sys.modules)
    warming.importlib.import_module(name)
    brought = len(set(sys.modules) - before)
    if brought > {MOST}:
        print(name, brought)
before = set(sys.modules)
import fofal_desktop.shell.pages, fofal_desktop.shell.shortcuts, fofal_desktop.shell.succession
print(sorted(set(sys.modules) - before))
"""


def test_what_whoever_is_in_needs_is_loaded_in_small_pieces() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
