"""The console takes a lost second factor away where nobody else can."""

import uuid
from collections.abc import Callable

import pytest

from tests.server.console.typing_in import Terminal
from tests.support.api import code

Ask = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def loser(typed: Terminal, ask: Ask) -> str:
    """Somebody with a factor; what its secret is does not matter here."""
    name = code("essai-").lower()
    assert typed("user", "create", name, "Personne d'essai", "--role", "stock-keeper").code == 0
    ((key,),) = ask("SELECT id FROM auth_user WHERE username = %s", name)
    ask("INSERT INTO auth_factor (user_id, secret, confirmed_at) VALUES (%s, %s, now())", str(key), b"sealed")
    ask("UPDATE auth_user SET second_factor = true WHERE id = %s", str(key))
    return name


def test_it_is_taken_away_and_told_to_the_trail(typed: Terminal, loser: str, ask: Ask) -> None:
    assert typed("user", "reset-factor", loser).code == 2
    assert typed("user", "list", "--json").json
    done = typed("user", "reset-factor", loser, "--yes", "--json")
    assert done.json == {"username": loser, "second_factor": False}
    assert ask(
        "SELECT count(*) FROM auth_factor f JOIN auth_user u ON u.id = f.user_id WHERE username = %s", loser
    ) == [(0,)]
    told = ask("SELECT username FROM audit_event WHERE action = 'factor_reset' AND record_label = %s", loser)
    assert told == [("console",)]
    again = typed("user", "reset-factor", loser, "--yes")
    assert (again.code, "second facteur" in again.err) == (1, True)


def test_where_two_people_can_the_console_says_so(typed: Terminal, loser: str, ask: Ask) -> None:
    second = f"adjointe-{uuid.uuid4().hex[:6]}"
    assert typed("user", "create", second, "Adjointe", "--role", "administrator").code == 0
    refused = typed("user", "reset-factor", loser, "--yes")
    assert refused.code == 1
    assert "--alone" in refused.err
    assert typed("user", "reset-factor", loser, "--alone", "--yes").code == 0
    assert typed("user", "disable", second, "--yes").code == 0
