"""Calls of the stock that are no ordinary verb of one record."""

from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel

from fofal_server.core.access import demand, scoped
from fofal_server.core.audit import name_action
from fofal_server.core.awaiting import awaited
from fofal_server.core.errors import FieldError, Invalid, NotFound, Refused
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.plain import plain
from fofal_server.core.routes import answer_model, record_answer
from fofal_server.inventory import places, posting, regrouping, services, trace
from fofal_server.inventory.models import Lot, MoveStatus, StockMove
from fofal_server.inventory.resources import BALANCES, LOTS, MOVES
from fofal_server.inventory.schemas import MergeBody, Positive, PostAllBody, PostedAll, SplitBody

POST = MOVES.permission("post")


class PickQuery(BaseModel):
    """How much is wanted from which warehouse."""

    warehouse_id: UUID
    quantity: Positive


class Picked(BaseModel):
    lot_id: UUID | None
    bin_id: UUID | None
    quantity: str


class PickList(BaseModel):
    """Where to take the quantity from, first expired first."""

    picks: list[Picked]


def _post_all(call: Call) -> Answer:
    """Post many drafts at once: an opening stock that was imported, a day's moves."""
    keys: list[UUID] = call.body.ids
    query = scoped(call.actor, StockMove).where(StockMove.id.in_(keys)).order_by(StockMove.id)
    known = {move.id: move for move in call.session.scalars(query.with_for_update())}
    _refuse_others(keys, known)
    moves = [known[key] for key in keys]
    _refuse_waiting(call, moves)
    name_action(call.session, "post")
    posting.post_moves(call.session, call.actor, moves)
    return json_answer(PostedAll(posted=len(moves), numbers=[move.number or "" for move in moves]))


def _refuse_others(keys: list[UUID], known: dict[UUID, StockMove]) -> None:
    """Each id once, and each a draft that the person may see."""
    errors = []
    for index, key in enumerate(keys):
        if key not in known:
            errors.append(FieldError(f"ids.{index}", "unknown_reference", "unknown_reference"))
        elif known[key].status is not MoveStatus.DRAFT:
            state = {"state": f"state.{known[key].status}"}
            errors.append(FieldError(f"ids.{index}", "wrong_state", "wrong_state", state))
        elif key in keys[:index]:
            errors.append(FieldError(f"ids.{index}", "inventory.named_twice", "named_twice"))
    if errors:
        raise Invalid(errors=tuple(errors))


def _refuse_waiting(call: Call, moves: list[StockMove]) -> None:
    """A move that needs the word of others is posted alone, so that it can wait for them."""
    post = next(action for action in MOVES.actions if action.name == "post")
    for index, move in enumerate(moves):
        with posting.told_apart(f"ids.{index}", len(moves)):
            if awaited(call.session, MOVES, call.actor, move, post) is not None:
                raise Refused("approval_needed")


def _split(call: Call) -> Answer:
    demand(call.actor, LOTS.permission("create"))
    query = scoped(call.actor, Lot).where(Lot.id == call.key())
    lot = call.session.scalars(query.with_for_update(read=True)).one_or_none()
    if lot is None:
        raise NotFound
    return _made(call, regrouping.split(call.session, call.actor, lot, call.body))


def _merge(call: Call) -> Answer:
    demand(call.actor, LOTS.permission("create"))
    return _made(call, regrouping.merge(call.session, call.actor, call.body))


def _made(call: Call, lot: Lot) -> Answer:
    answer = record_answer(call, LOTS, lot.id, 201)
    answer.headers["Location"] = f"/api/v1{LOTS.path}/{lot.id}"
    return answer


def _trace(call: Call) -> Answer:
    found = trace.trace(call.session, call.actor, call.key())
    if found is None:
        raise NotFound
    return json_answer(found)


def _pick(call: Call) -> Answer:
    places.refuse_counted(call.session, [call.query.warehouse_id])
    wanted: Decimal = call.query.quantity
    picks = services.pick(call.session, call.key(), call.query.warehouse_id, wanted)
    return json_answer(
        PickList(picks=[Picked(lot_id=p.lot_id, bin_id=p.bin_id, quantity=plain(p.quantity)) for p in picks])
    )


OPERATIONS = (
    Operation(
        method="POST", path="/inventory/stock-moves/post-all", name="post_all_inventory_stock_moves", tag="inventory",
        work=_post_all, permission=POST, body=PostAllBody, answer=PostedAll, keyed=True, refusals=(409, 422),
    ),
    Operation(
        method="POST", path="/inventory/lots/{id}/split", name="split_inventory_lots", tag="inventory",
        work=_split, permission=POST, body=SplitBody, answer=answer_model(LOTS), status=201, keyed=True,
        refusals=(404, 409, 422),
    ),
    Operation(
        method="POST", path="/inventory/lots/merge", name="merge_inventory_lots", tag="inventory",
        work=_merge, permission=POST, body=MergeBody, answer=answer_model(LOTS), status=201, keyed=True,
        refusals=(409, 422),
    ),
    Operation(
        method="GET", path="/inventory/lots/{id}/trace", name="trace_inventory_lots", tag="inventory",
        work=_trace, permission=LOTS.permission("read"), answer=trace.Trace, refusals=(404,),
    ),
    Operation(
        method="GET", path="/inventory/items/{id}/pick", name="pick_inventory_items", tag="inventory",
        work=_pick, permission=BALANCES.permission("read"), query=PickQuery, answer=PickList, refusals=(404, 409, 422),
    ),
)  # fmt: skip
