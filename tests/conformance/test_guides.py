"""Every command that a guide names exists, with the options it is given."""

import re
import shlex
from pathlib import Path

import pytest

from fofal_server.console.application import loaded

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "admin").rglob("*.md"))
COMMAND = re.compile(r"fofal-server ((?:[a-z][\w-]*)(?: [^`#\n]+)?)")


def _commands(guide: Path) -> list[str]:
    return [found[1].strip() for found in COMMAND.finditer(guide.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_commands_of_guides_exist_with_their_options(guide: Path) -> None:
    commands = _commands(guide)
    assert commands or guide.parent.name == "incidents"  # some troubles are mended elsewhere
    wrong = [words for words in commands if not _is_known(shlex.split(words))]
    assert wrong == []


def _is_known(words: list[str]) -> bool:
    name, *rest = words
    command = loaded(name)
    if hasattr(command, "commands"):
        if not rest or rest[0] not in command.commands:
            return False
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    return {word for word in rest if word.startswith("--")} <= known
