"""Keep ``None``, ``True``, ``False`` and their like alive: PySide 6.12 lets go of what its calls return of them.

It is built for Pythons in which they cannot die (3.12, PEP 683), so on 3.11 each such call takes away a reference that
nobody gave it. After some ten thousand of them the process ended with «deallocating None», in the middle of the work.
"""

import ctypes
import sys

LASTING = (None, True, False, NotImplemented, ...)
PLENTY = 1 << 48
"""References to spare: nine years of a million calls a second."""


def keep_lasting() -> None:
    """Give them so many references that they never go; does nothing where they cannot go."""
    for one in LASTING if sys.version_info < (3, 12) else ():
        if sys.getrefcount(one) < PLENTY // 2:
            ctypes.c_ssize_t.from_address(id(one)).value += PLENTY
