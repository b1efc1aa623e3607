"""Knocking at a door of the API, to see whether it opens: the call is never complete enough to change anything."""

from fofal_server.core.operation import Operation
from tests.support.api import Api

NOBODY = "00000000-0000-7000-8000-000000000000"


def knock(api: Api, operation: Operation, key: str = NOBODY, version: int = 1) -> int:
    """The status of a call with an empty body; ``key`` stands for every id in the path."""
    path = operation.path.replace("{resource}", "settings.sites")
    for name in ("{id}", "{key}"):
        path = path.replace(name, key)
    more = {"files": {"file": ("a.csv", b"code\n")}} if operation.upload else {"json": {}} if operation.body else {}
    return api.call(operation.method, path, version=version, **more).status_code
