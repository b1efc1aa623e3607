"""The administrator's live screen, driven by keys at 80 × 24 against an installation that really runs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from textual.pilot import Pilot

from fofal_server.cluster.url import connected
from fofal_server.console.installation import running
from fofal_server.console.live.app import PANES, Console
from fofal_server.console.live.house import House
from fofal_server.console.live.pane import Pane
from fofal_server.core.ids import new_id
from tests.server.console.launched import SERVE, Launched, copied, launched, open_folder
from tests.server.console.typing_in import Terminal
from tests.support.patience import PATIENCE

SIZE = (80, 24)
Screen = Pilot[None]


@pytest.fixture(scope="module")
def started(new_demo: Path) -> Iterator[Launched]:
    """A demo company with one server process."""
    with open_folder() as folder, launched(copied(new_demo, folder / "data"), SERVE, FOFAL_WORKERS="1") as found:
        found.told()
        yield found


@pytest.fixture
def typed(started: Launched, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The plain commands for it."""
    return Terminal(started.folder, monkeypatch, capsys)


def watched(folder: Path, deed: Callable[[Screen], Awaitable[None]]) -> None:
    """Do something at the live screen."""

    async def run() -> None:
        async with Console(House(folder, None)).run_test(size=SIZE) as pilot:
            await deed(pilot)

    asyncio.run(run())


def shown(pilot: Screen) -> str:
    """What stands on the screen, line by line; a drawn picture of it would cost a hundred times as much."""
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(line.text for line in lines).replace("\xa0", " ")


async def until(pilot: Screen, words: str) -> str:
    """The screen, once these words stand on it."""
    for _ in range(int(PATIENCE / 0.05)):
        if words in (found := shown(pilot)):
            return found
        await pilot.pause(0.05)
    raise AssertionError(f"{words} : {shown(pilot)}")


def ask(started: Launched, statement: str, *values: object) -> list[tuple[object, ...]]:
    found = running(started.folder, None)
    assert found is not None
    with connected(found.superuser_url or "") as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def signed_in(typed: Terminal, started: Launched) -> str:
    """The id of a session that lives."""
    ((user,),) = ask(started, "SELECT id FROM auth_user ORDER BY username LIMIT 1")
    key = str(new_id())
    ask(
        started,
        "INSERT INTO auth_session (id, version, created_at, updated_at, user_id, device, last_seen, idle_until,"
        " expires_at, told) VALUES (%s, 1, now(), now(), %s, 'Poste 7', now(), now() + '1 h', now() + '1 day', true)",
        key, str(user),
    )  # fmt: skip
    assert key in [one["id"] for one in typed("sessions", "list", "--json").json]
    return key


def test_each_pane_shows_what_there_is(typed: Terminal, started: Launched) -> None:
    signed_in(typed, started)
    expected = (
        "Processeur",
        "Poste 7",
        "backup-drill",
        "Aucune sauvegarde",
        "base principale",
        "Aucune alerte",
        "startup",
    )

    async def look(pilot: Screen) -> None:
        for place, words in enumerate(expected, 1):
            await pilot.press(str(place))
            assert "Quitter" in await until(pilot, words)

    assert len(expected) == len(PANES)
    watched(started.folder, look)


def test_a_session_is_ended_only_when_it_is_meant(typed: Terminal, started: Launched) -> None:
    key = signed_in(typed, started)

    async def end(pilot: Screen) -> None:
        await pilot.press("2")
        await until(pilot, "Poste 7")
        await pilot.press("x", "enter", "n")
        assert ask(started, "SELECT revoked_at FROM auth_session WHERE id = %s", key) == [(None,)]
        await pilot.press("x")
        await until(pilot, "Terminer cette session")
        await pilot.press("o")
        await until(pilot, "Session terminée.")

    watched(started.folder, end)
    assert key not in [one["id"] for one in typed("sessions", "list", "--json").json]
    told = ask(started, "SELECT action, username FROM audit_event WHERE record_id = %s", key)
    assert told == [("end", "console")]


