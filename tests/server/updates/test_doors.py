"""The doors of updates over HTTP: what is new, whose turn it is, a package in one go or in pieces."""

import datetime as dt
import socket
from base64 import b64decode
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from fofal_server.contract.updates import rank, read
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.updates import devices, publishing, sending, shelf, staging, watches
from fofal_server.updates.models import Device
from fofal_server.updates.schemas import OfferQuery
from tests.support.api import Api
from tests.support.databases import Database
from tests.support.patience import PATIENCE
from tests.support.servers import Server, serving
from tests.support.until import until
from tests.support.versions import Maker, asking, package

CONTENT = bytes(range(256)) * 1024  # several pieces
FILE = f"/updates/stable/{package('0.3.0')}"


@pytest.fixture(scope="module")
def maker(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Two versions are published on the stable channel; who runs less than 0.2.0 may not wait."""
    made = Maker(tmp_path_factory.mktemp("maker"))
    for version in ("0.2.0", "0.3.0"):
        folder = made.version(version, CONTENT, minimum="0.2.0")
        publishing.publish(server.settings.data_dir, folder, [made.public])
    return made


@pytest.fixture
def desktop(server: Server, maker: Maker) -> Iterator[Api]:
    """Nobody has signed in."""
    with transaction(server.engine) as session:
        session.execute(text("DELETE FROM updates_device"))
        session.execute(text("DELETE FROM updates_share"))
    found = Api(server, None)
    yield found
    found.close()


def share(server: Server, percent: int) -> None:
    published = shelf.newest(server.settings.data_dir, "stable")
    assert published is not None
    with transaction(server.engine) as session:
        session.merge(staging.Share(channel="stable", version=published.manifest.version, percent=percent))


def known(server: Server) -> list[Device]:
    with transaction(server.engine) as session:
        found = list(session.scalars(select(Device).order_by(Device.device)))
        session.expunge_all()
        return found


def test_published_then_asked_then_fetched_in_two_halves(desktop: Api, maker: Maker, server: Server) -> None:
    share(server, 100)
    told = desktop.get("/updates", params=asking("0.2.0")).json()
    manifest = read(b64decode(told["manifest"]), b64decode(told["signature"]), [maker.public])
    assert (manifest.version, told["due"]) == ("0.3.0", True)
    path = f"/updates/{manifest.channel}/{manifest.packages[0].file}"
    half = desktop.get(path, headers={"Range": "bytes=0-99999"})
    tag = half.headers["ETag"]
    rest = desktop.get(path, headers={"Range": "bytes=100000-", "If-Range": tag})
    assert (half.status_code, rest.status_code) == (206, 206)
    assert rest.headers["Content-Range"] == f"bytes 100000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert half.content + rest.content == CONTENT
    assert tag == f'"{manifest.packages[0].sha256}"'


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-0", 206, slice(0, 1)), ("bytes=-10", 206, slice(-10, None)), ("bytes=-999999999", 206, slice(None)),
        ("bytes=5-999999999", 206, slice(5, None)), (f"bytes={len(CONTENT)}-", 416, None), ("bytes=-0", 416, None),
        ("bytes=9-5", 200, slice(None)), ("bytes=0-1,5-6", 200, slice(None)), ("rows=0-1", 200, slice(None)),
        ("bytes=-", 200, slice(None)), ("bytes=" + "9" * 4000 + "-", 200, slice(None)), (None, 200, slice(None)),
    ],
)  # fmt: skip
def test_ranges_are_read_as_http_says(desktop: Api, wanted: str | None, status: int, part: slice | None) -> None:
    found = desktop.get(FILE, headers={"Range": wanted} if wanted else {})
    assert found.status_code == status
    assert found.content == CONTENT[part] if part else found.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_who_has_other_bytes_begins_anew_and_who_has_it_all_is_sent_nothing(desktop: Api) -> None:
    tag = desktop.get(FILE, headers={"Range": "bytes=0-0"}).headers["ETag"]
    other = desktop.get(FILE, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, CONTENT)
    same = desktop.get(FILE, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")


def test_nothing_but_what_a_manifest_names_is_given(desktop: Api, server: Server) -> None:
    assert desktop.get(f"/updates/stable/{package('0.2.0')}").status_code == 200  # the one before
    paths = ("stable/manifest.json", "pilot/" + package("0.3.0"), "stable/..%2f..%2fconfig", "..%2fstable/x", "x/y")
    assert {desktop.get(f"/updates/{one}").status_code for one in paths} == {404}
    folder = shelf.versions(server.settings.data_dir, "stable")[1]
    lost = (folder / package("0.2.0")).rename(folder / "elsewhere")
    found = desktop.get(f"/updates/stable/{package('0.2.0')}")
    lost.rename(folder / package("0.2.0"))
    assert (found.status_code, found.json()["code"]) == (404, "package_lost")


def test_a_share_of_the_devices_has_its_turn_and_keeps_it(server: Server, maker: Maker) -> None:
    published = shelf.newest(server.settings.data_dir, "stable")
    assert published is not None
    crowd = [uuid4() for _ in range(2000)]
    turns = [
        {one for one in crowd if staging.due(published.manifest, percent, one, "0.2.0")} for percent in (0, 10, 50, 100)
    ]
    assert turns[0] < turns[1] < turns[2] < turns[3]
    assert [round(len(one) / 200) for one in turns] == pytest.approx([0, 1, 5, 10], abs=1)
    later = published.manifest.model_copy(update={"version": "0.4.0"})
    assert turns[1] != {one for one in crowd if staging.due(later, 10, one, "0.2.0")}, "others try the next one first"


def test_below_the_minimum_nobody_waits_and_who_has_it_is_not_bothered(desktop: Api, server: Server) -> None:
    share(server, 0)
    due = {one: desktop.get("/updates", params=asking(one)).json()["due"] for one in ("0.1.9", "0.2.0")}
    assert due == {"0.1.9": True, "0.2.0": False}
    share(server, 100)
    due = {one: desktop.get("/updates", params=asking(one)).json()["due"] for one in ("0.2.9", "0.3.0", "1.0.0")}
    assert due == {"0.2.9": True, "0.3.0": False, "1.0.0": False}
    windows = desktop.get("/updates", params=asking("0.1.0", platform="windows-x86_64")).json()
    assert windows["due"] is False, "there is no package for it"
    nothing = desktop.get("/updates", params=asking("0.1.0", channel="pilot")).json()
    assert nothing == {"manifest": None, "signature": None, "due": False}


@pytest.mark.parametrize(
    "wrong",
    [
        {"device": "x"}, {"version": "1"}, {"version": "0.0.99999"}, {"name": "x" * 101}, {"name": "\x1b[2J"},
        {"name": ""}, {"channel": "../pilot"}, {"platform": "amiga"},
    ],
    ids=str,
)  # fmt: skip
def test_who_says_nonsense_is_refused_and_not_written_down(desktop: Api, server: Server, wrong: dict[str, str]) -> None:
    assert desktop.get("/updates", params=asking("0.2.0", **wrong)).status_code == 422
    assert known(server) == []


def test_devices_are_known_by_what_they_said_last(desktop: Api, server: Server) -> None:
    other = str(uuid4())
    for _ in range(2):
        desktop.get("/updates", params=asking("0.2.0"))
    [one] = known(server)
    assert one.first_seen == one.last_seen, "what is known is not written every time"
    for told in (asking("0.3.0", name="CAISSE"), asking("0.1.0", device=other)):
        assert desktop.get("/updates", params=told).status_code == 200
    rows = {str(one.device): one for one in known(server)}
    one = rows[asking("")["device"]]
    assert (len(rows), one.version, one.name) == (2, "0.3.0", "CAISSE")
    assert one.first_seen < one.last_seen
    assert rows[other].first_seen == rows[other].last_seen


def test_the_list_of_devices_does_not_grow_for_ever(
    desktop: Api, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "MOST", 2)
    crowd = [str(UUID(int=number)) for number in range(3)]
    for version in ("0.2.0", "0.3.0"):
        for device in crowd:
            assert desktop.get("/updates", params=asking(version, device=device)).status_code == 200
    assert [(str(one.device), one.version) for one in known(server)] == [(one, "0.3.0") for one in crowd[:2]]


@pytest.mark.parametrize(("days", "again", "stays"), [(29, False, 1), (31, False, 0), (364, True, 1), (366, True, 0)])
def test_who_no_longer_asks_is_forgotten(desktop: Api, server: Server, days: int, again: bool, stays: int) -> None:
    past = clock.now() - dt.timedelta(days=days)
    told = OfferQuery.model_validate(asking("0.2.0"))
    with transaction(server.engine) as session:
        for moment in (past - dt.timedelta(days=1), past) if again else (past,):
            with clock.frozen(moment):
                devices.remember(session, told)
    with transaction(server.engine) as session:
        devices.forget(session)
    assert len(known(server)) == stays


def test_the_administrator_is_told_of_desktops_that_do_not_follow(
    desktop: Api, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools = Pools(server.engine, server.engine)
    looks = {one.code: one for one in (*(made(server.settings) for made in watches.WATCHES[:2]), watches.WATCHES[2])}

    def seen(days: int) -> dict[str, list[str]]:
        """What is said of each after so many days; the computers of this morning are used on all of them."""
        with clock.frozen(clock.now() + dt.timedelta(days=days)):
            with transaction(server.engine) as session:
                for version, name in (("0.1.9", "ANCIEN"), ("0.2.5", "LENT"), ("0.3.0", "NEUF")):
                    told = asking(version, name=name, device=str(UUID(int=rank(version)[-1] + 1)))
                    devices.remember(session, OfferQuery.model_validate(told))
            return {code: [one.values["names"] for one in look.look(pools)] for code, look in looks.items()}

    share(server, 50)
    assert seen(0) == {code: [] for code in looks}
    old = {"desktop-too-old": ["ANCIEN (0.1.9)"], "desktop-unseen": []}
    assert seen(3) == {**old, "desktop-behind": []}
    share(server, 100)
    assert seen(15) == {**old, "desktop-behind": ["ANCIEN (0.1.9), LENT (0.2.5)"]}
    with clock.frozen(clock.now() + dt.timedelta(days=50)):
        told = [one for look in looks.values() for one in look.look(pools)]
    assert [one.values["count"] for one in told] == ["3"], "nobody uses them any more"


def test_downloads_are_so_many_at_a_time_and_whoever_goes_makes_room(
    desktop: Api, server: Server, monkeypatch: pytest.MonkeyPatch, maker: Maker
) -> None:
    monkeypatch.setattr(sending, "_places", sending.BoundedSemaphore(1))
    folder = maker.version("0.1.0", bytes(30_000_000), channel="pilot")
    publishing.publish(server.settings.data_dir, folder, [maker.public])
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as slow:
        path = f"/api/v1/updates/pilot/{package('0.1.0')}"
        slow.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert slow.recv(15) == b"HTTP/1.1 200 OK"
        refused = desktop.get(FILE)
        assert (refused.status_code, refused.json()["code"]) == (503, "updates_busy")
        assert refused.headers["Retry-After"] == "60"
    until(lambda: desktop.get(FILE).status_code == 200)


def test_calls_without_a_name_are_counted_by_address(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(database, tmp_path_factory.mktemp("few"), limits_requests_per_minute=5) as few:
        person = Api(few, None)
        found = [person.get("/updates", params=asking("0.2.0")).status_code for _ in range(4)]
        found += [person.get(FILE).status_code for _ in range(3)]
        person.close()
    assert found == [200] * 4 + [404, 429, 429]
