"""What stands on each sheet of a paper whatever it tells: whose it is, what it is called, who made it and when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from fofal_server.core import clock, registry
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.texts import text
from fofal_server.core.transfer.manner import MANNERS


@dataclass(frozen=True)
class Logo:
    """A picture of so many points, as a PNG."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Letterhead:
    """The company as its papers show it: its name, lines under it (address, numbers of registers), its logo."""

    name: str
    lines: tuple[str, ...] = ()
    logo: Logo | None = None


Letterheads = Callable[[Session, str], Letterhead | None]
"""What a domain that knows the company brings (``Domain.letterhead``): in a language, as of today."""
Logos = Callable[[Session, Path], Logo | None]
"""What the domain that keeps files brings (``Domain.logo``), from the folder of the data."""


@dataclass(frozen=True)
class Head:
    """``stamp`` says who made it and when, ``state`` how its record stands."""

    title: str
    language: str
    stamp: str = ""
    state: str = ""
    company: Letterhead | None = None


def headed(session: Session, actor: Actor, title: str, language: str, data_dir: Path, state: str = "") -> Head:
    """The head of a paper that this person makes now."""
    now = clock.now().astimezone(COMPANY_ZONE).strftime(MANNERS[language].moment)
    stamp = text("paper.stamp", language, at=now, by="FOFAL" if actor is SYSTEM else actor.username)
    return Head(title, language, stamp, state, _company(session, language, data_dir))


def letterhead(session: Session, language: str) -> Letterhead | None:
    """The company without its logo; None before the set-up has named it."""
    letterheads: list[Letterheads] = [one.letterhead for one in registry.DOMAINS.values() if one.letterhead]
    return letterheads[0](session, language) if letterheads else None


def _company(session: Session, language: str, data_dir: Path) -> Letterhead | None:
    logos: list[Logos] = [one.logo for one in registry.DOMAINS.values() if one.logo]
    known = letterhead(session, language)
    return replace(known, logo=logos[0](session, data_dir)) if known and logos else known
