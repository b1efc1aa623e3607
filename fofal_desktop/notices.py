"""What screens tell the person: a sentence, how grave it is, and perhaps a deed that is offered with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["info", "warning", "danger"]


@dataclass(frozen=True)
class Notice:
    """``lasting`` ones stay until closed, as warnings always do; ``deed`` is offered under the word ``offer``.

    ``other`` and ``other_deed`` are a second thing that may be done. ``about`` names what it is about, so that it can
    be taken back once that is over.
    """

    words: str
    tone: Tone = "info"
    offer: str = ""
    deed: Callable[[], Any] | None = None
    lasting: bool = False
    about: str = ""
    other: str = ""
    other_deed: Callable[[], Any] | None = None

    @property
    def matters(self) -> bool:
        """Whether it stays until somebody closes it."""
        return self.lasting or self.tone != "info"

    @property
    def deeds(self) -> list[tuple[str, Callable[[], Any]]]:
        """What is offered with it, by its words."""
        offered = ((self.offer, self.deed), (self.other, self.other_deed))
        return [(words, deed) for words, deed in offered if deed is not None]
