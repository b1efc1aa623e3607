"""The four environments differ in settings only."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from fofal_server.config import SECRET, Settings
from fofal_server.console import environment
from fofal_server.console.checks.settings import KNOWN
from tests.support.programs import program

FILES = sorted((Path(__file__).resolve().parents[2] / "installer" / "server" / "environments").glob("*.env"))
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "server-settings.md").read_text(encoding="utf-8")
READ = {file.stem: environment.read(file) for file in FILES}


def test_there_are_the_four_with_the_same_names_in_the_same_order() -> None:
    assert sorted(READ) == ["development", "production", "staging", "testing"]
    assert len({tuple(found) for found in READ.values()}) == 1


@pytest.mark.parametrize("name", sorted(READ))
def test_every_name_is_known_and_every_value_can_be_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(READ[name]) <= KNOWN
    plain = {key: value for key, value in READ[name].items() if not key.endswith("_FILE")}
    with environment.in_place(plain):
        assert Settings().drain_seconds >= 0


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_shell_reads_what_the_console_reads(file: Path) -> None:
    """An administrator takes the settings of the service into his shell by the same file."""
    words = [program("bash", "bash"), "-c", 'set -a; . "$0"; env --null', str(file)]
    found = subprocess.run(words, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True).stdout
    taken = dict(one.split("=", 1) for one in found.split("\0") if one.startswith("FOFAL_"))
    assert taken == READ[file.stem]


@pytest.mark.parametrize("name", sorted(READ))
def test_no_secret_stands_in_them(name: str) -> None:
    secret = {f"FOFAL_{one.upper()}" for one in SECRET} | {"FOFAL_DATABASE_URL"}
    assert not secret & set(READ[name])
    assert [value for value in READ[name].values() if re.search(r"://[^/]*@", value)] == []


def test_production_is_rehearsed_as_it_is() -> None:
    """Staging has what production has but for addresses, and sends no letter to anybody."""
    apart = {key for key, value in READ["staging"].items() if value != READ["production"][key]}
    assert {key.removeprefix("FOFAL_") for key in apart} <= {"ALLOWED_HOSTS", "PUBLIC_URL", "BACKUP_COPY"} | {
        key.removeprefix("FOFAL_") for key in apart if "SMTP" in key
    }
    assert not READ["staging"]["FOFAL_SMTP_HOST"]


def test_the_page_of_settings_names_what_is_known() -> None:
    assert {name for name in KNOWN if not name.endswith("_FILE")} - set(re.findall(r"FOFAL_[A-Z_]*[A-Z]", PAGE)) <= {
        "FOFAL_PORT", "FOFAL_WORKERS", "FOFAL_BACKUP_COPY_PASSWORD", "FOFAL_BACKUP_COPY_SECRET",
    }  # fmt: skip
