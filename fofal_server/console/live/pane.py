"""What every pane of the live screen is: it looks again and again while it is shown, without ever holding it up."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

import psycopg2
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Static

from fofal_server.cluster.errors import ClusterError
from fofal_server.console.errors import Refusal
from fofal_server.console.live.house import Away, House
from fofal_server.console.live.work import aside
from fofal_server.console.output import escaped
from fofal_server.console.refused import sentences
from fofal_server.core.errors import FofalError

BOUND = 6.0
"""Seconds after which a look that has not come back is told; no other is begun before it has."""
FORESEEN = (Away, Refusal, FofalError, ClusterError, psycopg2.OperationalError, OSError)


def words_of(error: Exception) -> str:
    """A foreseen failure in one line."""
    found = sentences(error) if isinstance(error, FofalError) else str(error)
    return escaped(" ".join(found.split()))


class Pane(Vertical):
    """``look`` runs on a thread of its own, ``fill`` on the screen; what failed is said below and looked at again."""

    every: ClassVar[float] = 5.0
    title: ClassVar[str] = ""

    class Said(Message):
        """Something to be read at the foot of the screen; ``wrong`` when it did not go well."""

        def __init__(self, words: str, *, wrong: bool = False) -> None:
            super().__init__()
            self.words, self.wrong = words, wrong

    def __init__(self, house: House, name: str) -> None:
        super().__init__(id=name)
        self.house = house
        self._looking = self._lost = False

    def look(self) -> Any:
        """What there is to show; may wait and raise what is foreseen."""
        raise NotImplementedError

    def fill(self, found: Any) -> None:
        """Show what was found."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_interval(self.every, self.renew)

    def on_show(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Look now, when somebody sees it and no look is under way."""
        if self.display and not self._looking:
            self._looking = True
            self.run_worker(self._renew(), exit_on_error=True)

    async def _renew(self) -> None:
        try:
            self.fill(await self._bounded(self.look))
            if self._lost:
                self._lost = False
                self.post_message(self.Said("De nouveau là."))
        except FORESEEN as error:
            self._lose(words_of(error))
        finally:
            self._looking = False

    async def _bounded(self, work: Callable[[], Any]) -> Any:
        coming = aside(work)
        done, _ = await asyncio.wait({coming}, timeout=BOUND)
        if not done:
            self._lose("Pas de réponse : la base de données ou le serveur est figé. On attend.")
        return await coming

    def _lose(self, words: str) -> None:
        self._lost = True
        self.post_message(self.Said(words, wrong=True))

    def act(self, work: Callable[[], Any], said: str) -> None:
        """Do something on a thread of its own, say how it went, and look again."""
        self.run_worker(self._act(work, said))

    async def _act(self, work: Callable[[], Any], said: str) -> None:
        try:
            await self._bounded(work)
            self.post_message(self.Said(said))
        except FORESEEN as error:
            self.post_message(self.Said(words_of(error), wrong=True))
        self.renew()


class TablePane(Pane):
    """Rows of which one is chosen; ``columns`` maps keys of a row to its title and width."""

    columns: ClassVar[Mapping[str, tuple[str, int]]] = {}
    nothing: ClassVar[str] = ""
    """What stands below when there is no row."""

    def compose(self) -> ComposeResult:
        table: DataTable[str] = DataTable(cursor_type="row", zebra_stripes=True)
        for key, (title, width) in self.columns.items():
            table.add_column(title, width=width, key=key)
        yield table
        yield Static(self.nothing, markup=False, classes="nothing")

    @property
    def table(self) -> DataTable[str]:
        return self.query_one(DataTable)

    @property
    def chosen(self) -> str | None:
        """The key of the row under the cursor."""
        table = self.table
        if not table.row_count:
            return None
        return table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value

    def put(self, rows: Iterable[tuple[str, Sequence[Any]]]) -> None:
        """Show these rows, each under its key; the cursor stays on the one it was on."""
        table, before = self.table, self.chosen
        table.clear()
        for key, cells in rows:
            table.add_row(*(escaped("" if cell is None else str(cell)) for cell in cells), key=key)
        self.query_one(".nothing").display = not table.row_count
        if before is not None and before in table.rows:
            table.move_cursor(row=table.get_row_index(before))
