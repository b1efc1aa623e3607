"""Those outside as resources: administrators see who answers and who does not, and what was answered last."""

from fofal_server.core.fields import Code, Count, Moment, Name, Note
from fofal_server.core.resource import Read, Resource
from fofal_server.outside.models import OutsideAnswer, OutsideProvider


class ProviderRead(Read):
    code: Code
    answered_at: Moment | None
    failed_at: Moment | None
    failing_since: Moment | None
    failures: Count
    failure: Note | None
    closed_until: Moment | None


class AnswerRead(Read):
    provider: Code
    kind: Code
    at: Moment
    answer_status: Count
    address: Note
    media_type: Name
    size: Count
    failure: Note | None
    body: Note


PROVIDERS = Resource(
    name="outside.providers",
    secret=("read",),
    model=OutsideProvider,
    read=ProviderRead,
    write=None,
    title=("code",),
    icon="mdi6.web",
    columns=("code", "answered_at", "failing_since", "failures", "failure", "closed_until"),
    filters=("code", "answered_at", "failing_since"),
    sort=("code",),
    without_search="One row for each service that is asked: a handful.",
    verbs=("read",),
)

ANSWERS = Resource(
    name="outside.answers",
    secret=("read",),
    model=OutsideAnswer,
    read=AnswerRead,
    write=None,
    title=("provider", "kind"),
    icon="mdi6.message-text-clock-outline",
    columns=("provider", "kind", "at", "answer_status", "size", "failure"),
    filters=("provider", "kind", "at", "answer_status"),
    sort=("provider", "kind"),
    without_search="The last answer to each kind of question: a screenful.",
    sections=(
        ("outside.answers.one", ("provider", "kind", "at", "answer_status", "failure")),
        ("asked", ("address", "media_type", "size")),
        ("body", ("body",)),
    ),
    verbs=("read",),
    natural_key=None,
)

RESOURCES = (PROVIDERS, ANSWERS)
