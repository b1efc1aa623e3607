"""How many rows a selection may cover, seen from the model that does not know its views."""

from collections.abc import Iterable

from fofal_desktop.models.index import Index


def spread(held: Iterable[Index], columns: int) -> int:
    """Guess, never too low, how many rows the held indexes stand for.

    A selected range is held by its first and its last cell only, however many rows lie between; single cells that a
    view holds besides (the cursor, the pointer) can only make the guess larger.
    """
    rows, begun, ended = 0, None, -1
    for index in sorted(held, key=lambda one: (one.row(), one.column())):
        if index.column() == 0 and begun is None:
            begun = index.row()
        if index.column() == columns - 1:
            rows += index.row() - (ended if begun is None else begun - 1)
            begun, ended = None, index.row()
    return rows
