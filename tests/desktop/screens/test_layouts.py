"""How a list was left: kept for this person, on the server soon after, and back wherever one signs in."""

import contextlib

import pytest

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Request
from fofal_desktop.api.session import Session
from fofal_desktop.models.layouts import LATER_MS, Layouts
from fofal_desktop.preferences import Preferences
from tests.desktop.screens.driving import open_list

UNITS = "settings.units"
LEFT = {"order": ["name", "code"], "widths": {"name": 333}, "hidden": ["factor"], "sort": ["-name", "code"]}


def told(client) -> dict:
    """How the server says that the units were left."""
    layouts = client.send(Request("GET", "/lists/layouts")).json()["items"]
    return {name: value for name, value in layouts.get(UNITS, {}).items() if value is not None}


@pytest.fixture
def elsewhere(server, person):
    """The same person's client at another computer."""
    with contextlib.closing(Client(Session(server.url))) as found:
        found.sign_in(person.username, person.password)
        yield found


def test_columns_and_order_are_kept_for_this_person(desktop, qtbot, made):
    page = open_list(desktop, qtbot, UNITS)
    heads = page.table.heads
    columns = [field.name for field in page.table.records.columns]
    heads.show_column(columns.index("factor"), shown=False)
    heads.moveSection(heads.visualIndex(columns.index("name")), 0)
    heads.sort_by("name")
    heads.resizeSection(columns.index("name"), 333)
    desktop.window.workspace.close_current()
    again = open_list(desktop, qtbot, UNITS)
    assert again is not page
    heads = again.table.heads
    assert heads.isSectionHidden(columns.index("factor"))
    assert heads.visualIndex(columns.index("name")) == 0
    assert heads.order == ("name",)
    assert again.table.records.order == ("name",)
    assert heads.sectionSize(columns.index("name")) == 333
    heads.reset()
    assert not heads.isSectionHidden(columns.index("factor"))
    assert heads.order == again.table.records.order == ("code",)
    assert desktop.preferences.layout(desktop.client.session.account, UNITS) == {}


def test_columns_are_not_taken_for_moved_when_rows_come(desktop, qtbot, api, made):
    """Rows that come anew are laid out by Qt, which is no wish of the person; a hidden column stays hidden."""
    page = open_list(desktop, qtbot, UNITS)
    heads = page.table.heads
    heads.show_column([field.name for field in page.table.records.columns].index("factor"), shown=False)
    before = heads.layout_data()
    heads.changed.connect(lambda: pytest.fail("nobody moved a column"))
    api.create(UNITS, code=f"{made}-7", name=f"Autre {made}", dimension="mass")
    with qtbot.waitSignal(page.table.records.counted):
        page.refresh()
    assert heads.layout_data() == before


def test_what_the_server_never_takes_does_not_hold_up_what_comes_after(qtbot, elsewhere, tmp_path):
    client, here = elsewhere, Layouts(elsewhere, Preferences(tmp_path / "here"))
    here.keep(UNITS, LEFT)
    here.begin()
    qtbot.waitUntil(lambda: told(client) == LEFT)
    here.keep(UNITS, {"widths": {"name": 0}})
    here._pause.timeout.emit()
    here.forget(UNITS)  # while the refusal is under way
    qtbot.waitUntil(lambda: told(client) == {})
    here.end()


def test_columns_come_back_on_a_computer_that_knows_nothing(desktop, qtbot, elsewhere, tmp_path, made):
    """The same person at two computers: what one leaves the other finds, by field, also in a list that is open."""
    client, here = elsewhere, Layouts(elsewhere, Preferences(tmp_path / "here"))
    here.keep(UNITS, LEFT)
    here.begin()
    qtbot.waitUntil(lambda: told(client) == LEFT)
    page = open_list(desktop, qtbot, UNITS)
    desktop.layouts.begin()
    columns = [field.name for field in page.table.records.columns]
    qtbot.waitUntil(lambda: page.table.heads.order == ("-name", "code"))
    assert page.table.heads.isSectionHidden(columns.index("factor"))
    assert page.table.heads.visualIndex(columns.index("name")) == 0
    here.keep(UNITS, LEFT | {"hidden": []})
    qtbot.waitUntil(lambda: told(client) == LEFT | {"hidden": []})
    page.table.heads.sort_by("code")
    qtbot.waitUntil(lambda: told(client)["sort"] == ["-code"])
    page.table.heads.reset()
    qtbot.waitUntil(lambda: told(client) == {})
    desktop.layouts.begin()
    here.begin()
    qtbot.waitUntil(lambda: here.of(UNITS) == {})


def test_what_was_set_without_the_server_is_sent_when_it_is_back(qtbot, far_client, line, tmp_path):
    """Nothing waits for the server, and what only passes through a broken line is tried again."""
    kept = Preferences(tmp_path)
    first = Layouts(far_client, kept)
    line.swallow = 100
    first.keep(UNITS, LEFT)
    first.begin()
    assert first.of(UNITS) == LEFT
    qtbot.waitUntil(lambda: first._pause.interval() == LATER_MS)
    line.swallow = 0
    first.begin()
    qtbot.waitUntil(lambda: kept.agreed_layout(far_client.session.account, UNITS) == LEFT)
    assert told(far_client) == LEFT


def test_what_the_server_never_takes_is_let_go(qtbot, client, tmp_path):
    kept = Preferences(tmp_path)
    layouts = Layouts(client, kept)
    layouts.keep("settings.nothing", LEFT)
    layouts.begin()
    qtbot.waitUntil(lambda: kept.agreed_layout(client.session.account, "settings.nothing") == LEFT)
    layouts.begin()
    qtbot.waitUntil(lambda: layouts.of("settings.nothing") == {})
