"""Starting: again, on another port, with the settings that keep what was acknowledged."""

import socket
import stat
import time

import pytest

from fofal_server.cluster import credentials, state
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.url import with_database


def test_the_data_and_the_passwords_outlive_a_stop(open_folder, ask):
    began = time.monotonic()
    with Cluster(open_folder / "data") as cluster:
        making = time.monotonic() - began
        ask(cluster.owner_url, "CREATE TABLE plot AS SELECT 'A1' AS code")
        first = cluster.app_url
    began = time.monotonic()
    with Cluster(open_folder / "data") as cluster:
        again = time.monotonic() - began
        assert ask(cluster.app_url, "SELECT code FROM plot") == [("A1",)]
        assert cluster.app_url == first
    assert again < making


def test_the_settings_are_those_of_a_server_that_keeps_its_promises(data_dir, ask):
    with Cluster(data_dir) as cluster:
        settings = dict(ask(cluster.superuser_url, "SELECT name, setting FROM pg_settings"))
        expected = {
            "fsync": "on",
            "full_page_writes": "on",
            "synchronous_commit": "on",
            "data_checksums": "on",
            "password_encryption": "scram-sha-256",
            "TimeZone": "UTC",
            "server_encoding": "UTF8",
            "logging_collector": "on",
            "max_slot_wal_keep_size": "2048",
        }
        assert {name: settings[name] for name in expected} == expected
        rules = ask(cluster.superuser_url, "SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        assert rules == [("scram-sha-256",)]
        [log] = (data_dir / "log" / "postgresql").iterdir()
        assert "ready to accept connections" in log.read_text()


def test_the_passwords_are_read_by_their_owner_alone(open_folder):
    with Cluster(open_folder / "data", quick=True) as cluster:
        secrets = open_folder / "data" / credentials.FILE
        assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
        assert len(set(secrets.read_text().split('"')[3::4])) == 3
    logs = "".join(path.read_text() for path in (open_folder / "data" / "log").rglob("*.log"))
    assert cluster.app_url.split(":")[2].split("@")[0] not in logs


def test_a_taken_port_gives_way_to_another(data_dir, ask):
    with Cluster(data_dir, quick=True) as cluster:
        first = cluster.app_url
    squatter = socket.create_server(("127.0.0.1", state.load(data_dir).port))
    with squatter, Cluster(data_dir, quick=True) as cluster:
        assert cluster.app_url != first
        assert ask(cluster.app_url, "SELECT 1") == [(1,)]


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_setting_that_risks_the_whole_database_is_refused(data_dir, ask, setting):
    with Cluster(data_dir) as cluster:
        ask(with_database(cluster.superuser_url, "postgres"), f"ALTER SYSTEM SET {setting} = off")
    with pytest.raises(ClusterError, match=f"{setting}=off"):
        Cluster(data_dir).start()


def test_quick_is_for_the_temporary_folder_and_stays_quick(data_dir, monkeypatch):
    with Cluster(data_dir, quick=True):
        pass
    with pytest.raises(ClusterError, match="créée pour des essais"):
        Cluster(data_dir).start()
    monkeypatch.setattr("tempfile.tempdir", str(data_dir / "elsewhere"))
    with pytest.raises(ClusterError, match="dossier temporaire"):
        Cluster(data_dir, quick=True).start()


def test_a_cluster_without_its_passwords_is_refused(data_dir):
    with Cluster(data_dir, quick=True):
        pass
    (data_dir / credentials.FILE).unlink()
    with pytest.raises(ClusterError, match="mots de passe"):
        Cluster(data_dir, quick=True).start()
    with pytest.raises(ClusterError, match="mots de passe"):  # not a lock left behind by the first refusal
        Cluster(data_dir, quick=True).start()


def test_a_lost_database_is_not_replaced_by_an_empty_one(data_dir):
    (data_dir / "postgres").rename(data_dir / "taken away")
    with pytest.raises(ClusterError, match="n’existe pas"):
        Cluster(data_dir).start()
    (data_dir / "taken away").rename(data_dir / "postgres")
    with Cluster(data_dir):
        pass


def test_an_interrupted_initdb_leaves_nothing_that_is_taken_for_a_cluster(open_folder, ask):
    draft = open_folder / "data" / "postgres.part"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    with Cluster(open_folder / "data", quick=True) as cluster:
        assert ask(cluster.app_url, "SELECT 1") == [(1,)]
    assert not draft.exists()


def test_a_failed_start_says_what_postgresql_said(data_dir):
    with Cluster(data_dir, quick=True):
        pass
    (data_dir / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(ClusterError, match="pg_control"):
        Cluster(data_dir, quick=True).start()
