"""A server of another version: what one side does not know of the other is said in words, and the rest goes on."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from fofal_desktop.views.page import Place
from fofal_server.core import serve
from fofal_server.core.errors import NotFound
from tests.desktop.screens.driving import notices, open_list

Json = dict[str, Any]
UNITS, SITES, PLOTS, ALERTS = "settings.units", "settings.sites", "agronomy.plots", "notifications.alerts"


@pytest.fixture
def person(newcomer):
    """With the tiles that everybody begins with."""
    return newcomer


@pytest.fixture
def otherwise(monkeypatch) -> Callable[..., None]:
    """Has the server answer otherwise at some paths, as one of another version would; None: it has no such door."""
    judge, changed = serve._judge, dict[str, Callable[[Json], Json] | None]()

    def other(operation, *more):
        if operation.path not in changed:
            return judge(operation, *more)
        change = changed[operation.path]
        if change is None:
            raise NotFound("no_such_door", code="no_such_door")
        found = judge(operation, *more)
        packed = found.headers.pop("Content-Encoding", "")
        found.body = json.dumps(change(json.loads(gzip.decompress(found.body) if packed else found.body))).encode()
        return found

    monkeypatch.setattr(serve, "_judge", other)
    return lambda path, change: changed.update({path: change})


@pytest.fixture
def enter(fresh, qtbot, person):
    """Sign in, once the server speaks as it shall."""

    def come_in():
        fresh.start(person.ticket)
        qtbot.waitUntil(lambda: bool(fresh.metas) and fresh.window.sidebar.isVisible())
        return fresh

    return come_in


def newer(told: Json) -> Json:
    """Kinds of fields, and a resource, that this program does not know."""
    by_name = {one["name"]: one for one in told["resources"]}
    units = by_name[UNITS]
    units["fields"]["name"]["kind"] = "barcode"
    units["fields"]["name"]["checksum"] = "ean13"
    by_name[SITES]["columns"] = {"wide": ["name"]}
    told["resources"].append(units | {"name": "future.drones", "label": "Drones", "icon": "mdi6.drone-of-2031"})
    return told


def test_what_a_newer_server_tells_beyond_this_program_is_named_and_the_rest_is_there(otherwise, enter, qtbot, made):
    otherwise("/meta", newer)
    desktop = enter()
    [words] = [words for words in notices(desktop) if words.startswith("Le serveur est plus récent que ce programme")]
    assert "Unités · " in words
    assert "Sites" in words
    assert SITES not in desktop.metas, "nobody could read its list"
    page = open_list(desktop, qtbot, UNITS)
    page.search.setText(made)
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 3)
    record = page.table.records.record(0)
    page.open_record(record)
    form = desktop.window.workspace.page
    qtbot.waitUntil(lambda: form.record is not None)
    assert form.form.editors["name"].field.readonly
    assert form.form.editors["name"].value() == record["name"]
    assert not form.dirty


def test_tiles_and_alerts_that_only_a_newer_server_knows_keep_their_place(otherwise, enter, qtbot):
    def tiles(told: Json) -> Json:
        told["tiles"][0] |= {"kind": "film", "size": "huge"}
        return told

    def figures(told: Json) -> Json:
        for one in told["items"]:
            one |= {"level": "apocalyptic", "opens": {"kind": "hologram", "name": "rain"}, "hint": None}
        return told

    def alerts(told: Json) -> Json:
        one = {"id": "0190-x", "code": "meteor", "severity": "apocalyptic", "status": "active", "version": 1}
        return told | {"items": [one | {"title": "Météorite", "told": "Au nord", "since": "2026-11-22T13:05:00Z"}]}

    otherwise("/insight/dashboard", tiles)
    otherwise("/figures", figures)
    otherwise("/notifications/alerts", alerts)
    desktop = enter()
    page = desktop.window.home.page
    qtbot.waitUntil(lambda: bool(page.tiles) and all(one.shown is not None for one in page.tiles[1:]))
    assert "version plus récente" in page.tiles[0].hint.text()
    odd = next(one for one in page.tiles if one.opens is not None and one.opens.kind == "hologram")
    odd.wanted.emit(odd.opens)
    qtbot.waitUntil(lambda: any("Météorite" in words for words in notices(desktop)))
    page.arrangement.switch()
    page.arrangement.move(page.tiles[0].tile.code, 1)
    assert page.tiles[1].tile.size == "huge", "what it does not know it leaves as it is"


def older(told: Json) -> Json:
    """Without some fields, and a resource, that this program knows."""
    told["resources"] = [one for one in told["resources"] if one["name"] != "settings.saved-filters"]
    for one in told["resources"]:
        if one["name"] == PLOTS:
            del one["fields"]["status"]
    return told


def test_what_an_older_server_does_not_know_is_said_where_it_is_asked_for(otherwise, enter, qtbot):
    otherwise("/meta", older)
    otherwise("/ops/overview", None)
    otherwise("/insight/dashboard", None)
    desktop = enter()
    page = desktop.window.home.page
    qtbot.waitUntil(lambda: page.problem.isVisible() and not page.busy.isVisible())
    assert "version plus ancienne" in page.problem.words.text()
    assert desktop.window.go(Place("page", "map")) is None
    assert any("n’ont pas la même version" in words for words in notices(desktop))
    page = desktop.window.go(Place("page", "operations"))
    qtbot.waitUntil(lambda: page.problem.isVisible() and not page.busy.isVisible())
    assert "version plus ancienne" in page.problem.words.text()
    assert open_list(desktop, qtbot, SITES).table.records.rowCount() >= 0
