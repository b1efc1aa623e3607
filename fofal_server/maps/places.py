"""Where a place lies, by its name: from what was found before, else from the gazetteer that the settings name.

Asked when somebody has finished typing, never letter by letter: public gazetteers forbid it.
"""

import datetime as dt
from functools import partial
from typing import Any, cast

from pydantic import BaseModel, Field
from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, in_transaction, transaction
from fofal_server.core.errors import Conflict, Refused, Unavailable
from fofal_server.core.fields import Moment
from fofal_server.core.jobs import Job
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.texts import text
from fofal_server.maps import feature, gazetteer
from fofal_server.maps.gazetteer import Places
from fofal_server.maps.models import PlaceAnswer
from fofal_server.outside import Limited, Outside, OutsideError

FRESH = dt.timedelta(days=90)
FORGOTTEN = dt.timedelta(days=365)
"""When an answer is asked for anew, and when it goes."""

LONGEST = 190
"""Letters by which an answer is found again."""


class PlaceQuery(BaseModel):
    """The words of a place, whole."""

    search: str = Field(min_length=3, max_length=100)


class PlacesFound(Places):
    """The places, and when the gazetteer was asked."""

    at: Moment


def answer(call: Call) -> Answer:
    """The places of this name; 409 without a gazetteer, 503 while it is away and nothing is known of the name."""
    words = feature.word(call.query.search)
    if not words:
        raise Refused("maps.no_words", field="search")
    asked = f"{call.language} {words.casefold()[:LONGEST]}"
    row = call.session.scalars(scoped(SYSTEM, PlaceAnswer).where(PlaceAnswer.asked == asked)).one_or_none()
    known = None if row is None else PlacesFound(at=row.at, **row.found)
    unset = call.state.geocoder_url is None
    if known is not None and (unset or clock.now() - known.at < FRESH):
        return json_answer(known)
    if unset:
        raise Conflict("maps.no_gazetteer", code="no_gazetteer")
    return Answer(after=partial(_looked_up, call, words, asked, known))


def _looked_up(call: Call, words: str, asked: str, known: PlacesFound | None) -> Answer:
    settings: Settings = call.state
    question = gazetteer.question(words, call.language)
    try:
        way = Outside(settings, call.pools)
        places = way.read(gazetteer.provider(settings), settings.geocoder_url or "", gazetteer.read, question)
    except OutsideError as error:
        return _instead(call, known, error)
    found = PlacesFound(at=clock.now(), **places.model_dump())
    in_transaction(call.pools.calls, partial(_remember, asked=asked, found=found))
    return json_answer(found)


def _instead(call: Call, known: PlacesFound | None, error: OutsideError) -> Answer:
    """What was found the last time, however long ago; else why nothing is, and when to ask again."""
    if known is not None:
        return json_answer(known)
    after = max(1, round(error.retry_after)) if isinstance(error, Limited) else 30
    raise Unavailable("maps.gazetteer_away", retry_after=after, code="gazetteer_away", told=error.told(call.language))


def _remember(session: Session, *, asked: str, found: PlacesFound) -> None:
    told = {"found": found.model_dump(mode="json", exclude={"at"}), "at": found.at}
    row = insert(PlaceAnswer).values(asked=asked, **told)
    session.execute(row.on_conflict_do_update(index_elements=["asked"], set_=told))


def _forget(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        deletion = delete(PlaceAnswer).where(PlaceAnswer.at < clock.now() - FORGOTTEN)
        gone = cast("CursorResult[Any]", session.execute(deletion)).rowcount
        return text("job_told.removed", count=gone)


FORGET = Job("forget-places", dt.time(3, 25), _forget)
