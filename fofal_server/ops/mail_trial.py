"""A letter on trial, to who asks for it: it goes the way of all others, so what happens to it says how they fare."""

from uuid import UUID

from pydantic import BaseModel

from fofal_server.auth.account import oneself
from fofal_server.core import audit, clock
from fofal_server.core.errors import Refused
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.mail.resources import MESSAGES, TEST
from fofal_server.mail.services import post


class Trial(BaseModel):
    """The message to look for in the list of messages, and to whom it goes."""

    message_id: UUID
    recipient: str


def _send(call: Call) -> Answer:
    person = oneself(call)
    if person.email is None:
        raise Refused("ops.no_own_address")
    when = f"{clock.now().astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"
    values = {"full_name": person.full_name, "when": when}
    message = post(call.session, "mail_test", person.email, language=person.language, values=values, user_id=person.id)
    call.session.flush()
    audit.tell(call.session, "mail_test", MESSAGES.name, record_id=message.id, label=message.subject)
    return json_answer(Trial(message_id=message.id, recipient=person.email), 202)


OPERATIONS = (
    Operation(
        method="POST", path="/ops/trial-letter", name="send_trial_letter", tag="ops", work=_send, answer=Trial,
        permission=MESSAGES.permission(TEST), status=202, refusals=(422,),
    ),
)  # fmt: skip
