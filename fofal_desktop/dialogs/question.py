"""A short question with named answers, asked without stopping the program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import label


@dataclass(frozen=True)
class Answer:
    """``name`` is what the asker hears; ``role`` is primary, danger or empty."""

    name: str
    words: str
    role: str = ""


class Question(Dialog):
    """Closing it, or Esc, is the first answer: the one that changes nothing."""

    def __init__(
        self, parent: QWidget, title: str, words: str, answers: Sequence[Answer], answered: Callable[[str], Any]
    ) -> None:
        super().__init__(parent, "question", title, width=420)
        self._answered, self._given = answered, answers[0].name
        self.body.addWidget(label(words, "questionText", wrap=True))
        for answer in answers:
            made = self.add_button(answer.words, f"answer-{answer.name}", answer.role)
            made.clicked.connect(lambda _checked=False, name=answer.name: self._give(name))
        self.finished.connect(lambda _result: self._answered(self._given))

    def _give(self, name: str) -> None:
        self._given = name
        self.accept()


def ask_person(
    parent: QWidget, title: str, words: str, answers: Sequence[Answer], answered: Callable[[str], Any]
) -> Question:
    """Open a question over ``parent``; the first of ``answers`` is the harmless one."""
    question = Question(parent, title, words, answers, answered)
    question.open()
    return question
