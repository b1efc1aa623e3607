"""Which tiles a role sees first, as data."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fofal_server.contract.dashboard import Size

_FILE = Path(__file__).with_name("defaults.toml")
MOST_FIRST = 14
"""Tiles that somebody with several roles is shown before arranging them."""


class Tile(NamedTuple):
    code: str
    size: Size


@cache
def by_role() -> Mapping[str, tuple[Tile, ...]]:
    """The tiles of each role by its code, in the order in which roles count; ``everyone`` is the last."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {role: tuple(map(_tile, tiles)) for role, tiles in read["roles"].items()}


def of(roles: Iterable[str], seen: Iterable[str]) -> Iterator[Tile]:
    """The first tiles of somebody with these roles who may see these codes: role after role, each tile once."""
    held, left, given = {*roles, "everyone"}, set(seen), 0
    for role, tiles in by_role().items():
        if role == "everyone" and given:
            return  # for those of whose roles none says anything
        for one in tiles:
            if role in held and one.code in left and given < MOST_FIRST:
                left.discard(one.code)
                given += 1
                yield one


def _tile(words: str) -> Tile:
    """``agronomy.harvest-months wide``."""
    code, _, size = words.partition(" ")
    return Tile(code, "wide" if size == "wide" else "small")
