"""The units of systemd: no line that it does not know, little that they may, and the same for both."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fofal_server.console import environment
from tests.support.programs import program

SYSTEMD = Path(__file__).resolve().parents[2] / "installer" / "server" / "systemd"
PACKAGED = SYSTEMD.parent / "linux" / "paquet.conf"
UNITS = sorted(SYSTEMD.glob("*.service"))
EXPOSURE = 30
"""Tenths: 3.0 of 10."""


def said(*words: str, **environment: str) -> tuple[int, str]:
    command = [program("systemd-analyze", "systemd"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_knows_every_line(unit: Path, tmp_path: Path) -> None:
    """With a program that is there, so that nothing but the unit and what the package adds to it can be wrong."""
    copied = tmp_path / unit.name
    added = tmp_path / f"{unit.name}.d" / PACKAGED.name
    added.parent.mkdir()
    for source, target in ((unit, copied), (PACKAGED, added)):
        text = re.sub(
            r"^(ExecStart=)/\S+", rf"\1{shutil.which('true')}", source.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        target.write_text(text, encoding="utf-8")
    assert said("verify", str(copied)) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_exposed_to_little(unit: Path) -> None:
    code, told = said("security", "--offline=true", f"--threshold={EXPOSURE}", str(unit))
    assert code == 0, told
    assert float(re.findall(r"exposure level for \S+: ([\d.]+)", told)[0]) <= EXPOSURE / 10


def test_both_units_may_the_same() -> None:
    bounds = [one.read_text(encoding="utf-8").partition("# What it may")[2] for one in UNITS]
    assert len(bounds) == 2
    assert bounds[0] == bounds[1] != ""


def test_an_end_has_time_for_the_drain_and_for_what_is_under_way() -> None:
    """Drain 5 s as shipped, 20 s for the processes, PostgreSQL after them."""
    for one in UNITS:
        assert re.search(r"^TimeoutStopSec=[23]min$", one.read_text(encoding="utf-8"), re.MULTILINE)


def test_data_lie_in_a_folder_of_the_account_so_that_an_upgrade_can_restore_beside_them() -> None:
    """Both units agree; the account's home, and where its programs stand while names change, is the folder above."""
    for one in UNITS:
        text = one.read_text(encoding="utf-8")
        (data,) = re.findall(r"FOFAL_DATA_DIR=/var/lib/(\S+)", text)
        above = str(Path(data).parent)
        assert re.findall(r"^StateDirectory=(.*)$", text, re.MULTILINE) == [f"{above} {data}"]
        assert f"\nWorkingDirectory=/var/lib/{above}\n" in text
        assert f" /var/lib/{above} " in (SYSTEMD / "fofal.sysusers").read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_backups_of_production_may_be_written(unit: Path) -> None:
    """Everything else is closed to the service, a second place that nobody opened too."""
    (line,) = re.findall(r"^ReadWritePaths=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    opened = [Path(one.lstrip("-")) for one in line.split()]
    told = environment.read(SYSTEMD.parent / "environments" / "production.env")
    for place in (Path(told["FOFAL_BACKUP_DIR"]), Path(told["FOFAL_BACKUP_COPY"])):
        assert any(place.is_relative_to(one) for one in opened)
