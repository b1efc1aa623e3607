"""An office whose decisions about stock need the word of others, and the people in it."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest

from fofal_server.core import clock
from tests.server.inventory.stockroom import draft, item, receive, warehouse
from tests.support.api import Api, Json, code
from tests.support.people import holder_token
from tests.support.servers import Server

RULES, REQUESTS, MOVES = "approvals.rules", "approvals.requests", "inventory.stock-moves"
WRITES = ("inventory.*:read", "inventory.stock-moves:*", "approvals.requests:*", "auth.*:read")
AGREES = ("inventory.*:read", "approvals.requests:*")


@dataclass
class Office:
    """What a test does here: give roles, sign people in, set the ladder, and lose stock worth so many francs."""

    api: Api
    server: Server
    held: ExitStack

    def role(self, *permissions: str) -> Json:
        return self.api.create("auth.roles", code=code("role-"), name=code("Rôle "), permissions=list(permissions))

    def somebody(self, *roles: Json) -> Api:
        """Signed in, with these roles; ``Api.user_id`` is the person."""
        user_id, token = holder_token(self.server, *(role["code"] for role in roles))
        found = self.held.enter_context(closing(Api(self.server, token)))
        found.user_id = user_id
        return found

    def rule(self, role: Json, min_amount: int = 0, **given: Any) -> Json:
        known = {"matter": "stock_loss", "level": 1, "persons": 1} | given
        return self.api.create(RULES, role_id=role["id"], min_amount=str(min_amount), **known)

    def loss(self, by: Api, francs: int) -> Json:
        """A draft of a loss worth so much, written by ``by``."""
        thing, shed = item(self.api), warehouse(self.api)
        receive(self.api, thing, shed, str(francs * 2), "1")
        return draft(by, "loss", thing, str(francs), source=shed, reason="Fût percé")


def asked(api: Api, move: Json, action: str = "post") -> Json:
    """Acting has to wait: the record is as it was, and the answer says for whom."""
    answer = api.post(f"/inventory/stock-moves/{move['id']}/{action}", version=move["version"])
    assert answer.status_code == 202, answer.text
    found: Json = answer.json()
    assert (found["status"], found["version"]) == (move["status"], move["version"])
    waiting: Json = found["approval"]
    return waiting


def agree(api: Api, waiting: Json, **body: str) -> Json:
    """The person gives the word; answers the request as it is then."""
    return api.act(REQUESTS, api.read(REQUESTS, waiting["request_id"]), "approve", **body)


def told_no(api: Api, waiting: Json, action: str = "approve", **body: str) -> tuple[int, str | None]:
    """Status and code with which a decision on the request is refused."""
    request = api.read(REQUESTS, waiting["request_id"])
    answer = api.post(f"/approvals/requests/{request['id']}/{action}", version=request["version"], json=body)
    return answer.status_code, answer.json().get("code")


def in_days(number: int) -> str:
    return (clock.today() + dt.timedelta(days=number)).isoformat()


@pytest.fixture
def office(api: Api, server: Server) -> Iterator[Office]:
    """No rule at the start: those of other tests have ended."""
    with ExitStack() as held:
        yield Office(api, server, held)
        for rule in api.items(RULES):
            api.remove(RULES, rule)


@pytest.fixture
def keeper(office: Office) -> Api:
    """Writes moves and posts them, and agrees to nothing."""
    return office.somebody(office.role(*WRITES))


@pytest.fixture
def chiefs(office: Office) -> Json:
    """A role whose word counts."""
    return office.role(*AGREES)


@pytest.fixture
def hire(office: Office, chiefs: Json) -> Callable[[], Api]:
    """Another person with that role."""
    return lambda: office.somebody(chiefs)
