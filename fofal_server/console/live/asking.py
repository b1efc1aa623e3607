"""Questions over the live screen: is it really meant, and what shall be said."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from fofal_server.console.errors import Refusal

Read = TypeVar("Read")


class Sure(ModalScreen[bool]):
    """Nothing happens unless somebody types ``o``; Enter alone does nothing."""

    BINDINGS: ClassVar = [
        Binding("o", "dismiss(True)", "Oui"),
        Binding("n,escape", "dismiss(False)", "Non"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="asking"):
            yield Static(self._question, markup=False)
            yield Static("[b]o[/b] oui    [b]n[/b] non", classes="keys")


class Form(ModalScreen[Read | None], Generic[Read]):
    """A few lines to fill in; Enter goes on and confirms at the last one, Escape leaves.

    ``read`` makes of the lines what the form is for; what it refuses is told in the form, and nothing typed is lost.
    """

    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Abandonner")]

    def __init__(self, title: str, read: Callable[[list[str]], Read], *fields: tuple[str, str]) -> None:
        super().__init__()
        self._title, self._read, self._fields = title, read, fields

    def compose(self) -> ComposeResult:
        with Vertical(classes="asking"):
            yield Static(self._title, markup=False)
            for name, hint in self._fields:
                yield Static(name, markup=False)
                yield Input(placeholder=hint, compact=True)
            yield Static("", markup=False, classes="refused")
            yield Static("[b]Entrée[/b] suite, puis confirmer    [b]Échap[/b] abandonner", classes="keys")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        fields = list(self.query(Input))
        if event.input is fields[-1]:
            self._confirm([one.value.strip() for one in fields])
        else:
            fields[fields.index(event.input) + 1].focus()

    def _confirm(self, typed: list[str]) -> None:
        try:
            found = self._read(typed)
        except Refusal as refusal:
            self.query_one(".refused", Static).update(str(refusal))
        else:
            self.dismiss(found)
