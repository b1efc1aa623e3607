"""The dashboard of a person: which tiles, in which order, how wide.

A desktop may be older than its server: a word that it does not know is read, and the tile says so.
"""

from typing import Literal

from pydantic import BaseModel

Size = Literal["small", "wide"]


class TileShown(BaseModel):
    """A tile of a ``kind``, figure or series; ``domain`` is the room that knows it, in words."""

    code: str
    kind: str
    label: str
    domain: str
    icon: str
    size: Size | str


class Dashboard(BaseModel):
    """``tiles`` are shown, ``others`` could be added. ``own``: the person has arranged them."""

    own: bool
    tiles: list[TileShown]
    others: list[TileShown]
