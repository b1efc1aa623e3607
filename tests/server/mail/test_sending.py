"""Mail leaves over verified TLS, once, after the commit; what keeps it here is told."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from fofal_server.auth import services
from fofal_server.core import clock, registry
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.domain import Domain
from fofal_server.core.errors import Refused
from fofal_server.core.outbox import PATIENCE
from fofal_server.mail import enclosures, sending
from fofal_server.mail.models import MailMessage, MailState
from fofal_server.mail.services import post
from tests.server.mail.conftest import Aimed
from tests.support.certificates import Authority, authority
from tests.support.postbox import HOST, postbox, said

VALUES = {"username": "essai", "full_name": "Zoé Mbarga (essai)", "when": "22/11/2026 10:00"}


def promise(pools: Pools, recipient: str = "zoe@exemple.cm", language: str = "fr", **more: Any) -> None:
    with transaction(pools.calls) as session:
        post(session, "password_changed", recipient, language=language, values=VALUES, **more)


def kept(pools: Pools) -> list[MailMessage]:
    with transaction(pools.calls) as session:
        return list(session.scalars(scoped(SYSTEM, MailMessage).order_by(MailMessage.id)))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_arrives_in_the_language_of_the_person(
    pools: Pools, aimed: Aimed, signer: Authority, security: str
) -> None:
    with postbox(signer.server(HOST), implicit=security == "tls") as box:
        promise(pools)
        promise(pools, language="en")
        sending.send_due(aimed(box, smtp_security=security), pools)
        french, english = box.next("zoe@exemple.cm"), box.next("zoe@exemple.cm")
    assert french["Subject"] == "FOFAL : votre mot de passe a été changé"
    assert "Bonjour Zoé Mbarga (essai)," in said(french)
    assert "Hello Zoé Mbarga (essai)," in said(english)
    assert [part.get_content_type() for part in french.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    page = french.get_body(("html",))
    assert page is not None
    assert '<p style="margin:0 0 16px">Bonjour Zoé Mbarga (essai),</p>' in page.get_content()
    assert (french["To"], french["From"]) == ("zoe@exemple.cm", "FOFAL <fofal@exemple.cm>")
    assert [one.status for one in kept(pools)] == [MailState.SENT] * 2
    assert str(kept(pools)[0].id) in french["Message-ID"]


def test_nothing_leaves_twice_nor_for_what_was_rolled_back(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        with transaction(pools.calls) as session:
            post(session, "password_changed", "zoe@exemple.cm", language="fr", values=VALUES)
            session.flush()
            sending.send_due(aimed(box), pools)
            session.rollback()
        assert box.came == []
        promise(pools)
        for _ in range(2):
            sending.send_due(aimed(box), pools)
        assert len(box.came) == 1


@pytest.mark.parametrize("case", ["self-signed", "wrong host", "expired"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_class_19_a_certificate_that_does_not_hold_refuses_and_is_told(
    pools: Pools, aimed: Aimed, signer: Authority, tmp_path: Path, case: str, security: str
) -> None:
    tls = {
        "self-signed": lambda: authority(tmp_path, "Un autre").server(HOST),
        "wrong host": lambda: signer.server("courrier.exemple.cm"),
        "expired": lambda: signer.server(HOST, expired=True),
    }[case]()
    with postbox(tls, implicit=security == "tls") as box:
        promise(pools)
        sending.send_due(aimed(box, smtp_security=security), pools)
        assert box.came == []
    (message,) = kept(pools)
    assert (message.status, message.tries) == (MailState.WAITING, 1)
    assert "CERTIFICATE_VERIFY_FAILED" in (message.error or "")


def test_class_19_without_tls_nothing_is_said(pools: Pools, aimed: Aimed) -> None:
    with postbox(None) as box:
        promise(pools)
        sending.send_due(aimed(box, smtp_user="fofal", smtp_password="sesame"), pools)
        assert box.came == []
        assert box.signed_in == []
    assert "STARTTLS" in (kept(pools)[0].error or "")


@pytest.mark.parametrize(("password", "arrives"), [("sesame", True), ("faux", False)])
def test_a_mail_server_may_want_a_password(
    pools: Pools, aimed: Aimed, signer: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    password: str, arrives: bool,
) -> None:  # fmt: skip
    secret = tmp_path / "mail-password"
    secret.write_text(password + "\n")
    secret.chmod(0o600)
    monkeypatch.setenv("FOFAL_SMTP_PASSWORD_FILE", str(secret))
    with postbox(signer.server(HOST), closed=True) as box:
        promise(pools)
        settings = aimed(box, smtp_user="fofal")
        sending.send_due(settings, pools)
        assert len(box.came) == arrives
        assert set(box.signed_in) == {"fofal"}
    error = kept(pools)[0].error or ""
    assert ("SMTPAuthenticationError" in error) is not arrives
    assert password not in error + repr(settings)


def test_without_settings_mail_waits_and_says_why(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        promise(pools)
        sending.send_due(aimed(box, smtp_host=None), pools)
        assert "FOFAL_SMTP_HOST" in (kept(pools)[0].error or "")
        sending.send_due(aimed(box, smtp_from="pas une adresse"), pools)
        assert "FOFAL_SMTP_FROM" in (kept(pools)[0].error or "")
        assert (kept(pools)[0].status, kept(pools)[0].tries) == (MailState.WAITING, 0)
        sending.send_due(aimed(box), pools)
        assert box.next("zoe@exemple.cm")["To"] == "zoe@exemple.cm"
    assert (kept(pools)[0].status, kept(pools)[0].error) == (MailState.SENT, None)


def test_a_recipient_refused_for_good_stops_nobody_else(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        box.refusals["parti@exemple.cm"] = "550 5.1.1 Nobody of this name"
        for recipient in ("parti@exemple.cm", "zoe@exemple.cm"):
            promise(pools, recipient)
        sending.send_due(aimed(box), pools)
        assert box.next("zoe@exemple.cm")["To"] == "zoe@exemple.cm"
    gone, there = kept(pools)
    assert (gone.status, there.status) == (MailState.GIVEN_UP, MailState.SENT)
    assert "550" in (gone.error or "")


def test_an_absent_server_is_tried_again_later_and_one_day_given_up(
    pools: Pools, aimed: Aimed, signer: Authority
) -> None:
    with postbox(signer.server(HOST)) as box:
        gone = aimed(box)
    promise(pools)
    tries = 0
    while kept(pools)[0].status is MailState.WAITING and tries < 20:
        with transaction(pools.calls) as session:
            session.execute(update(MailMessage).values(next_at=clock.now()))
        before = clock.now()
        sending.send_due(gone, pools)
        tries += 1
        (message,) = kept(pools)
        assert message.next_at is None or message.next_at > before + timedelta(seconds=50)
    assert (tries, message.status) == (7, MailState.GIVEN_UP)
    assert "Refused" in (message.error or "")


def test_what_says_nothing_any_more_is_not_sent(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        promise(pools, until=clock.now() - timedelta(seconds=1))
        sending.send_due(aimed(box), pools)
        assert box.came == []
    assert kept(pools)[0].status is MailState.EXPIRED


def test_what_is_drawn_for_a_letter_stands_nowhere_but_in_it(
    pools: Pools, aimed: Aimed, signer: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(pools.calls) as session:
        user = services.create_user(session, f"essai-{clock.now().timestamp()}", "Essai")
        more = {"user_id": user.id, "language": "fr", "values": VALUES}
        post(session, "password_code", "zoe@exemple.cm", **more)
        post(session, "password_code", "refus@exemple.cm", **more)
    with postbox(signer.server(HOST)) as box:
        box.refusals["refus@exemple.cm"] = "451 Later"
        sending.send_due(aimed(box), pools)
        told = said(box.next("zoe@exemple.cm"))
    code = re.search(r"([A-Z0-9]{4}-){6}[A-Z0-9]{4}", told)
    assert code is not None
    with pools.calls.connect() as connection:
        tables = "SELECT string_agg(t::text, ' ') FROM {} t"
        stored = [str(connection.exec_driver_sql(tables.format(name)).scalar()) for name in (
            "mail_message", "audit_event", "auth_recovery_code", "outbox_message",
        )]  # fmt: skip
    assert [code[0] in one or code[0].replace("-", "") in one for one in stored] == [False] * 4
    assert "mail.failed" in caplog.text
    assert not re.search(r"([A-Z0-9]{4}-){6}[A-Z0-9]{4}|Bonjour", caplog.text)


def test_a_letter_that_became_void_is_dropped(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    def void(*_: object) -> Mapping[str, str] | None:
        return None

    registry.DOMAINS["test"] = Domain("test", icon="", letters={"password_changed": void})
    try:
        with postbox(signer.server(HOST)) as box:
            promise(pools)
            sending.send_due(aimed(box), pools)
            assert box.came == []
    finally:
        del registry.DOMAINS["test"]
    assert kept(pools)[0].status is MailState.EXPIRED


@pytest.mark.parametrize("fault", ["raises", "breaks the transaction"])
def test_a_letter_that_cannot_be_written_holds_up_nobody(
    pools: Pools, aimed: Aimed, signer: Authority, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    with transaction(pools.calls) as session:
        unlucky = services.create_user(session, f"essai-{clock.now().timestamp()}", "Essai").id

    def draw(session: Session, person: UUID | None) -> Mapping[str, str]:
        if person == unlucky and faulty:
            session.execute(text("SELECT 1/0")) if fault != "raises" else {}["secret-code"]
        return {}

    registry.DOMAINS["test"] = Domain("test", icon="", letters={"password_changed": draw})
    faulty = True
    try:
        with postbox(signer.server(HOST)) as box:
            promise(pools, "malchance@exemple.cm", user_id=unlucky)
            promise(pools, "zoe@exemple.cm")
            sending.send_due(aimed(box), pools)
            assert [one["To"] for one in box.came] == ["zoe@exemple.cm"]
            waiting, sent = kept(pools)
            assert (waiting.status, waiting.tries, sent.status) == (MailState.WAITING, 1, MailState.SENT)
            assert waiting.next_at is not None
            assert waiting.next_at > clock.now() + timedelta(seconds=50)
            assert "password_changed" in (waiting.error or "")
            assert "secret-code" not in (waiting.error or "")
            assert "mail.not_written" in caplog.text
            faulty = False
            _due_now(pools)
            sending.send_due(aimed(box), pools)
            assert box.next("malchance@exemple.cm")["To"] == "malchance@exemple.cm"
            assert [one.error for one in kept(pools)] == [None, None]
    finally:
        del registry.DOMAINS["test"]


def test_an_address_that_no_letter_can_bear_holds_up_nobody(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        for recipient in ("pas une adresse", "plus tard@", "zoe@exemple.cm"):
            promise(pools, recipient)
        sending.send_due(aimed(box), pools)
        assert [one["To"] for one in box.came] == ["zoe@exemple.cm"]


def test_a_recipient_refused_for_now_stops_nobody_else(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    with postbox(signer.server(HOST)) as box:
        box.refusals["tard@exemple.cm"] = "451 4.7.1 Later"
        for recipient in ("tard@exemple.cm", "zoe@exemple.cm"):
            promise(pools, recipient)
        sending.send_due(aimed(box), pools)
        assert [one["To"] for one in box.came] == ["zoe@exemple.cm"]
    assert [one.status for one in kept(pools)] == [MailState.WAITING, MailState.SENT]


def test_a_letter_that_can_never_be_written_is_given_up(pools: Pools, aimed: Aimed, signer: Authority) -> None:
    def draw(*_: object) -> Mapping[str, str]:
        raise LookupError

    registry.DOMAINS["test"] = Domain("test", icon="", letters={"password_changed": draw})
    try:
        with postbox(signer.server(HOST)) as box:
            promise(pools)
            for _ in range(7):
                assert kept(pools)[0].status is MailState.WAITING
                _due_now(pools)
                sending.send_due(aimed(box), pools)
            assert box.came == []
    finally:
        del registry.DOMAINS["test"]
    assert kept(pools)[0].status is MailState.GIVEN_UP


def _due_now(pools: Pools) -> None:
    with transaction(pools.calls) as session:
        session.execute(update(MailMessage).values(next_at=clock.now()))


def enclosing(pools: Pools, folder: Path, *contents: bytes) -> None:
    with transaction(pools.calls) as session:
        files = [
            enclosures.keep(session, folder, f"mois-{n}.pdf", "application/pdf", one) for n, one in enumerate(contents)
        ]
        post(session, "password_changed", "zoe@exemple.cm", language="fr", values=VALUES, files=files)


def test_files_go_with_their_letter_and_then_from_the_disk(
    pools: Pools, aimed: Aimed, signer: Authority, tmp_path: Path
) -> None:
    with postbox(signer.server(HOST)) as box:
        enclosing(pools, tmp_path, b"%PDF-1", b"\x00\xff" * 1000)
        assert enclosures.sweep(pools, tmp_path) == 0
        sending.send_due(aimed(box), pools)
        came = box.next("zoe@exemple.cm")
    parts = [(one.get_filename(), one.get_content_type(), one.get_content()) for one in came.iter_attachments()]
    assert parts == [
        ("mois-0.pdf", "application/pdf", b"%PDF-1"), ("mois-1.pdf", "application/pdf", b"\x00\xff" * 1000),
    ]  # fmt: skip
    assert "Bonjour Zoé" in said(came)
    assert enclosures.sweep(pools, tmp_path) == 2


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_letter_does_not_leave_without_its_file(
    pools: Pools, aimed: Aimed, signer: Authority, tmp_path: Path, harm: str
) -> None:
    enclosing(pools, tmp_path, b"%PDF-1")
    [file] = [one for one in (tmp_path / "mail-files").rglob("*") if one.is_file()]
    file.unlink() if harm == "gone" else file.write_bytes(b"%PDF-2")
    with postbox(signer.server(HOST)) as box:
        promise(pools, "autre@exemple.cm")
        sending.send_due(aimed(box), pools)
        assert [one["To"] for one in box.came] == ["autre@exemple.cm"]
    lost = kept(pools)[0]
    assert (lost.status, lost.next_at) == (MailState.GIVEN_UP, None)
    assert lost.error == "Le fichier joint « mois-0.pdf » n'est plus là : la lettre n'est pas partie sans lui."


def test_more_than_a_letter_carries_is_refused_and_nothing_promised(pools: Pools, tmp_path: Path) -> None:
    half = bytes(enclosures.LARGEST // 2 + 1)
    for contents in ((bytes(enclosures.LARGEST + 1),), (half, half[:-1] + b"x"), (b"x",) * 11):
        with pytest.raises(Refused, match="files_large"):
            enclosing(pools, tmp_path, *contents)
    assert kept(pools) == []


def test_what_cannot_be_delivered_comes_back_where_the_settings_say(
    pools: Pools, aimed: Aimed, signer: Authority
) -> None:
    with postbox(signer.server(HOST)) as box:
        for bounce in ("retours@exemple.cm", None):
            promise(pools)
            sending.send_due(aimed(box, smtp_bounce=bounce), pools)
        assert [one["From"] for one in box.came] == ["FOFAL <fofal@exemple.cm>"] * 2
        assert box.returns == ["retours@exemple.cm", "fofal@exemple.cm"]
        promise(pools)
        sending.send_due(aimed(box, smtp_bounce="pas une adresse"), pools)
        assert len(box.came) == 2
    assert "FOFAL_SMTP_BOUNCE" in (kept(pools)[-1].error or "")


def test_tries_reach_over_three_days() -> None:
    assert timedelta(days=3) <= timedelta(minutes=sum(PATIENCE)) < timedelta(days=3, hours=2)
