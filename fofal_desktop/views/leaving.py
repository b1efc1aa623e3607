"""The question before something typed is left: go on, discard it, or save it first."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fofal_desktop.dialogs.question import Answer, ask_person


def ask_to_save(
    parent: QWidget,
    words: str,
    save: Callable[[Callable[[], Any]], Any],
    then: Callable[[bool], Any],
    drop: Callable[[], Any] = lambda: None,
) -> None:
    """``save`` calls what it is given once all is stored, ``drop`` is told of a refusal; ``then`` hears the way out."""

    def answered(name: str) -> None:
        if name == "save":
            save(lambda: then(True))
            return
        if name == "drop":
            drop()
        then(name == "drop")

    translate = QCoreApplication.translate
    answers = (
        Answer("stay", translate("Leaving", "Go on editing")),
        Answer("drop", translate("Leaving", "Discard"), "danger"),
        Answer("save", translate("Leaving", "Save"), "primary"),
    )
    ask_person(parent, translate("Leaving", "Save the changes?"), words, answers, answered)
