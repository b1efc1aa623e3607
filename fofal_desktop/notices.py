"""What screens tell the person: a sentence, how grave it is, and perhaps a deed that is offered with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["info", "warning", "danger"]


@dataclass(frozen=True)
class Notice:
    """``lasting`` ones stay until closed, as warnings always do; ``deed`` is offered under the word ``offer``.

    ``about`` names what it is about, so that it can be taken back once that is over.
    """

    words: str
    tone: Tone = "info"
    offer: str = ""
    deed: Callable[[], Any] | None = None
    lasting: bool = False
    about: str = ""
