"""Commands as an administrator types them, run in this process."""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fofal_server.console import main

HURRIED = "1024"
"""Megabytes a second of a backup: it goes gently for the sake of people at work, and here are none."""


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code in {0, 1, 3}, self.err
        return json.loads(self.out)


class Terminal:
    """``fofal-server`` for the installation of one data folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        for name in [name for name in os.environ if name.startswith("FOFAL_")]:
            monkeypatch.delenv(name)  # what is set for the tests themselves is no setting of this installation
        monkeypatch.setenv("FOFAL_DATA_DIR", str(folder))
        monkeypatch.setenv("FOFAL_BACKUP_RATE", HURRIED)

    def __call__(self, *words: str) -> Said:
        self._capsys.readouterr()
        code = main.run(words)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)
