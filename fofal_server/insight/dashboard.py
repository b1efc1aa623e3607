"""Which tiles a person sees: those that were arranged, else those of the role; never one that is not permitted."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.auth.account import own_ids
from fofal_server.contract.dashboard import Dashboard, Size, TileShown
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.figure import Figure
from fofal_server.core.figures import seen_by, series_seen_by
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.registry import DOMAINS
from fofal_server.core.series import Series
from fofal_server.core.texts import text
from fofal_server.insight import defaults
from fofal_server.insight.defaults import Tile
from fofal_server.insight.models import DashboardLayout

Seen = Mapping[str, Figure | Series]


def read(call: Call) -> Answer:
    """``GET /insight/dashboard``: my tiles, and those that I could add."""
    user_id, _ = own_ids(call)
    return keepable(_told(call, _kept(call.session, user_id)))


def change(call: Call) -> Answer:
    """``PATCH /insight/dashboard``: nobody else's business, hence no version and no trail; the last one counts."""
    user_id, _ = own_ids(call)
    if call.body.tiles is None:
        call.session.execute(delete(DashboardLayout).where(DashboardLayout.user_id == user_id))
        return _told(call, None)
    tiles = [one.model_dump() for one in call.body.tiles]
    row = insert(DashboardLayout).values(user_id=user_id, tiles=tiles)
    call.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_={"tiles": row.excluded.tiles}))
    return _told(call, [Tile(**one) for one in tiles])


def _kept(session: Session, user_id: UUID) -> list[Tile] | None:
    mine = scoped(SYSTEM, DashboardLayout, DashboardLayout.tiles).where(DashboardLayout.user_id == user_id)
    found = session.scalar(mine)
    return None if found is None else [Tile(**one) for one in found]


def _told(call: Call, kept: list[Tile] | None) -> Answer:
    seen: Seen = {one.code: one for one in _seen(call.actor)}
    wanted = list(defaults.of(call.actor.roles, seen)) if kept is None else [one for one in kept if one.code in seen]
    there = {one.code for one in wanted}
    left = [Tile(code, _usual(one)) for code, one in seen.items() if code not in there]
    return json_answer(
        Dashboard(own=kept is not None, tiles=_shown(call, wanted, seen), others=_shown(call, left, seen))
    )


def _seen(actor: Actor) -> Iterator[Figure | Series]:
    yield from seen_by(actor)
    yield from series_seen_by(actor)


def _usual(one: Figure | Series) -> Size:
    """Many bars want room."""
    return "wide" if isinstance(one, Series) and one.by != "kind" else "small"


def _shown(call: Call, tiles: Iterable[Tile], seen: Seen) -> list[TileShown]:
    return [_tile(call, one, seen[one.code]) for one in tiles]


def _tile(call: Call, tile: Tile, one: Figure | Series) -> TileShown:
    kind = "series" if isinstance(one, Series) else "figure"
    domain = DOMAINS[tile.code.partition(".")[0]]
    return TileShown(
        code=tile.code,
        kind=kind,
        label=text(f"{kind}.{tile.code}", call.language),
        domain=text(f"domain.{domain.name}", call.language),
        icon=domain.icon,
        size=tile.size,
    )
