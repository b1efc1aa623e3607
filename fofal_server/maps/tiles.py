"""A tile for who looks at it: from a file, from the cache, or from the service that the settings name, in this order.

Only what somebody looks at is ever asked for. While the service is away the tile that is there is shown, with its age.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from sqlite3 import DatabaseError

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.db import Pools
from fofal_server.core.errors import NotFound, Unavailable
from fofal_server.core.jobs import Job
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call
from fofal_server.core.texts import text
from fofal_server.maps import freshness, layers, mbtiles, tile_cache
from fofal_server.maps.pictures import media_of
from fofal_server.maps.tile_cache import Kept, TileCache
from fofal_server.outside import Answer as Found
from fofal_server.outside import Garbled, Limited, Outside, OutsideError, Refused

ABSENT = frozenset({404, 410})
EMPTY_FOR = dt.timedelta(days=1)
"""How long a place where the service has no tile is not asked for again."""

Place = tuple[int, int, int]


def answer(call: Call) -> Answer:
    """The tile as a picture; 404 for no layer or no tile, 503 while the service is away and none is kept."""
    settings: Settings = call.state
    place = _place(call)
    file = layers.file_of(settings.data_dir, call.path["layer"])
    if file is not None:
        return _of_file(call, file, place)
    if settings.tiles_url is None or call.path["layer"] != layers.ONLINE or place[0] > settings.tiles_max_zoom:
        raise NotFound
    cache = TileCache(folder(settings), settings.tiles_url)
    kept = cache.get(*place)
    if kept is not None and kept.fresh:
        return _shown(call.headers, kept)
    return Answer(after=partial(_asked, call, settings, cache, place, kept))


def folder(settings: Settings) -> Path:
    """Where tiles are kept; it may be emptied at any time, and no backup holds it."""
    return settings.data_dir / "tiles"


def _place(call: Call) -> Place:
    """Zoom, column and row as whole numbers that the zoom has; anything else is nowhere (404)."""
    told = [call.path[name] for name in ("z", "x", "y")]
    if not all(one.isascii() and one.isdecimal() and len(one) < 8 for one in told):
        raise NotFound
    z, x, y = map(int, told)
    if z > mbtiles.DEEPEST or max(x, y) >= 2**z:
        raise NotFound
    return z, x, y


def _of_file(call: Call, path: Path, place: Place) -> Answer:
    try:
        body = mbtiles.tile(path, *place)
    except DatabaseError as error:
        raise NotFound from error
    media = media_of(body or b"")
    if body is None or media is None:
        raise NotFound
    now = clock.now()
    return _shown(call.headers, Kept(body, media, now.isoformat(), (now + freshness.WEEK).isoformat()))


def _asked(call: Call, settings: Settings, cache: TileCache, place: Place, kept: Kept | None) -> Answer:
    """Ask the service, whether the tile that is kept still holds or for a new one."""
    known = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept is not None else {}
    url = layers.address(settings.tiles_url or "", *place)
    way = Outside(settings, call.pools)
    try:
        found = way.read(
            layers.provider(settings), url, _read, headers={name: value for name, value in known.items() if value}
        )
    except Refused as error:
        if error.status not in ABSENT:
            return _instead(call, kept, error)
        until = clock.now() + EMPTY_FOR
        cache.keep(*place, Kept(b"", "", clock.now().isoformat(), until.isoformat()))
        raise NotFound from error
    except OutsideError as error:
        return _instead(call, kept, error)
    return _shown(call.headers, _remembered(cache, place, kept, found))


def _read(found: Found) -> Found:
    """An answer that is a picture, or says that nothing has changed."""
    if found.status != 304 and media_of(found.body) is None:
        raise Garbled(provider="tiles")
    return found


def _remembered(cache: TileCache, place: Place, kept: Kept | None, found: Found) -> Kept:
    until = freshness.until(found.headers, found.at)
    if found.status == 304 and kept is not None:
        tile = kept.again(until or found.at)
    else:
        told = found.headers.get("etag", "")[:200], found.headers.get("last-modified", "")[:100]
        moments = found.at.isoformat(), (until or found.at).isoformat()
        tile = Kept(found.body, media_of(found.body) or "", *moments, *told)
    if until is not None:
        cache.keep(*place, tile)
    return tile


def _instead(call: Call, kept: Kept | None, error: OutsideError) -> Answer:
    """The tile of before, however old; where there is none, why and when it is worth asking again."""
    if kept is not None:
        return _shown(call.headers, kept)
    after = round(error.retry_after) if isinstance(error, Limited) else 30
    raise Unavailable("maps.tiles_away", retry_after=max(1, after), code="tiles_away", told=error.told(call.language))


def _shown(asked: Mapping[str, str], tile: Kept) -> Answer:
    if not tile.body:
        raise NotFound
    left = (dt.datetime.fromisoformat(tile.until) - clock.now()).total_seconds()
    tag = f'"{sha256(tile.body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={max(0, int(left))}", "Age": str(tile.age)}
    if asked.get("if-none-match") == tag:
        return Answer(b"", 304, headers)
    return keepable(Answer(tile.body, 200, headers, tile.media))


def sweep(settings: Settings) -> Job:
    """Keep the tiles within their room, every hour."""

    def run(_: Pools) -> str:
        return text("job_told.removed", count=tile_cache.sweep(folder(settings), settings.tiles_cache_bytes))

    return Job("sweep-tiles", 3600.0, run)
