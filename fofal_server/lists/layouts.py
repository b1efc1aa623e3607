"""How a person left each list: read at sign-in, changed by field, so that two computers undo nothing of each other."""

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from fofal_server.auth.account import own_ids
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.crud import resource_named
from fofal_server.core.errors import NotFound
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.lists.models import ListLayout
from fofal_server.lists.schemas import Layout, Layouts


def read(call: Call) -> Answer:
    """``GET /lists/layouts``: how I left my lists."""
    user_id, _ = own_ids(call)
    mine = scoped(SYSTEM, ListLayout).where(ListLayout.user_id == user_id).order_by(ListLayout.resource)
    return json_answer(Layouts(items={one.resource: Layout(**one.layout) for one in call.session.scalars(mine)}))


def change(call: Call) -> Answer:
    """``PATCH /lists/layouts/{resource}``: nobody else's business, hence no version and no trail; the last one counts.

    There are no more rows than resources that the person may read.
    """
    user_id, _ = own_ids(call)
    resource = resource_named(call.path["resource"])
    if not call.actor.may(resource.permission("read")):
        raise NotFound
    given = call.body.model_dump(mode="json", exclude_unset=True)
    row = insert(ListLayout).values(user_id=user_id, resource=resource.name, layout=given)
    merged = func.jsonb_strip_nulls(ListLayout.layout.op("||")(row.excluded.layout))
    kept = row.on_conflict_do_update(index_elements=["user_id", "resource"], set_={"layout": merged})
    return json_answer(Layout(**call.session.scalars(kept.returning(ListLayout.layout)).one()))
