"""How a call finds its operation: by the first words of its path, then among the handful of routes that share them."""

from collections import defaultdict
from collections.abc import Sequence

from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from fofal_server.core.operation import API, Operation
from fofal_server.core.serve import House, endpoint

Words = tuple[str, ...]
DEPTH = 2
"""Words that choose the group of routes: a resource's domain and name."""


class Switchboard:
    """All operations behind ``API``; comparing a path with each of them in turn would cost more than many an answer."""

    def __init__(self, operations: Sequence[Operation], house: House) -> None:
        groups: dict[Words, list[Operation]] = defaultdict(list)
        for operation in sorted(operations, key=lambda one: one.path.count("{")):
            groups[_words(operation.path)].append(operation)
        self._routers = {words: Router([_route(one, house) for one in group]) for words, group in groups.items()}
        self._nowhere = Router()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        words = tuple(scope["path"].removeprefix(API).split("/")[1 : DEPTH + 1])
        found = self._routers.get(words) or self._routers.get(words[:1], self._nowhere)
        await found(scope, receive, send)


def _words(path: str) -> Words:
    """The words that a path begins with, up to the first that varies."""
    words = path.split("/")[1 : DEPTH + 1]
    return tuple(words[: next((place for place, word in enumerate(words) if "{" in word), DEPTH)])


def _route(operation: Operation, house: House) -> Route:
    route = Route(operation.path, endpoint(operation, house), methods=[operation.method])
    route.methods = {operation.method}  # Starlette answers HEAD wherever it answers GET; our contract does not
    return route
