"""What stands on each sheet of a paper whatever it tells: whose it is, what it is called, who made it and when."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from fofal_server.core import clock, registry
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.texts import text
from fofal_server.core.transfer.manner import MANNERS


@dataclass(frozen=True)
class Letterhead:
    """The company as its papers show it: its name, and lines under it (address, numbers of registers)."""

    name: str
    lines: tuple[str, ...] = ()


Letterheads = Callable[[Session, str], Letterhead | None]
"""What a domain that knows the company brings (``Domain.letterhead``): in a language, as of today."""


@dataclass(frozen=True)
class Head:
    """``stamp`` says who made it and when, ``state`` how its record stands."""

    title: str
    language: str
    stamp: str = ""
    state: str = ""
    company: Letterhead | None = None


def headed(session: Session, actor: Actor, title: str, language: str, state: str = "") -> Head:
    """The head of a paper that this person makes now."""
    known = next((one.letterhead for one in registry.DOMAINS.values() if one.letterhead), None)
    now = clock.now().astimezone(COMPANY_ZONE).strftime(MANNERS[language].moment)
    stamp = text("paper.stamp", language, at=now, by="FOFAL" if actor is SYSTEM else actor.username)
    return Head(title, language, stamp, state, known(session, language) if known else None)
