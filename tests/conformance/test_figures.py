"""Each tile has its words in both languages, a real permission, few questions and somewhere to lead."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from fofal_server.app import DOMAINS
from fofal_server.auth.seed import default_roles
from fofal_server.core import registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.figure import Figure
from fofal_server.core.series import MOST_POINTS, Series
from fofal_server.core.texts import catalogue
from fofal_server.insight import defaults
from tests.support.api import Api, Json

Tile = Figure | Series
FIGURES = [(domain.name, figure) for domain in DOMAINS for figure in domain.figures]
SERIES = [(domain.name, series) for domain in DOMAINS for series in domain.series]
TILES: list[tuple[str, Tile]] = [*FIGURES, *SERIES]
each = pytest.mark.parametrize(("domain", "tile"), TILES, ids=lambda one: getattr(one, "code", ""))
each_series = pytest.mark.parametrize("series", [one for _, one in SERIES], ids=lambda one: one.code)
MOST = 4
"""Questions that a tile may ask, whatever there is to count."""


def key_of(tile: Tile) -> str:
    return f"{'series' if isinstance(tile, Series) else 'figure'}.{tile.code}"


def permissions_of(tile: Tile) -> list[str]:
    return [one for one in (tile.permission, getattr(tile, "private", "")) if one]


@each
def test_it_has_words_a_code_of_its_domain_and_a_permission_to_read(domain: str, tile: Tile) -> None:
    assert re.fullmatch(rf"{domain}\.[a-z-]+", tile.code)
    words = (key_of(tile), f"{key_of(tile)}.empty")
    assert [one for one in words for language in ("fr", "en") if one not in catalogue()[language]] == []
    assert set(permissions_of(tile)) <= registry.permissions()
    assert tile.permission.endswith(":read")


@each_series
def test_what_its_bars_are_held_against_has_words(series: Series) -> None:
    assert not series.usual or all(series.usual in catalogue()[language] for language in ("fr", "en"))


def test_codes_are_of_one_tile_each() -> None:
    assert len({tile.code for _, tile in TILES}) == len(TILES) > 0


def test_roles_begin_with_tiles_that_there_are() -> None:
    codes = {tile.code for _, tile in TILES}
    assert set(defaults.by_role()) - {"everyone"} <= default_roles().keys()
    for role, tiles in defaults.by_role().items():
        assert [one.code for one in tiles if one.code not in codes] == [], role
        assert len({one.code for one in tiles}) == len(tiles) <= defaults.MOST_FIRST, role


@pytest.fixture
def asked(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(session.connection().engine, "before_cursor_execute", note)
    yield seen
    event.remove(session.connection().engine, "before_cursor_execute", note)


@each
def test_it_asks_few_questions(session: Session, asked: list[str], domain: str, tile: Tile) -> None:
    del asked[:]
    tile.read(session, SYSTEM)
    assert len(asked) <= MOST, asked


@each_series
def test_its_bars_can_be_told_apart(session: Session, series: Series) -> None:
    points = series.read(session, SYSTEM).points
    assert len(points) <= MOST_POINTS
    assert all((one.day is None) == (series.by == "kind") for one in points)


@each
def test_who_holds_its_permission_sees_it_and_is_led_to_what_it_counts(api: Api, domain: str, tile: Tile) -> None:
    person = api.as_user(*permissions_of(tile))
    door, alike = ("series", SERIES) if isinstance(tile, Series) else ("figures", FIGURES)
    shown = {one["code"]: one for one in person.get(f"/{door}").json()["items"]}
    assert {one.code for _, one in alike if set(permissions_of(one)) <= set(permissions_of(tile))} == shown.keys()
    found = shown[tile.code]
    for opens in (found["opens"], found["enters"], *(one["opens"] for one in found.get("points", ()))):
        leads(person, opens)
    person.close()


def leads(person: Api, opens: Json | None) -> None:
    """A list answers its filters to whoever is sent to it; of pages the desktop knows."""
    if opens and opens["kind"] == "list":
        path = registry.RESOURCES[opens["name"]].path
        assert person.get(path, params={"filter": opens["filters"]}).status_code == 200


def test_nobody_is_shown_what_he_may_not_read(api: Api) -> None:
    person = api.as_user()
    assert person.get("/figures").json()["items"] == person.get("/series").json()["items"] == []
    person.close()
