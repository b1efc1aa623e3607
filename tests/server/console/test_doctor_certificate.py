"""What the doctor says of the certificate that the server answers behind."""

import os
from pathlib import Path
from typing import Any

import pytest

from fofal_server.front.certificate import Pair
from tests.server.console.typing_in import Terminal
from tests.support.certificates import Authority, authority


@pytest.fixture
def signer(tmp_path: Path) -> Authority:
    return authority(tmp_path)


@pytest.fixture
def pair(tmp_path: Path, signer: Authority, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Files of a certificate for a year, and the settings that name them."""
    found = Pair(tmp_path / "serveur.pem", tmp_path / "serveur.key")
    signer.write(*found, host="fofal.exemple.cm", days=365)
    monkeypatch.setenv("FOFAL_TLS_CERT", str(found.certificate))
    monkeypatch.setenv("FOFAL_TLS_KEY", str(found.key))
    return found


def told(typed: Terminal) -> dict[str, Any]:
    found: list[dict[str, Any]] = typed("doctor", "--json").json["checks"]
    return next(one for one in found if one["name"] == "tls")


def test_a_sound_certificate_is_told_with_its_names(typed: Terminal, pair: Pair) -> None:
    found = told(typed)
    assert (found["ok"], found["warns"], found["remedy"]) == (True, False, "")
    assert found["found"].startswith("fofal.exemple.cm ; expire le ")
    assert "dans 364 j" in found["found"]


def test_without_a_certificate_that_is_said(typed: Terminal) -> None:
    assert (told(typed)["ok"], told(typed)["warns"]) == (True, False)
    assert "sans chiffrement" in told(typed)["found"]


def test_one_that_ends_within_a_month_is_a_warning(typed: Terminal, pair: Pair, signer: Authority) -> None:
    signer.write(*pair, days=29)
    found = told(typed)
    assert (found["ok"], found["warns"]) == (True, True)
    assert "nouveau certificat" in found["remedy"]
    said = typed("doctor").out
    assert "! Certificat TLS : 127.0.0.1 ; expire le " in said
    signer.write(*pair, days=31)
    assert told(typed)["warns"] is False


def test_one_that_is_over_is_ill(typed: Terminal, pair: Pair, signer: Authority) -> None:
    signer.write(*pair, expired=True)
    found = told(typed)
    assert found["ok"] is False
    assert "expiré depuis le" in found["found"]
    assert typed("doctor").code == 1


def test_a_key_of_another_certificate_is_ill(typed: Terminal, pair: Pair, signer: Authority, tmp_path: Path) -> None:
    signer.write(tmp_path / "autre.pem", pair.key)
    assert told(typed)["ok"] is False
    assert "ne vont pas ensemble" in told(typed)["found"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_key_that_others_may_read_is_ill(typed: Terminal, pair: Pair) -> None:
    pair.key.chmod(0o644)
    assert told(typed)["ok"] is False
    assert "chmod 600" in told(typed)["found"]


def test_half_of_the_settings_is_ill(typed: Terminal, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOFAL_TLS_KEY")
    assert told(typed)["ok"] is False
    assert "vont ensemble" in told(typed)["found"]


def test_settings_that_cannot_be_read_are_named(typed: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOFAL_LIMITS_CONNECTIONS", "beaucoup")
    assert "FOFAL_LIMITS_CONNECTIONS" in told(typed)["found"]
