"""Those whose word counts are written to, and who asked hears what came of it."""

from collections.abc import Callable

from fofal_server.contract.links import link_to
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import transaction
from fofal_server.mail import letters
from fofal_server.mail.models import MailMessage
from tests.server.approvals.conftest import MOVES, REQUESTS, Office, agree, asked
from tests.support.api import Api, Json

Hire = Callable[[], Api]


def _reachable(office: Office, person: Api) -> str:
    """The person gets an address; answers it."""
    account = office.api.read("auth.users", str(person.user_id))
    address = f"{account['username']}@exemple.cm"
    office.api.update("auth.users", account, email=address)
    return address


def _letters(office: Office, address: str) -> list[str]:
    """What was written about decisions, oldest first."""
    found = office.api.items("mail.messages", f"recipient:eq:{address}", sort="created_at")
    return [one["subject"] for one in found if "adresse" not in one["subject"]]


def _links(office: Office, address: str) -> list[str]:
    """What those letters lead to, oldest first; each of them shows it."""
    whose = scoped(SYSTEM, MailMessage).where(MailMessage.recipient == address, MailMessage.letter.like("approval%"))
    with transaction(office.api.server.engine) as session:
        found = session.scalars(whose.order_by(MailMessage.created_at)).all()
        assert all(one.values["link"] in letters.body(one.letter, one.language, one.values).text for one in found)
        return [one.values["link"] for one in found]


def test_the_judges_are_written_to_once_and_not_the_writer(
    office: Office, keeper: Api, chiefs: Json, hire: Hire
) -> None:
    head, both = hire(), office.somebody(chiefs, office.role("*:*"))
    addresses = [_reachable(office, one) for one in (head, both)]
    office.rule(chiefs)
    move = office.loss(both, 100)
    request = asked(keeper, move)["request_id"]
    asked(keeper, move)
    assert [_letters(office, one) for one in addresses] == [["FOFAL : une décision attend votre accord"], []]
    assert _links(office, addresses[0]) == [link_to(REQUESTS, request)]


def test_who_asked_hears_that_it_was_granted_or_refused(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    head, address = hire(), _reachable(office, keeper)
    office.rule(chiefs)
    granted, refused = (office.loss(keeper, 100) for _ in range(2))
    agree(head, asked(keeper, granted))
    waiting = asked(keeper, refused)
    head.act(REQUESTS, head.read(REQUESTS, waiting["request_id"]), "refuse", reason="Pas de photo.")
    assert _letters(office, address) == [
        "FOFAL : votre demande est approuvée",
        "FOFAL : votre demande est refusée",
    ]
    assert _links(office, address) == [link_to(MOVES, granted["id"]), link_to(MOVES, refused["id"])]


def test_a_request_is_called_by_what_it_is_about(office: Office, keeper: Api, chiefs: Json, hire: Hire) -> None:
    hire()
    office.rule(chiefs)
    move = office.loss(keeper, 100)
    item = keeper.read("inventory.items", keeper.read(MOVES, move["id"])["item_id"])
    request = keeper.read(REQUESTS, asked(keeper, move)["request_id"])
    assert request["title"] == f"{item['code']} · 100 kg"