def test_a_maintenance_is_begun_and_ended(typed: Terminal, started: Launched) -> None:
    async def close(pilot: Screen) -> None:
        await until(pilot, "Processeur")
        await pilot.press("m", *"Disque", "enter", *"30m", "enter", "enter")
        await until(pilot, "Maintenance en cours depuis")
        assert ask(started, "SELECT message FROM auth_maintenance") == [("Disque",)]
        await pilot.press("m")
        await until(pilot, "Mettre fin")
        await pilot.press("o")
        await until(pilot, "Maintenance finie.")

    watched(started.folder, close)
    assert typed("maintenance", "status").out == "Aucune maintenance.\n"


def test_what_was_typed_wrong_is_said(started: Launched) -> None:
    async def close(pilot: Screen) -> None:
        await pilot.press("m", *"Disque", "enter", *"bientot", "enter", "enter")
        await until(pilot, "Durée incomprise")
        assert "Disque" in shown(pilot)  # the form is still there, with what was typed
        await pilot.press("up", *("backspace",) * 7, "escape")

    watched(started.folder, close)


def test_a_job_that_does_not_run_has_nothing_to_stop(started: Launched) -> None:
    async def stop(pilot: Screen) -> None:
        await pilot.press("3")
        await until(pilot, "backup-drill")
        await pilot.press("x")
        await until(pilot, "Arrêter « alerts »")
        await pilot.press("o")
        await until(pilot, "ne s'exécute pas")

    watched(started.folder, stop)


def test_a_job_is_paused_and_goes_on(typed: Terminal, started: Launched) -> None:
    async def pause(pilot: Screen) -> None:
        await pilot.press("3")
        await until(pilot, "backup-drill")
        await pilot.press("p", "o")
        await until(pilot, "En pause")
        await pilot.press("r")
        await until(pilot, "alerts : fait.")

    watched(started.folder, pause)
    assert {one["status"] for one in typed("jobs", "list", "--json").json} == {"scheduled"}


def test_the_log_is_looked_through(started: Launched) -> None:
    async def search(pilot: Screen) -> None:
        await pilot.press("7")
        await until(pilot, "startup")
        await pilot.press("slash", *"complete", "enter")
        found = await until(pilot, "Application startup complete")
        assert "Waiting for application startup" not in found

    watched(started.folder, search)


def test_a_look_asks_little(started: Launched) -> None:
    """With BEGIN and COMMIT left out: they are no statements of ours."""
    house, most = House(started.folder, None), {}

    def count(pane: Pane) -> int:
        pane.look()  # the line is made at the first look
        asked: list[str] = []
        engine = house._engine
        if engine is None:
            return 0

        def note(*all_of_it: Any) -> None:
            asked.append(all_of_it[2])

        event.listen(engine, "before_cursor_execute", note)
        pane.look()
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    for kind in PANES[:-1]:
        most[kind.title] = count(kind(house, "pane"))
    house.close()
    assert max(most.values()) <= 1, most


def test_it_says_what_is_away_and_comes_back_by_itself(new_demo: Path) -> None:
    with open_folder() as folder:
        data = copied(new_demo, folder / "data")

        async def outlive(pilot: Screen) -> None:
            with launched(data, SERVE, FOFAL_WORKERS="1") as first:
                first.told()
                await until(pilot, "Processeur")
                await asyncio.to_thread(first.stop)
            await until(pilot, "arrêté")
            with launched(data, SERVE, FOFAL_WORKERS="1") as second:
                await asyncio.to_thread(second.told)
                await until(pilot, "De nouveau là.")
                await asyncio.to_thread(second.stop)

        watched(data, outlive)


def test_sessions_end_by_name_and_all_at_once(typed: Terminal, started: Launched) -> None:
    key = signed_in(typed, started)
    ((name,),) = ask(
        started, "SELECT username FROM auth_user JOIN auth_session s ON s.user_id = auth_user.id WHERE s.id = %s", key
    )
    assert typed("sessions", "end", "--user", str(name), "--json").json["ended"] >= 1
    key = signed_in(typed, started)
    assert typed("sessions", "end", "--all").code == 2
    assert typed("sessions", "end", "--all", "--yes", "--json").json == {"ended": 1}
    assert typed("sessions", "list").out == "Personne n'est connecté.\n"
    assert typed("sessions", "end", key).code == 1
    assert typed("sessions", "end", key, "--all").code == 2


def test_it_needs_a_terminal(typed: Terminal) -> None:
    said = typed("console")
    assert (said.code, said.out) == (2, "")
    assert "status --json" in said.err
