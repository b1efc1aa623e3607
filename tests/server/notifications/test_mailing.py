"""Lists that are sent regularly: each recipient gets his own rows, once a turn, whatever breaks in between."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import selectinload

from fofal_server.auth import services
from fofal_server.auth.models import Role
from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.mail import enclosures
from fofal_server.mail.models import MailMessage
from fofal_server.notifications import mailing
from fofal_server.notifications.models import ListFormat, Mailing, MailingRecipient, Rhythm
from fofal_server.parties.models import Party, PartyKind
from tests.server.notifications.conftest import NOON
from tests.support.api import Api, Json, code

DAY = dt.timedelta(days=1)
Ordering = Callable[..., UUID]


def at(day: int, hour: int, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=clock.COMPANY_ZONE)


@pytest.mark.parametrize(("rhythm", "day", "now", "turn"), [
    (Rhythm.DAILY, 1, at(22, 6), at(22, 7)), (Rhythm.DAILY, 1, at(22, 7), at(23, 7)),
    (Rhythm.WEEKLY, 1, at(22, 12), at(23, 7)), (Rhythm.WEEKLY, 7, at(22, 12), at(29, 7)),
    (Rhythm.MONTHLY, 1, at(22, 12), at(1, 7, 12)), (Rhythm.MONTHLY, 28, at(28, 7), at(28, 7, 12)),
])  # fmt: skip
def test_a_turn_follows_the_calendar(rhythm: Rhythm, day: int, now: dt.datetime, turn: dt.datetime) -> None:
    assert mailing.next_turn(Mailing(rhythm=rhythm, day=day, hour=7), now) == turn


@pytest.fixture
def mark(pools: Pools) -> str:
    """Three parties whose codes begin with it."""
    found = code("M")
    with transaction(pools.calls) as session:
        kinds = (PartyKind.CUSTOMER, PartyKind.CUSTOMER, PartyKind.SUPPLIER)
        session.add_all(Party(code=f"{found}-{n}", name=f"=Nom {n}", kind=one) for n, one in enumerate(kinds))
    return found


@pytest.fixture
def ordered(pools: Pools, mark: str) -> Ordering:
    """A list of those parties that is due, for people with these permissions."""

    def order(*rights: str, address: bool = True, **values: Any) -> UUID:
        with transaction(pools.calls) as session:
            people = []
            for number, right in enumerate(rights):
                role = Role(code=code("r").lower(), name="Rôle", permissions=[right])
                session.add(role)
                session.flush()
                person = services.create_user(session, code("u").lower(), f"Personne {number}", (role.code,))
                person.email = f"p{number}@exemple.cm" if address else None
                people.append(person.id)
            session.flush()
            usual = {"conditions": [f"code:startswith:{mark}", "kind:eq:customer"], "resource": "parties.parties",
                     "format": ListFormat.CSV, "next_at": NOON}  # fmt: skip
            made = Mailing(name="Clients du lundi", rhythm=Rhythm.DAILY, day=1, hour=7, **(usual | values))
            made.recipients = [MailingRecipient(position=n, user_id=one) for n, one in enumerate(people)]
            session.add(made)
        return made.id

    return order


def run(pools: Pools, folder: Path, moment: dt.datetime = NOON) -> str | None:
    with clock.frozen(moment):
        return mailing.send_due(Settings(data_dir=folder), pools)


def came(pools: Pools, folder: Path) -> list[tuple[str, list[list[str]]]]:
    """To whom letters go, with the rows of their file."""
    with transaction(pools.calls) as session:
        query = scoped(SYSTEM, MailMessage).where(MailMessage.letter == "mailing").order_by(MailMessage.id)
        found = []
        for one in session.scalars(query.options(selectinload(MailMessage.files))):
            text = enclosures.content_of(folder, one.files[0]).decode("utf-8-sig")
            found.append((one.recipient, list(csv.reader(io.StringIO(text), delimiter=";"))))
        return found


def stored(pools: Pools, key: UUID) -> Mailing:
    with transaction(pools.calls) as session:
        return session.get_one(Mailing, key)


def test_each_gets_the_rows_that_he_may_see_and_others_nothing(
    pools: Pools, tmp_path: Path, mark: str, ordered: Ordering
) -> None:
    key = ordered("parties.parties:read", "inventory.items:read")
    assert run(pools, tmp_path) == "Listes envoyées : 1."
    [(to, rows)] = came(pools, tmp_path)
    assert (to, [row[0] for row in rows[1:]]) == ("p0@exemple.cm", [f"{mark}-0", f"{mark}-1"])
    assert "'=Nom 0" in rows[1]
    done = stored(pools, key)
    assert (done.told or "").startswith("Parti pour : Personne 0. Pas pour Personne 1")
    assert (done.last_at, done.next_at) == (NOON, at(23, 7))


def test_a_turn_is_sent_once(pools: Pools, tmp_path: Path, ordered: Ordering) -> None:
    ordered("parties.parties:read")
    for moment in (NOON - DAY, NOON, NOON + DAY / 24, NOON + DAY / 2):
        run(pools, tmp_path, moment)
    assert len(came(pools, tmp_path)) == 1
    run(pools, tmp_path, NOON + DAY)
    assert len(came(pools, tmp_path)) == 2


def test_what_breaks_in_between_promises_nothing_and_is_told(
    pools: Pools, tmp_path: Path, ordered: Ordering, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    key = ordered("parties.parties:read", "parties.parties:read")
    whole = mailing.exporting.whole

    def breaks(*given: Any) -> tuple[bytes, int]:
        if came_first:
            raise RuntimeError("exprès")
        came_first.append(True)
        return whole(*given)

    came_first: list[bool] = []
    monkeypatch.setattr(mailing.exporting, "whole", breaks)
    run(pools, tmp_path)
    assert came(pools, tmp_path) == []
    assert "RuntimeError" in (stored(pools, key).told or "")
    assert stored(pools, key).next_at == at(23, 7)


def test_more_rows_than_a_letter_carries_go_to_nobody(
    pools: Pools, tmp_path: Path, ordered: Ordering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "MOST_ROWS", 1)
    key = ordered("parties.parties:read")
    run(pools, tmp_path)
    assert came(pools, tmp_path) == []
    assert "trop longue" in (stored(pools, key).told or "")


ORDER: Json = {"name": "Envoi", "resource": "parties.parties", "rhythm": "weekly", "day": 1}


@pytest.mark.parametrize(("wrong", "field"), [
    ({"resource": "no.such"}, "resource"), ({"conditions": ["secret:eq:1"]}, "conditions"), ({"sort": "secret"}, "sort"),
    ({"day": 8}, "day"), ({"day": 29}, "day"), ({"recipients": []}, "recipients"), ({"hour": 24}, "hour"),
    ({"name": "Objet\nBcc: x@exemple.cm"}, "name"),
])  # fmt: skip
def test_an_order_that_cannot_be_followed_is_refused(api: Api, wrong: Json, field: str) -> None:
    me = api.get("/auth/me").json()["user"]["id"]
    answer = api.post("/notifications/mailings", json={**ORDER, "recipients": [{"user_id": me}], **wrong})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field), answer.text


def test_nobody_orders_a_list_that_he_may_not_read(api: Api) -> None:
    me = api.get("/auth/me").json()["user"]["id"]
    clerk = api.as_user("notifications.mailings:*", "inventory.items:read")
    body = {**ORDER, "recipients": [{"user_id": me}]}
    assert clerk.post("/notifications/mailings", json=body).json()["code"] == "mailing_resource"
    clerk.close()
