"""What a domain brings to the application, as data; ``app.DOMAINS`` is the one list of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.resource import Resource


@dataclass(frozen=True)
class Domain:
    """``operations`` are hand-written routes, ``subscribers`` map an event type to what runs in its transaction.

    ``deliveries`` map a topic of the outbox to what does it after the commit. ``letters`` map the name of a letter to
    what is drawn for it when it leaves and never kept; None from it means that the letter has become void.
    ``jobs`` are jobs, or functions that make one from the settings. ``proofs`` are what the console's ``doctor`` asks:
    key of the catalogue to a function that says, in lines for the administrator, what does not hold. ``totals`` map a
    key to a query for one value that a restored backup has to give again. ``watches`` are watches, or functions
    that make one from the settings. ``measures`` are what ``/metrics`` shows of the domain's state. ``figures``
    are the numbers that a dashboard may show of it, ``series`` what it may draw. ``letterhead`` says whose the papers
    are, ``logo`` what stands in their head beside it (``core/paper/head.py``).
    """

    name: str
    icon: str
    resources: tuple[Resource, ...] = ()
    operations: tuple[Any, ...] = ()
    subscribers: Mapping[type[Any], tuple[Callable[..., None], ...]] = field(default_factory=dict)
    jobs: tuple[Any, ...] = ()
    deliveries: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    letters: Mapping[str, Callable[..., Mapping[str, str] | None]] = field(default_factory=dict)
    proofs: Mapping[str, Callable[[Session], list[str]]] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)
    watches: tuple[Any, ...] = ()
    measures: tuple[Any, ...] = ()
    figures: tuple[Any, ...] = ()
    series: tuple[Any, ...] = ()
    letterhead: Callable[[Session, str], Any] | None = None
    logo: Callable[[Session, Path], Any] | None = None
