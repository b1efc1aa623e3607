"""A letter on trial, from the desktop through the outbox and from the console at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.auth.models import User
from fofal_server.console.commands import mail
from fofal_server.console.errors import Refusal
from fofal_server.core.db import transaction
from tests.server.mail.conftest import signer
from tests.support.api import Api
from tests.support.certificates import Authority, authority
from tests.support.people import holder_token
from tests.support.postbox import HOST, Postbox, postbox
from tests.support.servers import Server

__all__ = ["signer"]


def test_it_goes_to_who_asks_and_by_the_outbox(api: Api, server: Server) -> None:
    person, token = holder_token(server, "administrator")
    asking = Api(server, token)
    with asking.http:
        refused = asking.post("/ops/trial-letter")
        assert (refused.status_code, refused.json()["code"]) == (422, "no_own_address")
        with transaction(server.engine) as session:
            session.get_one(User, person).email = "moi@exemple.cm"
        asked = asking.post("/ops/trial-letter")
        assert (asked.status_code, asked.json()["recipient"]) == (202, "moi@exemple.cm")
        message = asking.read("mail.messages", asked.json()["message_id"])
    assert (message["status"], message["subject"]) == ("waiting", "FOFAL : courriel d'essai")
    assert api.as_user("mail.messages:read").post("/ops/trial-letter").status_code == 403


@pytest.fixture
def box(signer: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox(signer.server(HOST)) as found:
        told = {"HOST": HOST, "PORT": found.port, "FROM": "fofal@exemple.cm", "CA_FILE": signer.file,
                "BOUNCE": "retours@exemple.cm"}  # fmt: skip
        for name, value in told.items():
            monkeypatch.setenv(f"FOFAL_SMTP_{name}", str(value))
        yield found


def test_the_console_sends_one_at_once(box: Postbox, capsys: pytest.CaptureFixture[str]) -> None:
    mail.try_out("moi@exemple.cm")
    assert box.next("moi@exemple.cm")["Subject"] == "FOFAL : courriel d'essai"
    assert "retours@exemple.cm" in capsys.readouterr().out


def test_the_console_says_why_none_left(box: Postbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for wrong in ("moi", "moi@exemple.cm\nBcc: b@exemple.cm"):
        with pytest.raises(Refusal, match="adresse"):
            mail.try_out(wrong)
    box.refusals["parti@exemple.cm"] = "550 Nobody"
    with pytest.raises(Refusal, match="550"):
        mail.try_out("parti@exemple.cm")
    monkeypatch.setenv("FOFAL_SMTP_CA_FILE", str(authority(tmp_path, "Un autre").file))
    with pytest.raises(Refusal, match="CERTIFICATE_VERIFY_FAILED"):
        mail.try_out("moi@exemple.cm")
    monkeypatch.delenv("FOFAL_SMTP_HOST")
    with pytest.raises(Refusal, match="FOFAL_SMTP_HOST"):
        mail.try_out("moi@exemple.cm")
    assert box.came == []
