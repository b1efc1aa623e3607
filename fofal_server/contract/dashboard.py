"""The dashboard of a person: which tiles, in which order, how wide."""

from typing import Literal

from pydantic import BaseModel

Size = Literal["small", "wide"]


class TileShown(BaseModel):
    """A figure or a series as a tile; ``domain`` is the room that knows it, in words."""

    code: str
    kind: Literal["figure", "series"]
    label: str
    domain: str
    icon: str
    size: Size


class Dashboard(BaseModel):
    """``tiles`` are shown, ``others`` could be added. ``own``: the person has arranged them."""

    own: bool
    tiles: list[TileShown]
    others: list[TileShown]
