"""Secrets from the environment or from private files, and from nowhere else."""

import os

import pytest

from fofal_server.cluster.errors import ClusterError, ExposedError
from fofal_server.cluster.files import write_private
from fofal_server.cluster.given import given
from fofal_server.config import Settings


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    for name in ("FOFAL_REDIS_URL", "FOFAL_REDIS_URL_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_secret_stands_in_the_environment_or_in_a_private_file(tmp_path, monkeypatch):
    assert given("FOFAL_REDIS_URL") is None
    write_private(tmp_path / "redis", "redis://:secret@hote\n")
    monkeypatch.setenv("FOFAL_REDIS_URL_FILE", str(tmp_path / "redis"))
    assert given("FOFAL_REDIS_URL") == "redis://:secret@hote"
    found = Settings()
    assert found.redis_url == "redis://:secret@hote"
    assert "secret" not in repr(found)
    monkeypatch.setenv("FOFAL_REDIS_URL", "redis://ailleurs")
    with pytest.raises(ClusterError, match="s’excluent"):
        given("FOFAL_REDIS_URL")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_read_is_refused(tmp_path, monkeypatch, mode):
    write_private(tmp_path / "redis", "redis://:secret@hote")
    (tmp_path / "redis").chmod(mode)
    monkeypatch.setenv("FOFAL_REDIS_URL_FILE", str(tmp_path / "redis"))
    with pytest.raises(ExposedError, match="chmod 600") as refusal:
        Settings()
    assert "secret@" not in str(refusal.value)


def test_a_file_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("FOFAL_REDIS_URL_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ClusterError, match="illisible"):
        given("FOFAL_REDIS_URL")
