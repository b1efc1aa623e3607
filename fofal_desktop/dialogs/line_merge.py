"""Lines of a record that two people changed, put together where they did not touch the same ones."""

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def merged(base: list[Row], mine: list[Row], theirs: list[Row], written: Callable[[Row], Row]) -> list[Row] | None:
    """Theirs in their order with what I changed, then those I added; ``written`` is the part that a person writes.

    None where both changed one line, or one took out what the other changed: a person has to choose.
    """
    was, own, other = ({row["id"]: row for row in rows if row.get("id")} for rows in (base, mine, theirs))

    def told(rows: dict[Any, Row], key: Any) -> Row | None:
        return written(rows[key]) if key in rows else None

    by_me, by_them = ({key for key in was if told(rows, key) != told(was, key)} for rows in (own, other))
    if any(told(own, key) != told(other, key) for key in by_me & by_them):
        return None
    kept = (own.get(row["id"]) if row["id"] in by_me else row for row in theirs)
    return [row for row in kept if row is not None] + [row for row in mine if row.get("id") not in was]
