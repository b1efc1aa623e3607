"""The routes that every resource gets, as operations; nothing here knows a resource by name."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from pydantic import BaseModel, Field, create_model

from fofal_server.contract.grouping import Groups, Step
from fofal_server.contract.kinds import Kind
from fofal_server.contract.wire import History
from fofal_server.core import audit, crud, entering, grouping, history, listing
from fofal_server.core.approval import Waiting
from fofal_server.core.db import snapshot
from fofal_server.core.deletion import absent
from fofal_server.core.keeping import keepable_of
from fofal_server.core.listing import Asked
from fofal_server.core.models import Record
from fofal_server.core.operation import Answer, Call, Operation, json_answer
from fofal_server.core.paper.operations import record_paper
from fofal_server.core.resource import Action, Read, Resource, annotation_of
from fofal_server.core.rows import label_name, labels_name, read_json
from fofal_server.core.transfer.operations import transfer_operations
from fofal_server.core.units import counted_by_it, unit_name

REFUSED = (400, 409, 413, 415, 422)


class ListQuery(BaseModel):
    """Query of a list, as ``api.md`` fixes it."""

    search: str = Field("", max_length=500)
    filter: list[str] = Field([], max_length=30)
    sort: str = Field("", max_length=200)
    offset: int = Field(0, ge=0, le=2_000_000_000)
    limit: int = Field(100, ge=1, le=500)
    fields: str = Field("", max_length=2000)
    total: bool = True
    after: UUID | None = None

    def asked(self) -> Asked:
        fields = tuple(name for name in self.fields.split(",") if name)
        return Asked(
            self.search, tuple(self.filter), self.sort, self.offset, self.limit, fields, self.total, self.after
        )


class GroupQuery(BaseModel):
    """What a list may be asked by groups: ``by`` which field, a date by ``step``; ``fields`` are added up."""

    by: str = Field(max_length=80)
    step: Step = Step.MONTH
    search: str = Field("", max_length=500)
    filter: list[str] = Field([], max_length=30)
    fields: str = Field("", max_length=2000)

    def asked(self) -> Asked:
        fields = tuple(name for name in self.fields.split(",") if name)
        return Asked(self.search, tuple(self.filter), fields=fields)


class _Described(BaseModel):
    """A model of the OpenAPI document only: building it would double the time in which a process starts."""

    model_config = {"defer_build": True}


def operations_for(resource: Resource) -> list[Operation]:
    """List, groups, read, history, paper, files; whichever of create, update, delete, preview and actions there are."""
    found = [_list(resource), _groups(resource), _read(resource), _history(resource), record_paper(resource)]
    found += transfer_operations(resource)
    if resource.write:
        makers = {"create": _create, "update": _update, "delete": _delete}
        found += [make(resource) for verb, make in makers.items() if verb in resource.verbs]
    if resource.worked_out:
        makers = {"create": _preview_new, "update": _preview_changed}
        found += [make(resource) for verb, make in makers.items() if verb in resource.verbs]
    return found + [_action(resource, action) for action in resource.actions]


def answer_model(resource: Resource) -> type[BaseModel]:
    """What an answer holds: the read fields, the labels of references and what this person may do; for OpenAPI."""
    fields: dict[str, Any] = {}
    for name, one in resource.fields.items():
        must = name in Read.model_fields
        fields[name] = (annotation_of(one.info), ...) if must else (annotation_of(one.info) | None, None)
        if one.meaning.kind is Kind.REFERENCE:
            fields[label_name(name)] = (str | None, None)
        if one.meaning.kind is Kind.REFERENCES:
            fields[labels_name(name)] = (list[str | None], [])
    if counted := counted_by_it(resource.fields):
        fields[unit_name(counted)] = (str | None, None)
    fields["allowed"] = (list[str], [])
    return create_model(_title(resource) + "Answer", __base__=_Described, **fields)


def record_answer(
    call: Call, resource: Resource, record_id: UUID, status: int = 200, waiting: Waiting | None = None
) -> Answer:
    """The record as it stands, with its ETag and what this person may do to it; ``approval`` is what it waits for."""
    text = read_json(call.session, resource, record_id, resource.hidden_from(call.actor))
    if text is None:
        raise absent(call.session, resource, call.actor, record_id)
    known = orjson.loads(text)
    may = crud.allowed(resource, call.actor, known.get("status") if resource.flow else None)
    asked = "" if waiting is None else f',"approval":{waiting.model_dump_json()}'
    answer = json_answer(f'{text[:-1]},"allowed":{orjson.dumps(may).decode()}{asked}' + "}", status)
    answer.headers["ETag"] = f'"{known["version"]}"'
    return answer


def _title(resource: Resource) -> str:
    return "".join(part.capitalize() for part in resource.name.replace(".", "-").split("-"))


def _operation(resource: Resource, verb: str, method: str, path: str, **more: Any) -> Operation:
    name = f"{verb}_{resource.name.replace('.', '_').replace('-', '_')}"
    more.setdefault("permission", resource.permission(verb))
    return Operation(method=method, path=resource.path + path, name=name, tag=resource.domain, **more)


def _list(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        answer = json_answer(listing.page(call.session, resource, call.actor, call.query.asked()))
        return keepable_of(answer, resource, call.actor)

    item = create_model(_title(resource) + "Item", __base__=_loose(resource))
    fields: dict[str, Any] = {"items": (list[item], ...), "offset": (int, ...)}
    fields |= {"total": (int | None, None), "after": (str | None, None)}
    page = create_model(_title(resource) + "Page", __base__=_Described, **fields)
    more = {"permission": resource.permission("read"), "query": ListQuery, "answer": page, "refusals": (422,)}
    return _operation(resource, "list", "GET", "", work=work, **more)


def _groups(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        query = call.query
        with snapshot(call.pools.long_reads()) as session:
            found = grouping.grouped(
                session, resource, call.actor, query.asked(), by=query.by, step=query.step, language=call.language
            )
        return json_answer(found)

    more = {"permission": resource.permission("read"), "query": GroupQuery, "answer": Groups, "refusals": (422,)}
    return _operation(resource, "group", "GET", "/groups", work=work, lane="files", **more)


def _loose(resource: Resource) -> type[BaseModel]:
    """A row of a list: any of the fields, since the caller chooses them."""
    answer = answer_model(resource)
    fields: dict[str, Any] = {name: (annotation_of(info) | None, None) for name, info in answer.model_fields.items()}
    return create_model(_title(resource) + "Row", __base__=_Described, **fields)


def _read(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        answer = record_answer(call, resource, crud.find_key(call.session, resource, call.actor, call.key()))
        return keepable_of(answer, resource, call.actor)

    return _operation(resource, "read", "GET", "/{id}", work=work, answer=answer_model(resource), refusals=(404,))


def _history(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        return json_answer(history.of(call.session, resource, call.actor, call.key(), call.language))

    more = {"permission": resource.permission("read"), "answer": History, "refusals": (404,)}
    return _operation(resource, "history", "GET", "/{id}/history", work=work, **more)


def _create(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        claim = entering.claim_of(call, resource.offline)
        record: Record = crud.create(call.session, resource, call.actor, call.body)
        entering.note(call.session, resource, record.id, claim)
        answer = record_answer(call, resource, record.id, 201)
        answer.headers["Location"] = f"/api/v1{resource.path}/{record.id}"
        return answer

    more = {"body": resource.create, "answer": answer_model(resource), "status": 201, "keyed": True}
    more["claimed"] = resource.offline
    return _operation(resource, "create", "POST", "", work=work, refusals=REFUSED, **more)


def _update(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        record = crud.update(call.session, resource, call.actor, call.key(), call.body, call.version)
        return record_answer(call, resource, record.id)

    more = {"body": resource.update, "answer": answer_model(resource), "keyed": True, "versioned": True}
    return _operation(resource, "update", "PATCH", "/{id}", work=work, refusals=(*REFUSED, 404, 412, 428), **more)


def _preview_new(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        return _tried(call, resource, lambda: crud.create(call.session, resource, call.actor, call.body))

    more = {"permission": resource.permission("create"), "body": resource.create, "answer": answer_model(resource)}
    return _operation(resource, "preview_new", "POST", "/preview", work=work, refusals=REFUSED, **more)


def _preview_changed(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        change = partial(crud.update, call.session, resource, call.actor, call.key(), call.body, version=None)
        return _tried(call, resource, change)

    more = {"permission": resource.permission("update"), "body": resource.update, "answer": answer_model(resource)}
    return _operation(resource, "preview", "POST", "/{id}/preview", work=work, refusals=(*REFUSED, 404), **more)


def _tried(call: Call, resource: Resource, write: Callable[[], Record]) -> Answer:
    """The record as it would be stored; judged and worked out by all that storing goes through, then undone."""
    with call.session.begin_nested() as trial:
        answer = record_answer(call, resource, write().id)
        audit.write(call.session)  # what was noted goes with the rest
        trial.rollback()
    del answer.headers["ETag"]  # nobody can change what is not there
    return answer


def _delete(resource: Resource) -> Operation:
    def work(call: Call) -> Answer:
        crud.delete(call.session, resource, call.actor, call.key(), call.version or -1)
        return Answer(status=204)

    more = {"status": 204, "keyed": True, "versioned": True, "refusals": (404, 409, 412, 422, 428)}
    return _operation(resource, "delete", "DELETE", "/{id}", work=work, **more)


def _action(resource: Resource, action: Action) -> Operation:
    def work(call: Call) -> Answer:
        claim = entering.claim_of(call, action.offline)
        waiting = crud.act(call.session, resource, call.actor, call.key(), action, call.body, call.version or -1)
        entering.note(call.session, resource, call.key(), claim)
        return record_answer(call, resource, call.key(), 202 if waiting else 200, waiting)

    more: dict[str, Any] = {"body": action.body or Empty, "body_optional": True}
    more |= {"permission": resource.permission(action.needs), "answer": answer_model(resource)}
    more |= {"keyed": True, "versioned": True, "refusals": (*REFUSED, 404, 412, 428), "claimed": action.offline}
    return _operation(resource, action.name, "POST", f"/{{id}}/{action.name}", work=work, **more)


class Empty(BaseModel):
    """An action that needs no details takes an empty object, or nothing at all."""

    model_config = {"extra": "forbid"}
