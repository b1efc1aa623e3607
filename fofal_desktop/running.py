"""The program that runs already: a second start hands it the link that was clicked, and ends."""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from fofal_server.contract.links import LONGEST, read_link

WAIT_MS = 2_000
"""How long a second start waits for the first, which may be busy; then it opens the link itself."""
TAKEN = b"ok\n"


class Running(QObject):
    """``linked`` carries a link that was handed over; anything else that comes is thrown away.

    Whoever can reach the socket is the same person on the same computer, and can make the program show one of that
    person's own records, nothing more.
    """

    linked = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """One program for each ``folder`` of settings."""
        super().__init__(parent)
        self.place = _place(folder)
        self._server = QLocalServer(self, socketOptions=QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def hand_over(self, link: str) -> bool:
        """Give the link to the program that runs; False when none takes it."""
        socket = QLocalSocket()
        socket.connectToServer(self.place)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(link.encode() + b"\n")
        taken = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == TAKEN
        socket.abort()
        return taken

    def listen(self) -> bool:
        """Take links from now on; False while another program does.

        It is asked before: where only one person may come in, Qt takes the place over from whoever has it.
        """
        there = QLocalSocket()
        there.connectToServer(self.place)
        if there.waitForConnected(WAIT_MS):
            there.abort()
            return False
        QLocalServer.removeServer(self.place)  # what a program left that was killed
        return self._server.listen(self.place)

    def stop(self) -> None:
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        """A whole line is a link or nothing; who says more than that is hung up on."""
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        link = bytes(socket.readLine(LONGEST + 1).data()).decode(errors="replace").strip()
        if read_link(link) is None:
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()
        self.linked.emit(link)


def _place(folder: Path) -> str:
    """A name on Windows, elsewhere a file in a folder that the system gives this person alone."""
    name = "fofal-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return name if sys.platform == "win32" or not own else str(Path(own) / name)
