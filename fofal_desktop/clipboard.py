"""Secrets on the clipboard: they are gone again after a minute, when the window is locked and at sign-out."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

FORGET_MS = 60_000
_HISTORY_OFF = {
    "ExcludeClipboardContentFromMonitorProcessing": b"\x01",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
}
"""Ask Windows to keep it out of its clipboard history (Microsoft, Clipboard Formats); other systems pass it over."""
_KLIPPER = ("x-kde-passwordManagerHint", b"secret")


class Secrets(QObject):
    """Knows the secret it copied last, and removes it only while nothing else was copied since."""

    def __init__(self) -> None:
        super().__init__()
        self._copied = ""
        self._timer = QTimer(self, singleShot=True, interval=FORGET_MS)
        self._timer.timeout.connect(self.forget)

    def copy(self, text: str, forget_ms: int = FORGET_MS) -> None:
        """Put ``text`` on the clipboard for ``forget_ms`` milliseconds at most."""
        content = QMimeData()
        content.setText(text)
        for name, value in _HISTORY_OFF.items():
            content.setData(f'application/x-qt-windows-mime;value="{name}"', value)
        content.setData(_KLIPPER[0], _KLIPPER[1])
        QGuiApplication.clipboard().setMimeData(content)
        self._copied = text
        self._timer.start(forget_ms)

    def forget(self) -> None:
        """Remove the secret at once, if it still stands there."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""


secrets = Secrets()


def copy_secret(text: str) -> None:
    """Copy what must not stay: a drawn password, recovery codes, a key that is shown once."""
    secrets.copy(text)


def forget_secrets() -> None:
    """What is called when the window is locked, at sign-out and at the end."""
    secrets.forget()
