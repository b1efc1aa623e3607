"""Those outside as a resource: administrators see who answers and who does not."""

from fofal_server.core.fields import Code, Count, Moment, Note
from fofal_server.core.resource import Read, Resource
from fofal_server.outside.models import OutsideProvider


class ProviderRead(Read):
    code: Code
    answered_at: Moment | None
    failed_at: Moment | None
    failing_since: Moment | None
    failures: Count
    failure: Note | None
    closed_until: Moment | None


PROVIDERS = Resource(
    name="outside.providers",
    model=OutsideProvider,
    read=ProviderRead,
    write=None,
    title=("code",),
    icon="mdi6.web",
    columns=("code", "answered_at", "failing_since", "failures", "failure", "closed_until"),
    filters=("code", "answered_at", "failing_since"),
    sort=("code",),
    verbs=("read",),
    importable=False,
)
