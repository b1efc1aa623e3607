"""Stands in for Qt's OpenGL in the packaged desktop: pyqtgraph loads it for a way of drawing that no chart here uses.

It runs before everything else, where nothing of Qt may be loaded yet; 10 MB stay out for it.
"""

import sys
from types import ModuleType
from typing import Any


class _Absent(ModuleType):
    """What somebody takes of it to build upon is a plain widget."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from PySide6.QtWidgets import QWidget

        return QWidget


for _name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"):
    sys.modules[_name] = _Absent(_name)
