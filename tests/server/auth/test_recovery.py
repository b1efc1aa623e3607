"""A new password for somebody who lost the old one: by mail, by the console, once, for twenty minutes."""

import logging
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, text, update

from fofal_server.auth import codes, recovery, services
from fofal_server.auth.models import RecoveryCode, User
from fofal_server.core import clock, housekeeping
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.core.outbox import OutboxMessage
from fofal_server.mail import sending
from fofal_server.mail.models import MailMessage
from tests.server.auth.conftest import Person
from tests.support.api import Api
from tests.support.certificates import authority
from tests.support.pairs import interleaved
from tests.support.postbox import HOST, Postbox, postbox, said
from tests.support.servers import Server, serving
from tests.support.telephones import enrolled

SOON = 0.1
"""Seconds from one turn of what sends letters to the next."""
NEW = "une phrase toute neuve"
CODE = re.compile(r"(?:[A-Z0-9]{4}-){6}[A-Z0-9]{4}")


@pytest.fixture(scope="module")
def box(tmp_path_factory) -> Iterator[tuple[Postbox, dict[str, object]]]:
    signer = authority(tmp_path_factory.mktemp("authority"))
    with postbox(signer.server(HOST)) as found:
        yield found, {
            "smtp_host": HOST, "smtp_port": found.port, "smtp_from": "fofal@exemple.cm", "smtp_ca_file": signer.file,
            "public_url": "https://fofal.exemple.cm",
        }  # fmt: skip


@pytest.fixture(scope="module")
def server(database, box, tmp_path_factory) -> Iterator[Server]:
    """The application with a mail server that it reaches; letters leave at once."""
    jobs = [replace(one, when=SOON) if one.name == "outbox" else one for one in housekeeping.JOBS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(housekeeping, "JOBS", jobs)
        patch.setattr(sending, "EVERY", SOON)
        more = {"limits_failed_logins_per_minute": 10**6, **box[1]}
        with serving(database, tmp_path_factory.mktemp("data"), **more) as running:
            yield running


@pytest.fixture
def letters(box) -> Postbox:
    return box[0]


@pytest.fixture
def addressed(server, person) -> Person:
    """A person with an address of the own."""
    person.address = f"{person.username}@exemple.cm"
    give(server, person, person.address)
    return person


def give(server, person, address, **more):
    with transaction(server.engine) as session:
        session.execute(update(User).where(User.id == person.id).values(email=address, **more))


def draw(server, person) -> str:
    with transaction(server.engine) as session:
        return codes.draw(session, person.id)


def forget(stranger, name, **headers):
    return stranger.post("/auth/password/forgot", json={"username": name}, headers=headers)


def recover(stranger, code, password=NEW):
    return stranger.post("/auth/password/reset", json={"token": code, "new_password": password})


def test_a_letter_brings_a_code_that_sets_a_new_password_once(stranger, letters, addressed, signed_in):
    here, _ = signed_in(addressed)
    assert forget(stranger, addressed.username.upper()).status_code == 202
    letter = letters.next(addressed.address)
    code = CODE.search(said(letter))[0]
    assert letter["To"] == addressed.address
    assert addressed.login().status_code == 200, "the old password counts until the code is used"
    assert recover(stranger, f" {code.lower().replace('-', ' ')} ").status_code == 204
    assert here.get("/auth/me").status_code == 401
    assert addressed.login().status_code == 401
    told = addressed.login(NEW).json()["notices"]
    assert len(told) == 1
    assert "mot de passe" in told[0]
    assert addressed.login(NEW).json()["notices"] == []
    assert letters.next(addressed.address)["Subject"] == "FOFAL : votre mot de passe a été changé"
    again = recover(stranger, code, "encore une autre phrase")
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "token")


def test_a_reset_by_an_administrator_goes_to_the_person_and_to_nobody_else(api, stranger, letters, addressed):
    """ASVS 5.0, 6.4.6: who starts the reset sees no secret and chooses no password."""
    answer = api.post(f"/auth/users/{addressed.id}/reset-password")
    assert answer.json() == {"username": addressed.username, "mailed": True, "code": None, "expires_in": 1200}
    letter = letters.next(addressed.address)
    assert letter["Subject"] == "FOFAL : choisissez un nouveau mot de passe"
    code = CODE.search(said(letter))[0]
    assert code not in answer.text
    assert addressed.login().status_code == 401
    assert recover(stranger, code).status_code == 204
    assert addressed.login(NEW).status_code == 200
    (reset,) = [
        one
        for one in api.get(f"/auth/users/{addressed.id}/history").json()["items"]
        if one["action"] == "password_reset"
    ]
    assert reset["after"] == {"by": "mail"}


