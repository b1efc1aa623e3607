"""Keys and a mouse that the display itself hears of: windows get what a person's would send them."""

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QWidget

KEY_MS = 8
"""Between two keys: 120 in a second, twenty times as fast as a good typist."""


class Hands:
    """``write`` knows the letters of a plain keyboard, ``key`` the names of X (``ctrl+k``, ``Return``)."""

    def __init__(self) -> None:
        self._tool = QProcess()
        self._tool.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
        self._tool.start("xdotool", ["-"])

    def key(self, *names: str) -> None:
        self._do(f"key --delay {KEY_MS} {' '.join(names)}")

    def write(self, words: str) -> None:
        self._do(f'type --delay {KEY_MS} "{words}"')

    def click(self, widget: QWidget, times: int = 1) -> None:
        """The middle of what is seen, with the left button."""
        place = widget.mapToGlobal(widget.rect().center())
        self._do(f"mousemove {place.x()} {place.y()} click --repeat {times} --delay 40 1")

    def rest(self) -> None:
        """Let go of the keyboard."""
        self._tool.closeWriteChannel()
        self._tool.waitForFinished()

    def _do(self, words: str) -> None:
        self._tool.write(f"{words}\n".encode("ascii"))
