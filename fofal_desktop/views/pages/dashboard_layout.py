"""How somebody arranges the tiles: each step shows at once, is kept on the server, and can be undone."""

from PySide6.QtCore import QObject, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.models.dashboard import NEWS, arrange
from fofal_desktop.notices import Notice
from fofal_server.contract.dashboard import Dashboard, TileShown

Tiles = tuple[TileShown, ...]


class Arrangement(QObject):
    """``changed`` carries the tiles in their order, ``switched`` whether they are being arranged."""

    changed = Signal(object)
    switched = Signal(bool)
    told = Signal(object)

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self.on = self.own = False
        self.tiles: Tiles = ()
        self.others: Tiles = ()
        self._before: list[tuple[Tiles, bool]] = []
        self._sending = self._unsent = False

    def take(self, dashboard: Dashboard) -> None:
        """What the server says."""
        self.own, self.tiles, self.others = dashboard.own, tuple(dashboard.tiles), tuple(dashboard.others)

    def switch(self) -> None:
        """Begin or end to arrange."""
        self.on = not self.on
        self._before.clear()
        self.switched.emit(self.on)

    # -- steps

    def move(self, code: str, steps: int) -> None:
        place = self._place(code)
        target = max(0, min(place + steps, len(self.tiles) - 1))
        if target != place:
            left = [*self.tiles[:place], *self.tiles[place + 1 :]]
            self._step((*left[:target], self.tiles[place], *left[target:]))

    def resize(self, code: str) -> None:
        place = self._place(code)
        one = self.tiles[place]
        other = one.model_copy(update={"size": "small" if one.size == "wide" else "wide"})
        self._step((*self.tiles[:place], other, *self.tiles[place + 1 :]))

    def drop(self, code: str) -> None:
        self._step(tuple(one for one in self.tiles if one.code != code))

    def add(self, code: str) -> None:
        self._step((*self.tiles, *(one for one in self.others if one.code == code)))

    def undo(self) -> None:
        """As it was before the last step."""
        if self._before:
            tiles, self.own = self._before.pop()
            self._keep(tiles)

    def reset(self) -> None:
        """The tiles that the role begins with."""
        if self.own:
            self._before.append((self.tiles, self.own))
            self.own = False
            self._send()

    def _step(self, tiles: Tiles) -> None:
        self._before.append((self.tiles, self.own))
        self.own = True
        self._keep(tiles)

    def _keep(self, tiles: Tiles) -> None:
        known = {one.code: one for one in (*self.tiles, *self.others)}
        shown = {one.code for one in tiles}
        self.tiles = tiles
        self.others = tuple(one for code, one in known.items() if code not in shown)
        self.changed.emit(tiles)
        self._send()

    def _place(self, code: str) -> int:
        return next(place for place, one in enumerate(self.tiles) if one.code == code)

    # -- kept, one call after another: of two under way the earlier might arrive last

    def _send(self) -> None:
        if self._sending:
            self._unsent = True
            return
        self._sending, self._unsent = True, False
        client, tiles = self._client, self.tiles if self.own else None
        ask(self, lambda: arrange(client, tiles), self._kept, self._refused, self._ended)

    def _kept(self, dashboard: Dashboard) -> None:
        """The server knows which tiles the role has; of one's own it knows nothing better."""
        if not dashboard.own and not self.own:
            self.take(dashboard)
            self.changed.emit(self.tiles)
        changes.happened.emit({NEWS})

    def _refused(self, error: Exception) -> None:
        self.told.emit(Notice(message_of(error), "warning"))

    def _ended(self) -> None:
        self._sending = False
        if self._unsent:
            self._send()