def test_without_an_address_the_administrator_hands_the_code_over(api, stranger, person):
    told = api.post(f"/auth/users/{person.id}/reset-password").json()
    assert told["mailed"] is False
    assert recover(stranger, told["code"]).status_code == 204


def test_the_address_of_the_account_will_do_and_english_for_who_reads_english(server, stranger, letters, person):
    address = f"Zoe.{secrets.token_hex(3)}@exemple.cm"
    give(server, person, address, language="en")
    assert stranger.post("/auth/password/forgot", json={"email": address.lower()}).status_code == 202
    told = letters.next(address)
    assert told["Subject"] == "FOFAL: code for a new password"
    assert person.username in said(told)


def test_class_15_the_address_of_the_server_never_comes_from_the_caller(stranger, letters, addressed):
    hostile = {"Host": "pirate.exemple", "X-Forwarded-Host": "pirate.exemple", "Forwarded": "host=pirate.exemple"}
    assert forget(stranger, addressed.username, **hostile).status_code == 202
    told = said(letters.next(addressed.address))
    assert "https://fofal.exemple.cm" in told
    assert "pirate" not in told


def test_class_15_known_and_unknown_are_answered_alike(server, stranger, addressed):
    known, unknown = forget(stranger, addressed.username), forget(stranger, "personne-de-ce-nom")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")
    own = {"X-Request-ID", "Date"}
    assert set(known.headers) - own == set(unknown.headers) - own
    closed = Person(server)
    give(server, closed, "ferme@exemple.cm", active=False)
    assert forget(stranger, closed.username).status_code == 202


def test_class_15_known_and_unknown_take_the_same_time(server, stranger):
    people = [Person(server) for _ in range(30)]
    for person in people:
        give(server, person, f"{person.username}@exemple.cm")
    unknown = [f"essai-{secrets.token_hex(4)}" for _ in people]
    found = interleaved(
        lambda n: forget(stranger, people[n].username), lambda n: forget(stranger, unknown[n]), len(people)
    )
    assert abs(found.difference) < max(5.0, 4 * found.noise), found


