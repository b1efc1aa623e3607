"""The package of the server in a clean Debian 12: installed, served, upgraded, removed, purged with and without its data."""

import subprocess
import urllib.request
from pathlib import Path

import pytest

from fofal_server.cluster import orphan
from fofal_server.cluster import port as ports
from fofal_server.contract.version import VERSION
from tests.packages.conftest import BEFORE, Packages, Told, timed
from tests.packages.root import Root
from tests.support.programs import program
from tests.support.until import until

SECTION = "Server, Debian 12"
DATA = "var/lib/fofal/data"
UNIT = "/usr/lib/systemd/system/fofal.service"


@pytest.fixture(scope="module")
def packages(packed) -> Packages:
    return packed("server")


def ready(port: int, started: subprocess.Popen[str]) -> bool:
    assert started.poll() is None, started.communicate()[0]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def served(root: Root) -> float:
    """Seconds until it is ready, started as its unit says: that command, that account, those settings."""
    (line,) = [
        one.removeprefix("ExecStart=")
        for one in (root.folder / f"{UNIT}.d/paquet.conf".lstrip("/")).read_text(encoding="utf-8").splitlines()
        if one.startswith("ExecStart=/")
    ]
    port = ports.choose(None)
    with timed() as seconds:
        started = root.start(
            "setpriv", "--reuid=fofal", "--regid=fofal", "--init-groups", "sh", "-euc",
            f"cd /var/lib/fofal; set -a; . /etc/fofal/fofal.env; FOFAL_DATA_DIR=/{DATA} FOFAL_PORT={port}; exec {line}",
        )  # fmt: skip
        until(lambda: ready(port, started))
        found = seconds()
    root.finish(started)
    return found


def cut_short(root: Root) -> None:
    """An ``init`` that dies with all that it started, as soon as there are files of a database."""
    started = root.start("fofal-server", "init")
    until(lambda: (root.folder / DATA / "postgres" / "postmaster.pid").exists() or started.poll() is not None)
    assert started.poll() is None
    root.stop()
    until(lambda: not orphan.processes_of(root.folder / DATA / "postgres"))  # they die with it, one after the other


def people(root: Root) -> str:
    return root.must("fofal-server", "user", "list", "--json")


def left(root: Root) -> set[str]:
    return {one for one in root.files("usr", "etc", "opt", "srv", "var/lib") if "fofal" in one}


def test_lintian_finds_nothing_that_is_not_named(packages: Packages, told: Told) -> None:
    words = [program("lintian", "lintian"), "--allow-root", "--fail-on=error,warning", "--tag-display-limit=0"]
    done = subprocess.run([*words, packages.now], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    told("package", f"{packages.now.stat().st_size / 1024**2:.1f} MiB; lintian: nothing but what is named")


def test_it_serves_is_upgraded_and_loses_nothing(machine: Root, packages: Packages, told: Told) -> None:
    with timed() as seconds:
        said = machine.apt("install", machine.give(packages.before))
        told(
            f"{BEFORE} installed by apt, with what it depends on; not started before it is set up", f"{seconds():.1f} s"
        )
    assert "fofal-server init" in said
    env = machine.folder / "etc/fofal/fofal.env"
    assert env.stat().st_mode & 0o777 == 0o640
    assert (
        machine.must("stat", "-c", "%U:%G %a", f"/{DATA}", "/etc/fofal/secrets").split() == ["fofal:fofal", "700"] * 2
    )
    cut_short(machine)
    told("`fofal-server init` killed in the middle, and typed again")
    with timed() as seconds:
        machine.must("fofal-server", "init")
        told("`fofal-server init`, typed by root, runs as the account", f"{seconds():.1f} s")
    assert machine.must("find", f"/{DATA}", "!", "-user", "fofal") == ""
    told("ready, started as the unit says", f"{served(machine):.1f} s")
    env.write_text(f"{env.read_text(encoding='utf-8')}# of this machine\n", encoding="utf-8")
    machine.must("fofal-server", "user", "create", "essai", "Essai")
    known = people(machine)

    with timed() as seconds:
        machine.apt("install", machine.give(packages.now))
        told(f"upgraded to {VERSION}, `fofal-server upgrade` within it", f"{seconds():.1f} s")
    assert machine.must("dpkg-query", "--show", "--showformat=${Version}", "fofal-server") == VERSION
    assert "# of this machine" in env.read_text(encoding="utf-8")
    assert machine.must("stat", "-c", "%U:%G", "/etc/fofal/fofal.env").strip() == "root:fofal"
    assert people(machine) == known
    told("ready after it, with the same people and settings", f"{served(machine):.1f} s")

    machine.apt("remove", "fofal-server")
    assert {one for one in machine.files("usr") if "fofal" in one} == set()
    assert (machine.folder / DATA / "postgres").is_dir()
    machine.apt("install", machine.give(packages.now))
    assert people(machine) == known
    told("removed and installed again: the same people")
    machine.apt("purge", "fofal-server")
    assert (machine.folder / DATA / "postgres").is_dir()
    assert not env.exists()
    told("purged, and nobody answers the question: the data stay")

    machine.apt("install", machine.give(packages.now))
    answer = "fofal-server fofal-server/purge-data boolean true"
    machine.must("sh", "-c", f"echo {answer} | debconf-set-selections")
    machine.apt("purge", "fofal-server")
    assert left(machine) == {"/srv/fofal-sauvegardes"}
    told("purged with the answer yes: nothing is left but the backups and the account")


def test_the_units_of_the_package_are_those_that_are_judged(machine: Root, packages: Packages) -> None:
    """The package adds to them where its program lies and nothing else."""
    project = Path(__file__).resolve().parents[2] / "installer" / "server"
    added = (project / "linux" / "paquet.conf").read_text(encoding="utf-8")
    lines = [one.partition("=")[0] for one in added.splitlines() if "=" in one and not one.startswith("#")]
    assert lines == ["ExecStart", "ExecStart", "ConfigurationDirectoryMode"]
