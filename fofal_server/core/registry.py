"""Which resources and domains this process serves; filled once by the application's list of domains."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fofal_server.core.domain import Domain
from fofal_server.core.models import Base
from fofal_server.core.resource import Resource

DOMAINS: dict[str, Domain] = {}
RESOURCES: dict[str, Resource] = {}
_BY_MODEL: dict[type[Base], Resource] = {}
_SUBSCRIBERS: dict[type[Any], list[Callable[..., None]]] = {}


def install(domains: Iterable[Domain]) -> None:
    """Make these domains known; doing it twice changes nothing."""
    for domain in domains:
        if domain.name in DOMAINS:
            continue
        DOMAINS[domain.name] = domain
        for resource in domain.resources:
            RESOURCES[resource.name] = resource
            _BY_MODEL[resource.model] = resource
        for event, handlers in domain.subscribers.items():
            _SUBSCRIBERS.setdefault(event, []).extend(handlers)


def resource_of(model: type[Base]) -> Resource | None:
    """The resource that shows rows of this model, None for lines and inner tables."""
    return _BY_MODEL.get(model)


def subscribers(event: type[Any]) -> tuple[Callable[..., None], ...]:
    """Who hears of it, in the order of the domains; all within the transaction that tells it."""
    return tuple(_SUBSCRIBERS.get(event, ()))


def delivery(topic: str) -> Callable[..., None]:
    """What does the messages of this topic; LookupError when no domain does."""
    for domain in DOMAINS.values():
        if topic in domain.deliveries:
            return domain.deliveries[topic]
    raise LookupError(topic)


def letter(name: str) -> Callable[..., Mapping[str, str] | None] | None:
    """What is drawn for this letter when it leaves; None for one that is whole as it was promised."""
    return next((domain.letters[name] for domain in DOMAINS.values() if name in domain.letters), None)


def matters() -> frozenset[str]:
    """Every kind of decision that rules of approval may speak of."""
    actions = [action for resource in RESOURCES.values() for action in resource.actions]
    return frozenset(kind for one in actions if one.approvable for kind in one.approvable.matters)


def permissions() -> frozenset[str]:
    """Every permission that exists, from resources and from hand-written operations."""
    found = {word for resource in RESOURCES.values() for word in resource.permissions}
    found |= {one.permission for domain in DOMAINS.values() for one in domain.operations if one.permission}
    return frozenset(found)