@pytest.mark.parametrize("wrong", ["", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG", "x" * 200, "' OR 1=1 --"])
def test_a_wrong_code_sets_nothing(stranger, wrong):
    answer = recover(stranger, wrong)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "token"


def test_a_code_lives_twenty_minutes(server, stranger, person):
    code = draw(server, person)
    with transaction(server.engine) as session:
        left = session.scalar(text("SELECT max(expires_at) - now() FROM auth_recovery_code"))
        assert timedelta(minutes=19, seconds=30) < left <= timedelta(minutes=20)
        session.execute(update(RecoveryCode).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert recover(stranger, code).status_code == 422
    assert person.login().status_code == 200


def test_a_refused_password_does_not_use_the_code_up(server, stranger, person):
    code = draw(server, person)
    for bad, why in (("court", "password_short"), ("motdepasse2026", "password_common")):
        answer = recover(stranger, code, bad)
        assert answer.json()["errors"][0] | {"message": ""} == {"field": "new_password", "message": "", "code": why}
    assert recover(stranger, code).status_code == 204


def test_all_codes_of_a_person_end_with_the_first_that_is_used(server, stranger, person):
    first, second = draw(server, person), draw(server, person)
    assert recover(stranger, second).status_code == 204
    assert recover(stranger, first, "encore une autre phrase").status_code == 422


def test_a_closed_account_stays_closed(server, stranger, person):
    code = draw(server, person)
    give(server, person, None, active=False)
    assert recover(stranger, code).status_code == 422


def test_a_mailbox_is_not_filled_by_others(server, addressed):
    for _ in range(recovery.MOST + 2):
        recovery.write_to(server.pools, {"name": addressed.username, "address": "192.0.2.1", "request_id": "x"})
    with transaction(server.engine) as session:
        mine = scoped(SYSTEM, MailMessage, func.count(MailMessage.id)).where(MailMessage.user_id == addressed.id)
        assert session.scalar(mine) == recovery.MOST


def test_asking_is_limited_by_name_and_by_address(all_databases, tmp_path):
    with (
        all_databases.fresh() as database,
        serving(database, tmp_path, limits_failed_logins_per_minute=2, limits_logins_per_minute=6) as small,
    ):
        api = Api(small, None)
        assert [forget(api, "untel").status_code for _ in range(3)] == [202, 202, 429]
        assert [forget(api, f"autre-{n}").status_code for n in range(4)] == [202, 202, 202, 429]
        assert recover(api, "AAAA").status_code == 429
        api.close()


def test_neither_logs_nor_trail_nor_outbox_know_the_code_or_what_was_typed(
    server, stranger, letters, addressed, caplog
):
    caplog.set_level(logging.DEBUG)
    assert forget(stranger, addressed.username).status_code == 202
    code = CODE.search(said(letters.next(addressed.address)))[0]
    forget(stranger, "mon-mot-de-passe-par-erreur")
    assert recover(stranger, code).status_code == 204
    assert letters.next(addressed.address)["To"]
    with transaction(server.engine) as session:
        trail = str(session.scalar(text("SELECT string_agg(e::text, ' ') FROM audit_event e")))
        done = scoped(SYSTEM, OutboxMessage, OutboxMessage.payload).where(OutboxMessage.done_at.is_not(None))
        assert all(payload == {} for payload in session.scalars(done))
    ours = " ".join(record.getMessage() for record in caplog.records if record.name != "mail.log")  # the postbox's own
    for told in (trail, ours):
        assert code not in told
        assert code.replace("-", "") not in told
        assert "par-erreur" not in told
    assert {"recovery_asked", "password_recovered"} <= set(re.findall(r"recovery_asked|password_recovered", trail))


def test_who_keeps_the_server_ends_the_old_password_at_once(server, stranger, person, signed_in):
    here, _ = signed_in(person)
    with transaction(server.engine) as session:
        _, code = recovery.start(session, person.username.upper())
    assert here.get("/auth/me").status_code == 401
    assert person.login().status_code == 401
    assert recover(stranger, code).status_code == 204
    assert person.login(NEW).status_code == 200


def test_a_changed_address_is_told_to_the_old_one_too(server, letters, addressed, api):
    record = api.read("auth.users", str(addressed.id))
    new = f"nouvelle-{addressed.address}"
    api.update("auth.users", record, email=new)
    for recipient in (addressed.address, new):
        assert new in said(letters.next(recipient))
    assert new in addressed.login().json()["notices"][0]


def test_a_reused_token_and_a_changed_password_are_told_by_mail(server, letters, addressed, signed_in, stranger):
    api, tokens = signed_in(addressed)
    used = {"refresh_token": tokens["refresh_token"]}
    assert stranger.post("/auth/refresh", json=used).status_code == 200
    with transaction(server.engine) as session:
        session.execute(text("UPDATE auth_refresh SET used_at = now() - interval '1 minute' WHERE used_at IS NOT NULL"))
    assert stranger.post("/auth/refresh", json=used).status_code == 401
    assert "fermée par précaution" in letters.next(addressed.address)["Subject"]
    api, _ = signed_in(addressed)
    body = {"current_password": addressed.password, "new_password": NEW}
    assert api.post("/auth/password", json=body).status_code == 204
    assert letters.next(addressed.address)["Subject"] == "FOFAL : votre mot de passe a été changé"


def test_a_message_shows_everything_but_its_text(api, letters, addressed, stranger):
    assert forget(stranger, addressed.username).status_code == 202
    letters.next(addressed.address)
    (message,) = api.items("mail.messages", f"user_id:eq:{addressed.id}")
    assert message["subject"] == "FOFAL : code pour un nouveau mot de passe"
    assert not {"values", "body", "letter"} & set(message)
    assert api.get("/mail/messages", params={"fields": "values"}).status_code == 422
    clerk = api.as_user("settings.sites:read")
    assert clerk.get("/mail/messages").status_code == 403
    clerk.close()


def test_an_administrator_lets_a_message_start_again(server, api):
    with transaction(server.engine) as session:
        made = MailMessage(
            letter="password_changed", recipient="a@exemple.cm", language="fr", subject="Essai",
            values={}, status="given_up", next_at=None, error="550",
        )  # fmt: skip
        session.add(made)
    record = api.read("mail.messages", str(made.id))
    assert record["allowed"] == ["retry"]
    assert api.act("mail.messages", record, "retry")["status"] == "waiting"
    assert [one["action"] for one in api.get(f"/mail/messages/{made.id}/history").json()["items"]] == ["retry"]


def test_somebody_unknown_cannot_be_let_in_by_the_console(server):
    with transaction(server.engine) as session, pytest.raises(services.NotFound):
        recovery.start(session, "personne-de-ce-nom")


def test_a_second_factor_stays_and_is_asked_for(server, stranger, person):
    enrolled(server, person.id)
    assert recover(stranger, draw(server, person)).status_code == 204
    answer = person.login(NEW)
    assert (answer.status_code, answer.json()["code"]) == (401, "otp_required")
