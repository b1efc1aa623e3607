"""What a domain brings to the application, as data; ``app.DOMAINS`` is the one list of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fofal_server.core.resource import Resource


@dataclass(frozen=True)
class Domain:
    """``operations`` are hand-written routes, ``subscribers`` map an event type to what runs in its transaction.

    ``deliveries`` map a topic of the outbox to what does it after the commit. ``jobs`` are jobs, or functions that make
    one from the settings.
    """

    name: str
    icon: str
    resources: tuple[Resource, ...] = ()
    operations: tuple[Any, ...] = ()
    subscribers: Mapping[type[Any], tuple[Callable[..., None], ...]] = field(default_factory=dict)
    jobs: tuple[Any, ...] = ()
    deliveries: Mapping[str, Callable[..., None]] = field(default_factory=dict)
