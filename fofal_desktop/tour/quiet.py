"""Leave out what Qt says of every window that is drawn to memory, and pass all else on."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

NO_SIZE_HINTS = "This plugin does not support propagateSizeHints()"
"""There is no window manager offscreen that could respect the smallest size of a window."""


def install() -> None:
    """Answer Qt's messages of this process from now on."""
    qInstallMessageHandler(tell)


def tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message != NO_SIZE_HINTS:
        print(qFormatLogMessage(kind, context, message), file=sys.stderr, flush=True)
