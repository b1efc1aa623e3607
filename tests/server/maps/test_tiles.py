"""Tiles over HTTP: from a service that answers, lies, hangs or is gone; from a file; kept within their room."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from fofal_server import app
from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.maps import layers, mbtiles, tile_cache, tiles
from fofal_server.maps.tile_cache import Kept, TileCache
from fofal_server.outside.models import OutsideProvider
from tests.support.api import Api, Json, speaking
from tests.support.databases import Database
from tests.support.mbtiles import write_mbtiles
from tests.support.outsider import Outsider, Said, outsider
from tests.support.servers import Server, serving
from tests.support.until import until

PNG = b"\x89PNG\r\n\x1a\n" + b"tile"
OTHER = b"\xff\xd8\xff" + b"another"
PATH, THERE = "/maps/tiles/online/9/269/250", "/t/9/269/250.png"
HTML = Said(200, b"<html>Bienvenue sur le portail</html>", {"Content-Type": "image/png"})


@pytest.fixture(scope="module")
def other() -> Iterator[Outsider]:
    with outsider() as found:
        yield found


@pytest.fixture(scope="module")
def mapped(database: Database, other: Outsider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    changes = {"tiles_url": other.origin + "/t/{z}/{x}/{y}.png", "outside_hosts": (other.origin,)}
    more = {"outside_timeout": 0.5, "public_url": "https://fofal.exemple.cm", "tiles_attribution": "© Essai"}
    with serving(database, tmp_path_factory.mktemp("data"), **changes, **more) as running:
        yield running


@pytest.fixture
def api(mapped: Server, other: Outsider) -> Iterator[Api]:
    """Somebody who looks at the map for the first time; the service is not known to be away."""
    shutil.rmtree(mapped.settings.data_dir / "tiles", ignore_errors=True)
    other.asked.clear()
    with transaction(mapped.engine) as session:
        session.execute(delete(OutsideProvider))
    with speaking(mapped, "maps.layers:read") as found:
        yield found


def layers_of(api: Api) -> dict[str, Json]:
    return {one["code"]: one for one in api.get("/maps/layers").json()["layers"]}


def test_a_tile_is_fetched_once_and_kept(api: Api, other: Outsider) -> None:
    other.say(THERE, Said(200, PNG, {"Content-Type": "image/png", "Cache-Control": "max-age=600"}))
    first, again = api.get(PATH), api.get(PATH)
    assert (first.status_code, first.content, first.headers["content-type"]) == (200, PNG, "image/png")
    assert again.content == PNG
    assert len(other.asked) == 1
    assert 590 <= int(again.headers["cache-control"].rpartition("=")[2]) <= 600
    assert other.asked[0].headers["user-agent"].endswith("(https://fofal.exemple.cm)")


def test_who_has_it_already_is_not_sent_it_again(api: Api, other: Outsider) -> None:
    other.say(THERE, Said(200, PNG))
    tag = {"If-None-Match": api.get(PATH).headers["ETag"]}
    answer = api.get(PATH, headers=tag)
    assert (answer.status_code, answer.content) == (304, b"")


def test_what_is_no_longer_fresh_is_asked_after_with_its_tag(api: Api, other: Outsider) -> None:
    tagged = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT", "Cache-Control": "max-age=0"}
    other.say(THERE, Said(200, PNG, tagged), Said(304, b"", {"Cache-Control": "max-age=600"}))
    assert [api.get(PATH).content for _ in range(3)] == [PNG] * 3
    assert len(other.asked) == 2
    assert other.asked[1].headers["if-none-match"] == '"v1"'
    assert other.asked[1].headers["if-modified-since"] == "Mon, 02 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    "said",
    [
        Said(500),
        Said(429, b"", {"Retry-After": "20"}),
        Said(silent=True),
        Said(200, PNG, cut=5),
        HTML,
        Said(403),
        Said(200, b""),
    ],
    ids=["trouble", "too often", "silence", "cut", "page", "banned", "nothing"],
)
def test_a_service_that_fails_is_answered_by_what_was_seen_before_or_told(
    api: Api, other: Outsider, said: Said
) -> None:
    other.say(THERE, Said(200, PNG, {"Cache-Control": "max-age=0"}), said)
    other.say("/t/9/269/251.png", said)
    assert api.get(PATH).content == PNG
    old = api.get(PATH)
    assert (old.status_code, old.content) == (200, PNG)
    assert int(old.headers["Age"]) < 60
    assert old.headers["Cache-Control"] == "private, max-age=0", "by this whoever shows it knows that it is old"
    new = api.get("/maps/tiles/online/9/269/251")
    assert (new.status_code, new.json()["code"]) == (503, "tiles_away")
    assert int(new.headers["Retry-After"]) >= 1
    assert "{" not in new.json()["detail"]


def test_where_the_service_has_nothing_it_is_not_asked_again(api: Api, other: Outsider) -> None:
    other.say(THERE, Said(404))
    assert [api.get(PATH).status_code for _ in range(3)] == [404, 404, 404]
    assert len(other.asked) == 1


def test_what_may_not_be_kept_is_not(api: Api, other: Outsider) -> None:
    other.say(THERE, Said(200, PNG, {"Cache-Control": "no-store"}))
    assert [api.get(PATH).content for _ in range(2)] == [PNG, PNG]
    assert len(other.asked) == 2
    assert list((api.server.settings.data_dir / "tiles").glob("*/*/*/*")) == []


def test_who_waits_for_a_service_holds_no_connection_and_no_thread_of_others(
    database: Database, tmp_path: Path
) -> None:
    """More people look at a silent service than a process has threads for calls: all others are answered."""
    with outsider() as mute, ThreadPoolExecutor(12) as people:
        changes = {"tiles_url": mute.origin + "/t/{z}/{x}/{y}.png", "outside_hosts": (mute.origin,)}
        mute.say(THERE, Said(silent=True))
        with serving(database, tmp_path, outside_timeout=30, **changes) as running, speaking(running) as api:
            waiting = [people.submit(look_alone, api) for _ in range(12)]
            until(lambda: len(mute.asked) == app.ASKING)
            until(lambda: running.engine.pool.checkedout() == 0)  # type: ignore[attr-defined]  # every pool of ours counts
            assert api.get("/maps/layers").status_code == 200
            assert sum(not one.done() for one in waiting) >= app.ASKING
            mute.over.set()
            assert {one.result() for one in waiting} == {503}


def look_alone(api: Api) -> int:
    """A tile over a line of its own."""
    with closing(Api(api.server, str(api.http.headers["Authorization"]).removeprefix("Bearer "))) as person:
        return person.get(PATH).status_code


@pytest.mark.parametrize(
    "path",
    ["online/9/512/0", "online/9/0/512", "online/20/0/0", "online/99/0/0", "online/-1/0/0", "online/9/x/0", "online/9/1.5/0",
     "online/9/٣/0", "autre/9/0/0", "..%2f/9/0/0", "online/9/00000000269/250"],
)  # fmt: skip
def test_there_is_no_tile_where_no_tile_can_be(api: Api, other: Outsider, path: str) -> None:
    assert api.get(f"/maps/tiles/{path}").status_code == 404
    assert other.asked == []


def test_who_may_not_see_maps_sees_none(api: Api, other: Outsider) -> None:
    stranger = api.as_user("settings.sites:read")
    assert [stranger.get(path).status_code for path in (PATH, "/maps/layers", "/maps/places?search=Edea")] == [
        403,
        403,
        403,
    ]
    stranger.close()
    assert other.asked == []


def test_a_host_that_the_settings_do_not_open_is_never_asked(
    database: Database, other: Outsider, tmp_path: Path
) -> None:
    other.asked.clear()
    with (
        serving(database, tmp_path, tiles_url=other.origin + "/t/{z}/{x}/{y}.png") as running,
        speaking(running) as api,
    ):
        answer = api.get(PATH)
    assert (answer.status_code, other.asked) == (503, [])


def test_a_file_of_tiles_is_a_layer_whose_rows_count_from_the_south(api: Api) -> None:
    path = api.server.settings.data_dir / "maps" / "Ferme 2026.mbtiles"
    write_mbtiles(
        path,
        {(9, 269, 511 - 250): PNG, (9, 269, 250): OTHER},
        name="Drone (démo)",
        attribution="© Ferme",
        bounds="9.6,4,9.8,4.1",
    )
    found = layers_of(api)["ferme-2026"]
    assert (found["name"], found["attribution"], found["online"]) == ("Drone (démo)", "© Ferme", False)
    assert (found["min_zoom"], found["max_zoom"], found["bounds"]) == (9, 9, [9.6, 4.0, 9.8, 4.1])
    answer = api.get("/maps/tiles/ferme-2026/9/269/250")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert api.get("/maps/tiles/ferme-2026/9/269/261").content == OTHER
    assert api.get("/maps/tiles/ferme-2026/9/1/1").status_code == 404
    path.unlink()
    assert "ferme-2026" not in layers_of(api)


def test_a_file_that_is_none_is_left_out(api: Api) -> None:
    folder = api.server.settings.data_dir / "maps"
    folder.mkdir(exist_ok=True)
    (folder / "faux.mbtiles").write_bytes(b"not a database at all" * 100)
    write_mbtiles(folder / "vecteur.mbtiles", {(0, 0, 0): b"\x1f\x8b"}, format="pbf")
    try:
        assert set(layers_of(api)) == {"online"}
        assert api.get("/maps/tiles/faux/0/0/0").status_code == 404
        assert api.get("/maps/tiles/vecteur/0/0/0").status_code == 404
    finally:
        shutil.rmtree(folder)


def test_the_service_is_a_layer_with_its_words(api: Api) -> None:
    online = layers_of(api)["online"]
    assert (online["attribution"], online["max_zoom"], online["online"]) == ("© Essai", 19, True)
    assert api.get("/maps/layers").json()["geocoding"] is False


def test_a_wmts_is_asked_in_its_own_words() -> None:
    template = "https://c.exemple.cm/wmts?TileMatrix={TileMatrix}&TileCol={TileCol}&TileRow={TileRow}"
    assert layers.address(template, 9, 269, 250).endswith("TileMatrix=9&TileCol=269&TileRow=250")


def test_tiles_of_two_services_are_never_mixed(tmp_path: Path) -> None:
    now = clock.now().isoformat()
    TileCache(tmp_path, "https://a/{z}").keep(1, 0, 0, Kept(PNG, "image/png", now, now))
    assert TileCache(tmp_path, "https://b/{z}").get(1, 0, 0) is None


def test_a_tile_that_was_cut_is_fetched_anew(tmp_path: Path) -> None:
    cache, now = TileCache(tmp_path, "a"), clock.now().isoformat()
    cache.keep(1, 0, 0, Kept(PNG, "image/png", now, now))
    (file,) = tmp_path.glob("*/*/*/*")
    file.write_bytes(file.read_bytes()[:20])
    assert cache.get(1, 0, 0) is None


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache, now = TileCache(tmp_path, "a"), clock.now()
    for x in range(4):
        cache.keep(2, x, 0, Kept(b"x" * 1000, "image/png", now.isoformat(), (now + dt.timedelta(days=1)).isoformat()))
    for age, path in enumerate(sorted(tmp_path.glob("*/*/*/*"), key=lambda one: int(one.parent.name))):
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    assert cache.get(2, 0, 0) is not None  # looked at just now
    assert tile_cache.sweep(tmp_path, 2_500) == 2
    assert [cache.get(2, x, 0) is not None for x in range(4)] == [True, False, False, True]


def test_the_night_keeps_the_room(api: Api, other: Outsider) -> None:
    other.say(THERE, Said(200, PNG))
    api.get(PATH)
    small = api.server.settings.model_copy(update={"tiles_cache_bytes": 0})
    assert "1" in (tiles.sweep(small).run(api.server.pools) or "")
    assert list((api.server.settings.data_dir / "tiles").glob("*/*/*/*")) == []


def test_the_deepest_zoom_is_bounded() -> None:
    assert mbtiles.DEEPEST == 22
