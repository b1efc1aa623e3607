"""What is said of settings before anything is started with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fofal_server.cluster import port as ports
from fofal_server.cluster.cluster import Cluster
from tests.server.console.typing_in import Terminal
from tests.support.redis import redis


@pytest.fixture
def checked(typed: Terminal, tmp_path: Path) -> Callable[..., dict[str, dict[str, Any]]]:
    """The findings by name for these lines of an environment file."""

    def ask(*lines: str, code: int | None = None) -> dict[str, dict[str, Any]]:
        file = tmp_path / "essai.env"
        file.write_text("\n".join((f"FOFAL_DATA_DIR={tmp_path / 'data'}", *lines)), encoding="utf-8")
        said = typed("config", "check", "--env-file", str(file), "--json")
        assert code in {None, said.code}
        return {one["name"]: one for one in said.json["checks"]}

    return ask


Checked = Callable[..., dict[str, dict[str, Any]]]


def test_settings_that_hold_are_told_so(checked: Checked, typed: Terminal) -> None:
    found = checked("# un commentaire", "FOFAL_LOG_LEVEL='info'", code=0)
    assert [one for one in found.values() if not one["ok"]] == []
    assert found["database"]["found"].startswith("embarquée, PostgreSQL ")
    assert "✓ Noms des réglages : tous connus" in typed("config", "check").out


def test_a_misspelt_name_is_told_with_the_one_that_was_meant(checked: Checked) -> None:
    found = checked("FOFAL_ALOWED_HOSTS=fofal.cm", code=1)["names"]
    assert found["found"] == "FOFAL_ALOWED_HOSTS est inconnu : vouliez-vous FOFAL_ALLOWED_HOSTS ?"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("FOFAL_POOL_SIZE=huit", "FOFAL_POOL_SIZE : un nombre entier est attendu"),
        ("FOFAL_TRACE_SHARE=2", "FOFAL_TRACE_SHARE : au plus 1"),
        ("FOFAL_SMTP_SECURITY=aucune", "FOFAL_SMTP_SECURITY : l'un de 'starttls' or 'tls'"),
        ("FOFAL_TRUSTED_PROXIES=0.0.0.0/0", "tout le monde"),
        ("FOFAL_WORKERS=0", "FOFAL_WORKERS doit être un nombre"),
        ("FOFAL_DRAIN_SECONDS=longtemps", "FOFAL_DRAIN_SECONDS"),
        ("FOFAL_BACKUP_RATE=vite", "FOFAL_BACKUP_RATE doit être un nombre"),
    ],
)
def test_values_that_mean_nothing_are_told_in_french(checked: Checked, line: str, told: str) -> None:
    assert told in checked(line, code=1)["values"]["found"]


def test_files_that_are_named(checked: Checked, tmp_path: Path) -> None:
    secret = tmp_path / "jeton"
    assert "FOFAL_METRICS_TOKEN_FILE" in checked(f"FOFAL_METRICS_TOKEN_FILE={secret}", code=1)["files"]["found"]
    secret.write_text("x" * 40, encoding="ascii")
    secret.chmod(0o644)
    assert "chmod 600" in checked(f"FOFAL_METRICS_TOKEN_FILE={secret}", code=1)["values"]["found"]
    secret.chmod(0o600)
    checked(f"FOFAL_METRICS_TOKEN_FILE={secret}", code=0)
    assert "vont ensemble" in checked(f"FOFAL_TLS_CERT={secret}", code=1)["tls"]["found"]


def test_doors(checked: Checked) -> None:
    assert "sans chiffrement" in checked("FOFAL_HOST=0.0.0.0", code=1)["door"]["found"]
    free = ports.choose(None)
    assert checked(f"FOFAL_PORT={free}", code=0)["door"]["found"] == f"127.0.0.1, port {free}"
    assert "n'est pas un port" in checked("FOFAL_PORT=99999", code=1)["door"]["found"]


def test_a_postgresql_of_somebody_else(checked: Checked, company: Cluster) -> None:
    nobody = f"FOFAL_DATABASE_URL=postgresql://x:y@127.0.0.1:{ports.choose(None)}/fofal"
    assert checked(nobody, code=1)["database"]["remedy"].startswith("Démarrez PostgreSQL")
    found = checked(f"FOFAL_DATABASE_URL={company.owner_url}")
    assert "fsync=off" in found["database"]["found"]  # this one is a test's, and not to be trusted with anything
    assert found["proxies"]["warns"] is True


def test_redis_and_mail_are_asked(checked: Checked, tmp_path: Path) -> None:
    with redis(tmp_path) as there:
        line = f"FOFAL_REDIS_URL={there.url}"
        assert checked(line, code=0)["redis"]["found"] == "répond"
        there.stop()
        assert checked(line, code=0)["redis"]["warns"] is True
    mail = (f"FOFAL_SMTP_PORT={ports.choose(None)}", "FOFAL_SMTP_FROM=a@fofal.example")
    assert "127.0.0.1 : " in checked("FOFAL_SMTP_HOST=127.0.0.1", *mail, code=1)["mail"]["found"]
    assert "expédition" in checked("FOFAL_SMTP_HOST=127.0.0.1", code=1)["mail"]["found"]


def test_a_line_that_is_none_is_refused_with_its_number(typed: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "essai.env"
    file.write_text("FOFAL_HOST=127.0.0.1\nn'importe quoi\n", encoding="utf-8")
    said = typed("config", "check", "--env-file", str(file))
    assert (said.code, "ligne 2" in said.err) == (2, True)
