"""What PySide 6.12 needs to be told before it is loaded, so that it doesn't take the process with it.

- It lets go of ``None``, ``True``, ``False`` and their like, which its calls return: it is built for Pythons in which
  they cannot die (3.12, PEP 683), so on 3.11 each such call takes away a reference that nobody gave it. After some ten
  thousand of them the process ended with «deallocating None», in the middle of the work.
- It makes each of Qt's classes when it is first named, and walks over a table of them meanwhile. Two threads that do
  so at once (one loads a module, the other shows a window), or an event filter that is called in between, tear that
  table apart: a segmentation fault. Made all together while Qt is loaded, they cost a tenth of a second at the start.
"""

import ctypes
import os
import sys

LASTING = (None, True, False, NotImplemented, ...)
PLENTY = 1 << 48
"""References to spare: nine years of a million calls a second."""
LAZY_CLASSES = "PYSIDE6_OPTION_LAZY"
"""PySide's own name for it; read once, when its first module is loaded."""


def prepare() -> None:
    """Make it safe to load Qt in this process."""
    os.environ[LAZY_CLASSES] = "0"
    _keep_lasting()


def _keep_lasting() -> None:
    """Give them so many references that they never go; does nothing where they cannot go."""
    for one in LASTING if sys.version_info < (3, 12) else ():
        if sys.getrefcount(one) < PLENTY // 2:
            ctypes.c_ssize_t.from_address(id(one)).value += PLENTY
