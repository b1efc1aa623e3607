"""The OpenAPI document that the declarations of all operations imply; FastAPI writes it, and serves none of it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from starlette.responses import JSONResponse, Response

from fofal_server.contract.wire import Problem
from fofal_server.core.operation import API, Operation

REF = "#/components/schemas/{model}"
ALWAYS = (429, 500, 503)


def statuses(operation: Operation) -> list[int]:
    """Every refusal that this operation may answer with."""
    found = {*operation.refusals, *ALWAYS}
    if not operation.public:
        found.add(401)
    if operation.permission:
        found.add(403)
    if operation.body is not None or operation.upload:
        found |= {400, 413, 415, 422}
    if operation.query is not None:
        found.add(422)
    if operation.versioned:
        found |= {412, 428}
    if operation.keyed:
        found |= {409, 422}
    return sorted(found)


def described(operation: Operation) -> dict[str, Any]:
    """The OpenAPI of an operation: parameters, body, answers and the permission it needs."""
    answers: dict[str, Any] = {str(operation.status): _answer(operation)}
    for status in statuses(operation):
        content = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
        answers[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
    found: dict[str, Any] = {"parameters": _parameters(operation), "responses": answers}
    if body := _body(operation):
        found["requestBody"] = body
    if not operation.public:
        found["security"] = [{"bearer": []}]
    if operation.permission:
        found["x-permission"] = operation.permission
    return found


def _is_empty(operation: Operation) -> bool:
    """204, and a promise (202) that says no more."""
    return operation.status == 204 or (operation.status == 202 and operation.answer is None)


def _answer(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if not _is_empty(operation):
        schema = {"$ref": REF.format(model=operation.answer.__name__)} if operation.answer else {}
        told["content"] = {kind: {"schema": schema} for kind in (operation.media_type, *operation.other_media)}
    return told


def _body(operation: Operation) -> dict[str, Any] | None:
    if operation.upload:
        file = {"type": "string", "format": "binary"}
        schema: dict[str, Any] = {"type": "object", "properties": {"file": file}, "required": ["file"]}
        return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    if operation.body is None:
        return None
    schema = {"$ref": REF.format(model=operation.body.__name__)}
    return {"required": not operation.body_optional, "content": {"application/json": {"schema": schema}}}


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    uuid = {"type": "string", "format": "uuid"}
    found: list[dict[str, Any]] = [{"name": n, "in": "path", "required": True, "schema": uuid} for n in names]
    if operation.query is not None:
        described_query = operation.query.model_json_schema(ref_template=REF)
        needed = set(described_query.get("required", ()))
        for name, schema in described_query.get("properties", {}).items():
            found.append({"name": name, "in": "query", "required": name in needed, "schema": schema})
    text = {"type": "string"}
    if operation.versioned:
        found.append({"name": "If-Match", "in": "header", "required": True, "schema": text})
    if operation.keyed:
        found.append({"name": "Idempotency-Key", "in": "header", "schema": {**text, "maxLength": 200}})
    if operation.claimed:
        found.append({"name": "Entered-At", "in": "header", "schema": {**text, "format": "date-time"}})
    return found


def document(operations: Sequence[Operation], version: str) -> dict[str, Any]:
    """The whole document: FastAPI's, with the schemas of bodies and answers put in its components."""
    told = FastAPI(title="FOFAL", version=version)
    for operation in operations:
        _add(told, operation)
    found = told.openapi()
    taken: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for operation in operations:
        if operation.body is not None:
            taken[operation.body] = "validation"
        if operation.answer is not None:
            taken[operation.answer] = "serialization"
    _, schemas = models_json_schema([*taken.items()], ref_template=REF)
    parts = found.setdefault("components", {})
    parts.setdefault("schemas", {}).update(schemas["$defs"])
    parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return found


def _add(told: FastAPI, operation: Operation) -> None:
    told.add_api_route(
        API + operation.path,
        _nothing,
        methods=[operation.method],
        operation_id=operation.name,
        tags=[operation.tag],
        summary=operation.name.replace("_", " ").capitalize(),
        status_code=operation.status,
        response_class=Response if _is_empty(operation) else JSONResponse,
        response_model=None,
        openapi_extra=described(operation),
    )


# Never called, for ``mount`` serves the operation itself; a docstring would become the text of every operation.
def _nothing(_: Request) -> None: ...
