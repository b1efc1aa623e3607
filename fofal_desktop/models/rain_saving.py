"""Reads a month of the rain book of several sites, and sends what was typed: a call for each site that changed."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Request
from fofal_desktop.gate import closed_by
from fofal_desktop.models.rain_month import SiteMonth, Typed
from fofal_desktop.models.sites import Site
from fofal_server.contract.weather import RainBook

PATH = "/weather/rain-book"
SITES_AT_ONCE = 20
"""Columns of one grid: each is a question, and more are not read at a glance."""
MOVED = 409
"""Somebody else has written a day since it was read."""


@dataclass(frozen=True)
class BookPage:
    """A month of some sites: from the ``first``-th of all ``of`` them on, counted from 0."""

    month: dt.date
    columns: list[SiteMonth]
    first: int = 0
    of: int = 0

    @property
    def last(self) -> int:
        """Counted from 1."""
        return self.first + len(self.columns)


@dataclass(frozen=True)
class Parcel:
    """What is sent of one site; ``key`` stays the same while nothing is known of what became of it."""

    column: SiteMonth
    sent: dict[int, Typed]
    changes: list[dict[str, Any]]
    key: str

    @property
    def days(self) -> list[int]:
        """In the order in which they are sent, by which the server names them."""
        return sorted(self.sent)


@dataclass(frozen=True)
class Outcome:
    """``book``: what the server holds now, None where it did not say; ``refusal``: why nothing was stored."""

    parcel: Parcel
    book: RainBook | None = None
    refusal: ApiError | None = None


def read_book(client: Calls, site_id: str, month: dt.date) -> RainBook:
    asked = Request("GET", PATH, (("site_id", site_id), ("month", month.isoformat())))
    return RainBook.model_validate_json(client.send(asked).content)


def read_month(client: Calls, sites: Sequence[Site], month: dt.date, first: int) -> BookPage:
    """The sites from the ``first``-th on, or the last that there are; blocking, for a job."""
    first = min(first, max(0, len(sites) - 1) // SITES_AT_ONCE * SITES_AT_ONCE)
    return BookPage(month, _columns(client, sites[first : first + SITES_AT_ONCE], month), first, len(sites))


def _columns(client: Calls, sites: Sequence[Site], month: dt.date) -> list[SiteMonth]:
    return [SiteMonth(site.name, read_book(client, site.id, month)) for site in sites]


def read_month_of(client: Calls, sites: Sequence[Site], month: dt.date, some: Collection[str]) -> BookPage:
    """The page of sites on which the first of ``some`` stands, with those of ``some`` that stand elsewhere by now."""
    places = [place for place, site in enumerate(sites) if site.id in some]
    page = read_month(client, sites, month, next(iter(places), 0) // SITES_AT_ONCE * SITES_AT_ONCE)
    others = [sites[place] for place in places if not page.first <= place < page.last]
    return replace(page, columns=[*page.columns, *_columns(client, others, month)])


def send_all(client: Calls, parcels: Sequence[Parcel]) -> list[Outcome]:
    """Each by itself: what one site is refused keeps no other from being stored; blocking, for a job."""
    return [_send(client, parcel) for parcel in parcels]


def _send(client: Calls, parcel: Parcel) -> Outcome:
    column = parcel.column
    site_id, month = str(column.book.site_id), column.book.month
    body = {"site_id": site_id, "month": month.isoformat(), "days": parcel.changes}
    try:
        answer = client.send(Request("POST", PATH, body=body, key=parcel.key))
    except ApiError as error:
        if closed_by(error):
            raise
        now = read_book(client, site_id, month) if error.status == MOVED else None
        return Outcome(parcel, now, error)
    return Outcome(parcel, RainBook.model_validate_json(answer.content))
