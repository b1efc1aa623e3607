"""Files of tiles as offices of maps hand them over: SQLite, rows counted from the south."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path


def write_mbtiles(path: Path, rows: Mapping[tuple[int, int, int], bytes], **told: str) -> None:
    """``rows`` by zoom, column and row as the file counts them; ``told`` is what it says of itself."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE metadata (name text, value text)")
        base.execute("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        base.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        base.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*place, body) for place, body in rows.items()])
        base.commit()


@contextmanager
def laid_out(data_dir: Path, tiles: Mapping[tuple[int, int, int], bytes], **told: str) -> Iterator[None]:
    """A layer of the server for a while; ``tiles`` by zoom, column and row counted from the north."""
    path = data_dir / "maps" / "essai.mbtiles"
    write_mbtiles(path, {(z, x, 2**z - 1 - y): body for (z, x, y), body in tiles.items()}, name="Essai", **told)
    try:
        yield
    finally:
        path.unlink()
