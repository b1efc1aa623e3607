"""The image of the server is built here and does what the server does, as a container engine would run it:

python3 -m pytest tests/packaging -o python_files='long_*.py'
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fofal_server.cluster import credentials
from fofal_server.cluster import port as ports
from fofal_server.cluster.cluster import Cluster
from tests.packaging.making import MADE, buildah, made
from tests.packaging.running import ACCOUNT, Box, given, stop
from tests.server.console.launched import call, open_folder, signed

MOST = 600
"""Megabytes, the 176 of the Debian that it is tried on among them."""
PASSWORD = "Palmier-Quatorze-7"
DATA, SECRET = "/var/lib/fofal", "/run/secrets/database-url"


SHUT = "import os, sys; sys.exit(not os.statvfs('/').f_flag & os.ST_RDONLY)"


@pytest.fixture(scope="module")
def image() -> Iterator[str]:
    yield made()
    buildah("rmi", MADE)


@contextmanager
def box(image: str, **volumes: Path) -> Iterator[Box]:
    with open_folder() as folder:
        data = folder / "donnees"
        data.mkdir()
        places = {DATA: given(data)} | ({SECRET: given(volumes["secret"])} if volumes else {})
        found = Box(image, places)
        try:
            yield found
        finally:
            found.end()


def serving(found: Box, environment: dict[str, str]) -> tuple[subprocess.Popen[str], str, str]:
    """A server that is ready; its address, and the code of the first administrator."""
    started = found.start(**environment)
    assert started.stdout is not None
    line = started.stdout.readline()
    assert line, started.communicate()
    told = json.loads(line)
    return started, told["url"], told["first_admin_code"]


def signs_in(url: str, code: str) -> None:
    """The first administrator comes, and is known again at the next call."""
    person = {"code": code, "username": "premiere", "password": PASSWORD, "full_name": "Première Personne (démo)"}
    assert call(url, "POST", "/api/v1/auth/first-admin", person)[0] == 201
    status, told = call(url, "POST", "/api/v1/auth/login", {"username": "premiere", "password": PASSWORD})
    assert (status, signed(url, told["access_token"])) == (200, 200)


def test_the_image_answers_and_says_how_it_wants_to_be_run(image: str) -> None:
    container = buildah("from", image)
    told = buildah("run", "--isolation", "chroot", container, "--", "fofal-server", "--help")
    buildah("rm", container)
    assert "Administre une installation de FOFAL" in told
    found = Box(image, {})
    found.end()
    assert (found.said["User"], found.said["StopSignal"]) == (f"{ACCOUNT}:{ACCOUNT}", "SIGTERM")
    assert (found.said["Entrypoint"], found.said["Cmd"]) == (["fofal-server"], ["serve"])
    assert set(found.said["Volumes"]) == {DATA, "/srv/fofal-sauvegardes"}


def test_nothing_of_the_build_is_left_and_nothing_of_the_program_can_be_written(image: str) -> None:
    found = Box(image, {})
    try:
        program = found.root / "opt" / "fofal"
        assert not (found.root / "etc" / "pip.conf").exists() or not (found.root / "etc" / "pip.conf").read_text()
        assert {path.name for path in program.iterdir()} == {
            ".venv", "fofal_server", "migrations", "pyproject.toml", "requirements-server.lock",
        }  # fmt: skip
        assert [*program.rglob("site-packages/pip"), *program.rglob("site-packages/setuptools")] == []
        ours = [path for path in program.rglob("*") if not path.is_symlink()]
        assert [path for path in ours if path.stat().st_uid or path.stat().st_mode & 0o022] == []
        assert sum(1 for path in ours if path.suffix == ".pyc") > 1000
    finally:
        found.end()


def test_it_is_small_enough_to_be_carried(image: str) -> None:
    megabytes = float(buildah("images", "--format", "{{.Size}}", image).removesuffix(" MB"))
    assert 200 < megabytes < MOST


def test_with_its_own_database_on_a_root_that_cannot_be_written(image: str) -> None:
    place = {"FOFAL_HOST": "127.0.0.1", "FOFAL_PORT": str(ports.choose(None)), "FOFAL_WORKERS": "1"}
    with box(image) as found:
        code, told, wrong = found.run("init", "--json", **place)
        assert code == 0, wrong
        assert json.loads(told)["first_admin_code"]
        started, url, admin = serving(found, place)
        assert call(url, "GET", "/health/ready")[0] == 200
        assert found.healthy(started, **place)
        assert not found.healthy(started, **place | {"FOFAL_PORT": "1"})
        assert found.inside(started, "python", "-c", SHUT) == 0
        signs_in(url, admin)
        assert stop(found, started) == 0


def test_with_a_postgresql_of_somebody_else_and_its_address_as_a_secret(image: str, tmp_path: Path) -> None:
    with open_folder() as folder, Cluster(folder / "postgresql") as cluster:
        secret = tmp_path / "database-url"
        secret.write_text(cluster.owner_url, encoding="utf-8")
        place = {
            "FOFAL_HOST": "127.0.0.1", "FOFAL_PORT": str(ports.choose(None)), "FOFAL_WORKERS": "1",
            "FOFAL_DATABASE_URL_FILE": SECRET, "FOFAL_TRUSTED_PROXIES": "127.0.0.1",
        }  # fmt: skip
        with box(image, secret=secret) as found:
            known = found.outside(DATA) / "data" / credentials.FILE  # its roles have their passwords already
            known.parent.mkdir()
            given(known.parent)
            shutil.copyfile(cluster.data_dir / credentials.FILE, known)
            given(known)
            code, _, wrong = found.run("init", **place)
            assert code == 0, wrong
            started, url, admin = serving(found, place)
            assert call(url, "GET", "/health/ready")[0] == 200
            signs_in(url, admin)
            assert stop(found, started) == 0
            secret.chmod(0o644)
            code, _, wrong = found.run("init", **place)
            assert (code != 0, "chmod 600" in wrong) == (True, True)


def test_it_does_not_open_itself_in_the_clear(image: str) -> None:
    with box(image) as found:
        code, told, wrong = found.run()
    assert (code, told) == (1, "")
    assert "sans chiffrement" in wrong
