"""The command line itself: every command explains itself in French, answers in JSON, and refuses wrong use with 2."""

from collections.abc import Iterator
from typing import Any

import pytest

from fofal_server.console import application, main


def _commands() -> Iterator[tuple[str, Any]]:
    for name in application.COMMANDS:
        found = application.loaded(name)
        below = getattr(found, "commands", {})
        yield from ((f"{name} {word}", one) for word, one in below.items())
        if not below:
            yield name, found


ALL = dict(_commands())
SCREENS = {"console"}
"""Drawn for eyes; each thing on them has its command that answers in JSON."""


@pytest.mark.parametrize("words", ALL)
def test_each_command_explains_itself(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*words.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Montre cette aide." in said
    assert ("--json" in said) is (words not in SCREENS)
    assert all(getattr(option, "help", None) for option in ALL[words].params), words


def test_the_help_shows_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in application.COMMANDS)
    assert "Codes de sortie" in said


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "Il manque une commande."),
        ("recolte", "Commande inconnue : recolte."),
        ("user lst", "Vouliez-vous dire 'list' ?"),
        ("user create", "Il manque : NOM."),
        ("user list --rien", "Option inconnue : --rien"),
        ("user list trop", "De trop : trop."),
        ("audit tail -n", "L'option -n attend une valeur."),
        ("audit tail -n beaucoup", "un nombre entier est attendu"),
        ("serve --port 99999", "au plus 65535"),
        ("migrate --to 0001 --down base", "s'excluent"),
    ],
)
def test_wrong_use_is_said_in_french(words: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(words.split()) == 2
    out, err = capsys.readouterr()
    assert answer in err
    assert out == ""
