"""The settings of an environment file, as systemd and Docker read one: ``NAME=value`` lines, ``#`` comments."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fofal_server.console.errors import Outcome, Refusal

PREFIX = "FOFAL_"
_LINE = re.compile(r"([A-Za-z_]\w*)=(.*)")


def read(file: Path) -> dict[str, str]:
    """Its names and values; refused with the number of a line that is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"Le fichier {file} est illisible.", Outcome.WRONG_USE) from error
    found = dict[str, str]()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        told = _LINE.fullmatch(line.strip())
        if told is None:
            raise Refusal(f"{file}, ligne {number} : « NOM=valeur » est attendu.", Outcome.WRONG_USE)
        found[told[1]] = _bare(told[2].strip())
    return found


@contextmanager
def in_place(settings: Mapping[str, str]) -> Iterator[None]:
    """These settings, and none of our own, for the block."""
    before = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    _exchange(before, settings)
    try:
        yield
    finally:
        _exchange([name for name in os.environ if name.startswith(PREFIX)], before)


def _exchange(gone: Mapping[str, str] | list[str], come: Mapping[str, str]) -> None:
    for name in gone:
        del os.environ[name]
    os.environ.update({name: value for name, value in come.items() if name.startswith(PREFIX)})


def _bare(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
