"""The line to the server as one fact of the program: whether somebody answers, and that they do again."""

from PySide6.QtCore import QObject, Signal


class Line(QObject):
    """``lost`` once nobody answers any more, ``back`` once somebody does: what could not be read then can be now.

    ``wanted``: a person does not want to wait for the next attempt. Fed by the one who asks all the time, heard by all.
    """

    lost = Signal()
    back = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_there = True

    def lose(self) -> None:
        """Nobody answers."""
        if self.is_there:
            self.is_there = False
            self.lost.emit()

    def find(self) -> None:
        """Somebody answers."""
        if not self.is_there:
            self.is_there = True
            self.back.emit()

    def try_now(self) -> None:
        """Somebody asks for something: that is worth an attempt."""
        if not self.is_there:
            self.wanted.emit()

    def reset(self) -> None:
        """Nobody asks any more, so nothing is known against it."""
        self.is_there = True


line = Line()
