"""People from the console."""

import getpass
from collections.abc import Callable

import pytest

from fofal_server.auth import tokens
from fofal_server.auth.keys import Keys
from fofal_server.auth.passwords import Passwords
from fofal_server.cluster.cluster import Cluster
from tests.server.console.typing_in import Terminal
from tests.support.api import code

Ask = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def person(typed: Terminal) -> str:
    name = code("essai-").lower()
    assert typed("user", "create", name, "Personne d'essai", "--role", "stock-keeper").code == 0
    return name


def test_a_new_person_gets_a_password_for_one_use(typed: Terminal, company: Cluster, ask: Ask) -> None:
    name = code("essai-").lower()
    made = typed("user", "create", name, "Personne d'essai", "--role", "stock-keeper", "--role", "consultant", "--json")
    assert made.json["roles"] == ["consultant", "stock-keeper"]
    ((stored, must),) = ask("SELECT password_hash, must_change_password FROM auth_user WHERE username = %s", name)
    assert must is True
    assert Passwords(Keys.ensure(company.data_dir).pepper).matches(made.json["temporary_password"], str(stored))
    assert made.json["temporary_password"] not in typed("user", "list", "--json").out
    assert made.json["temporary_password"] not in str(ask("SELECT * FROM audit_event"))


def test_the_trail_says_that_it_was_the_console_and_which_account(typed: Terminal, person: str, ask: Ask) -> None:
    rows = ask("SELECT username, address, request_id, action FROM audit_event WHERE record_label = %s", person)
    assert {row[0] for row in rows} == {"console"}
    assert all(str(row[1]).startswith(getpass.getuser()) for row in rows)
    assert "password_set" in {row[3] for row in rows}
    assert len({row[2] for row in rows}) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("create", "deux mots", "Nom"), "username"),
        (("create", "direction", "Nom"), "existe déjà"),
        (("create", "DIRECTION", "Nom"), "existe déjà"),
        (("create", "neuf", "Nom", "--role", "jardinier"), "jardinier"),
        (("enable", "personne"), "personne"),
        (("disable", "direction", "--yes"), "dernier administrateur"),
        (("roles", "direction", "--remove", "administrator"), "dernier administrateur"),
        (("roles", "direction", "--remove", "owner"), "owner"),
        (("ticket", "personne"), "personne"),
        (("reset-password", "personne", "--yes"), "personne"),
    ],
)
def test_refusals_are_words_and_change_nothing(typed: Terminal, words: tuple[str, ...], answer: str, ask: Ask) -> None:
    before = ask("SELECT id, version FROM auth_user ORDER BY id")
    said = typed("user", *words)
    assert said.code == 1
    assert answer in said.err
    assert said.out == ""
    assert ask("SELECT id, version FROM auth_user ORDER BY id") == before


def test_who_is_disabled_is_out_and_may_be_let_in_again(typed: Terminal, person: str) -> None:
    assert typed("user", "disable", person).code == 2  # nobody said --yes and nobody can be asked
    assert typed("user", "disable", person, "--yes", "--json").json == {"username": person, "active": False}
    shown = {one["username"]: one for one in typed("user", "list", "--json").json}
    assert shown[person]["active"] is False
    assert typed("user", "ticket", person).code == 1
    assert typed("user", "enable", person, "--json").json == {"username": person, "active": True}


def test_a_lost_password_ends_and_a_code_takes_its_place(typed: Terminal, person: str, ask: Ask) -> None:
    assert typed("user", "reset-password", person).code == 2
    drawn = [typed("user", "reset-password", person, "--yes", "--json").json for _ in range(2)]
    assert [one["expires_in"] for one in drawn] == [1200, 1200]
    assert ask("SELECT password_hash FROM auth_user WHERE username = %s", person) == [(None,)]
    living = "SELECT count(*) FROM auth_recovery_code WHERE hash = %s"
    hashes = [tokens.digest(str(one["code"]).replace("-", "")) for one in drawn]
    assert [ask(living, one) for one in hashes] == [[(0,)], [(1,)]]
    told = "SELECT count(*) FROM audit_event WHERE action = 'recovery_code' AND record_label = %s"
    assert ask(told, person) == [(2,)]
    assert str(drawn[1]["code"]) not in str(ask("SELECT * FROM audit_event"))


def test_roles_are_given_and_taken(typed: Terminal, person: str) -> None:
    assert typed("user", "roles", person, "--json").json["roles"] == ["stock-keeper"]
    changed = typed("user", "roles", person, "--add", "consultant", "--remove", "stock-keeper", "--json")
    assert changed.json["roles"] == ["consultant"]
    assert typed("user", "roles", person, "--add", "jardinier").code == 1


def test_a_ticket_is_kept_as_its_hash_and_told_to_the_trail(typed: Terminal, person: str, ask: Ask) -> None:
    given = typed("user", "ticket", person, "--json").json
    assert given["expires_in"] == 60
    assert ask("SELECT count(*) FROM auth_ticket WHERE hash = %s", tokens.digest(given["ticket"])) == [(1,)]
    assert ask("SELECT count(*) FROM audit_event WHERE action = 'ticket' AND record_label = %s", person) == [(1,)]
