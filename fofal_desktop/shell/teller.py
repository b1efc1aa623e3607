"""One notice that stands as long as what it is about: said once, in the language of now, gone with its cause."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from fofal_desktop.notices import Notice


class Teller(QObject):
    """``told`` carries the notice, ``over`` what it was about; who inherits says when there is something to tell."""

    told = Signal(object)
    over = Signal(str)

    def __init__(self, about: str, parent: QObject, *, lasting: bool = False) -> None:
        super().__init__(parent)
        self._about, self._lasting = about, lasting
        self._said: object = None

    def look(self) -> None:
        """See how it stands, and ``tell`` it."""
        raise NotImplementedError

    def tell(self, cause: object, words: Callable[[], str]) -> None:
        """Tell of ``cause`` once, in the place of the one before it; None: there is nothing to tell any more."""
        if cause == self._said:
            return
        self._said = cause
        self.over.emit(self._about)
        if cause is not None:
            self.told.emit(Notice(words(), "warning", lasting=self._lasting, about=self._about))

    def tell_again(self, shown: Iterable[str]) -> None:
        """In the language of now; what somebody has closed stays closed."""
        if self._about in shown:
            self.over.emit(self._about)
            self._said = None
            self.look()
