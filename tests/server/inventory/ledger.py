"""The books of one item written a second time, as simply as can be, to compare the real ones with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

Key = tuple[int, str | None]
"""A warehouse by its number, and a lot by its letter."""


class No(Exception):
    """The simple ledger refuses."""


@dataclass
class Entry:
    """What a move did: quantities by place, francs, what it used of which layer, and which layer it brought."""

    effects: dict[Key, int]
    value: int
    uses: list[tuple[int, int, int]] = field(default_factory=list)
    layer: int | None = None


@dataclass
class Ledger:
    """Quantities are whole thousandths, values whole francs; layers are [quantity, value, quantity at first]."""

    fifo: bool
    rows: dict[Key, int] = field(default_factory=dict)
    value: int = 0
    layers: list[list[int]] = field(default_factory=list)
    done: dict[int, Entry] = field(default_factory=dict)

    def come(self, name: int, key: Key, quantity: int, value: int) -> None:
        self.layers.append([quantity, value, quantity])
        self._book(name, Entry({key: quantity}, value, layer=len(self.layers) - 1))

    def go(self, name: int, parts: dict[Key, int]) -> None:
        quantity = sum(parts.values())
        uses = list(self._used(quantity)) if self.fifo else []
        exact = Fraction(self.value * quantity, sum(self.rows.values()))
        cost = sum(worth for _, _, worth in uses) if self.fifo else _half_up(exact)
        self._book(name, Entry({key: -part for key, part in parts.items()}, -cost, uses))

    def shift(self, name: int, target: int, parts: dict[Key, int]) -> None:
        effects = {key: -part for key, part in parts.items()}
        self._book(name, Entry(effects | {(target, lot): part for (_, lot), part in parts.items()}, 0))

    def take_back(self, name: int) -> None:
        """Undo a move, unless its stock, its value or its layer has gone since."""
        if name not in self.done:
            raise No
        entry = self.done[name]
        left, worth = sum(self.rows.values()) - sum(entry.effects.values()), self.value - entry.value
        short = any(self.rows.get(key, 0) < change for key, change in entry.effects.items())
        used = self.fifo and entry.layer is not None and self.layers[entry.layer][0] != self.layers[entry.layer][2]
        if short or worth < 0 or (worth and not left) or used:
            raise No
        back = [(index, -part, -cost) for index, part, cost in entry.uses]
        self._book(name, Entry({key: -change for key, change in entry.effects.items()}, -entry.value, back))
        if entry.layer is not None:
            self.layers[entry.layer][:2] = [0, 0]
        del self.done[name]

    def pick(self, place: int, quantity: int) -> dict[Key, int]:
        """First expired first: lot A, then B, then what has no lot."""
        return self._parts([(place, "A"), (place, "B"), (place, None)], quantity)

    def exactly(self, key: Key, quantity: int) -> dict[Key, int]:
        return self._parts([key], quantity)

    def _parts(self, keys: Iterable[Key], quantity: int) -> dict[Key, int]:
        parts: dict[Key, int] = {}
        for key in keys:
            part = min(quantity - sum(parts.values()), self.rows.get(key, 0))
            if part:
                parts[key] = part
        if sum(parts.values()) < quantity:
            raise No
        return parts

    def _used(self, quantity: int) -> Iterable[tuple[int, int, int]]:
        due = quantity
        for index, (left, value, _) in enumerate(self.layers):
            part = min(due, left)
            if part:
                yield index, part, _half_up(Fraction(value * part, left))
                due -= part

    def _book(self, name: int, entry: Entry) -> None:
        for index, part, cost in entry.uses:
            self.layers[index][0] -= part
            self.layers[index][1] -= cost
        for key, change in entry.effects.items():
            self.rows[key] = self.rows.get(key, 0) + change
        self.value += entry.value
        self.done[name] = entry


def _half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))
