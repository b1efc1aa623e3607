"""What agronomy answers beside its records: the plan of rounds, and the plots behind a lot."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from fofal_server.agronomy import rounds, traces
from fofal_server.agronomy.schemas.harvests import RoundsMade, RoundsWanted
from fofal_server.core.operation import Answer, Call, Operation, json_answer


class LotsQuery(BaseModel):
    """The lots whose origin is asked for; repeated for several."""

    lot_id: list[UUID] = Field(min_length=1, max_length=200)


class FeatureCollection(BaseModel):
    """GeoJSON (RFC 7946)."""

    type: str
    features: list[dict[str, Any]]


def _plan(call: Call) -> Answer:
    return json_answer(rounds.plan(call.session, call.actor, call.body), 201)


def _lots(call: Call) -> Answer:
    text = traces.features(call.session, call.actor, call.query.lot_id)
    return Answer(text.encode(), media_type="application/geo+json")


OPERATIONS = (
    Operation(
        method="POST",
        path="/agronomy/harvest-rounds/plan",
        name="plan_harvest_rounds",
        tag="agronomy",
        work=_plan,
        permission="agronomy.harvest-rounds:create",
        body=RoundsWanted,
        answer=RoundsMade,
        status=201,
        keyed=True,
        refusals=(400, 409, 413, 415, 422),
    ),
    Operation(
        method="GET",
        path="/agronomy/lots-geojson",
        name="read_lots_geojson",
        tag="agronomy",
        work=_lots,
        permission="agronomy.plots:read",
        query=LotsQuery,
        answer=FeatureCollection,
        media_type="application/geo+json",
        refusals=(404, 422),
    ),
)
