"""Keep Python's ``None`` alive: PySide 6.12 lets go of it with every call that returns nothing.

It is built for Pythons in which None cannot die (3.12, PEP 683), so on 3.11 each such call takes away a reference that
nobody gave it. After some ten thousand of them the process ended with «deallocating None», in the middle of the work.
"""

import ctypes
import sys

PLENTY = 1 << 48
"""References to spare: nine years of a million calls a second."""


def keep_none() -> None:
    """Give None so many references that it never goes; does nothing where it cannot go."""
    if sys.version_info < (3, 12) and sys.getrefcount(None) < PLENTY // 2:
        ctypes.c_ssize_t.from_address(id(None)).value += PLENTY
