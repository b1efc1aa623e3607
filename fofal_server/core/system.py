"""What every client asks of the server itself: meta, changes, paper, and what became of a call that it gave up."""

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache

import orjson
from pydantic import BaseModel, Field

from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Changes, GivenUp
from fofal_server.core import changes, crud, idempotency, meta
from fofal_server.core.access import demand
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.bell import LONGEST
from fofal_server.core.errors import Unauthenticated
from fofal_server.core.keeping import keepable
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.paper.operations import SHOWN_PAPER

KEPT = 16
"""Descriptions of all resources that a process keeps, one for each set of rights and language; roles are few."""


class MetaDocument(BaseModel):
    """Every resource that the person may see."""

    resources: list[ResourceMeta]


class ChangesQuery(BaseModel):
    """``since`` is the ``last`` of the answer before; 0 the first time. ``wait`` so many seconds for what is urgent."""

    since: int = Field(0, ge=0, le=2**62)
    wait: float = Field(0, ge=0, le=LONGEST)


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 5, mtime=0)


_packed_once = lru_cache(maxsize=KEPT)(_packed)


def _tagged(call: Call, body: bytes, pack: Callable[[bytes], bytes] = _packed) -> Answer:
    """The body with its ETag; 304 when the client has it, gzip when it reads that."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Accept-Language, Accept-Encoding, Authorization"}
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers)
    if "gzip" in call.headers.get("accept-encoding", ""):
        return Answer(pack(body), 200, headers | {"Content-Encoding": "gzip"})
    return Answer(body, 200, headers)


def _meta(call: Call) -> Answer:
    actor = call.actor
    return keepable(_tagged(call, _described(actor.everything, frozenset(actor.rights), call.language), _packed_once))


@lru_cache(maxsize=KEPT)
def _described(everything: bool, rights: frozenset[str], language: str) -> bytes:
    """Worked out once for all who hold the same rights: only another program describes resources otherwise."""
    holder = Actor(None, "", rights=dict.fromkeys(rights, Reach.OWN), everything=everything)
    described = meta.describe_all(holder, language)
    return orjson.dumps({"resources": [one.model_dump(mode="json") for one in described]})


def _meta_of_one(call: Call) -> Answer:
    resource = crud.resource_named(call.path["resource"])
    demand(call.actor, resource.permission("read"))
    return _tagged(call, meta.describe(resource, call.actor, call.language).model_dump_json().encode())


def _changes(call: Call) -> Answer:
    found = changes.since(call.session, call.actor, call.query.since)
    found.waited = round(call.waited * 1000)
    return json_answer(found)


def _give_up(call: Call) -> Answer:
    """What was answered is not told here: who wants it sends the call again, and is judged as before."""
    if call.actor.user_id is None:
        raise Unauthenticated
    return json_answer(GivenUp(done=idempotency.give_up(call.session, call.actor.user_id, call.path["call"])))


OPERATIONS = (
    Operation(
        method="GET", path="/meta", name="read_meta", tag="system", work=_meta, answer=MetaDocument, while_due=True,
    ),
    Operation(
        method="GET", path="/meta/{resource}", name="read_meta_of_one", tag="system",
        work=_meta_of_one, answer=ResourceMeta, refusals=(403, 404),
    ),
    Operation(
        method="GET", path="/changes", name="read_changes", tag="system",
        work=_changes, query=ChangesQuery, answer=Changes, waits=True,
    ),
    Operation(
        method="DELETE", path="/calls/{call}", name="give_up_call", tag="system", work=_give_up,
        answer=GivenUp, refusals=(422,),
    ),
    SHOWN_PAPER,
)  # fmt: skip
