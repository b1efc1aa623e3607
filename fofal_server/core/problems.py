"""From a refusal to its RFC 9457 answer, in the language of the person; and from Pydantic's errors to ours."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from starlette.responses import Response

from fofal_server.contract.wire import PROBLEMS as BASE
from fofal_server.core.errors import FieldError, FofalError, Invalid, Unreadable
from fofal_server.core.texts import text

JSON = "application/problem+json"


def response_of(error: FofalError, *, language: str, request_id: str, path: str) -> Response:
    """The answer of a refusal; an unexpected error says nothing but its request id."""
    problem: dict[str, Any] = {
        "type": BASE + error.slug,
        "title": text(f"problem.{error.slug}", language),
        "status": error.status,
        "instance": path,
        "request_id": request_id,
    }
    if error.key:
        problem["detail"] = text(error.key, language, **_told(error.values, language))
    if error.code:
        problem["code"] = error.code
    if error.errors:
        problem["errors"] = [field_problem(one, language) for one in error.errors]
        problem.setdefault("detail", " ; ".join(one["message"] for one in problem["errors"][:3]))
    if error.current is not None:
        problem["current"] = orjson.Fragment(error.current)
    return Response(orjson.dumps(problem), error.status, error.headers, JSON)


def field_problem(error: FieldError, language: str) -> dict[str, str]:
    """What is wrong with a field, as the person reads it."""
    message = text(error.key, language, **_told(error.values, language))
    return {"field": error.field, "message": message, "code": error.code}


def _told(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Values that are catalogue keys themselves (``state.draft``) are translated too, as is a refusal in another."""
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: Any, language: str) -> Any:
    if isinstance(value, FieldError):
        return field_problem(value, language)["message"]
    return text(value, language) if _is_key(value) else value


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("state.", "choice.", "kind.", "label."))


def invalid(error: ValidationError) -> FofalError:
    """Pydantic's findings as one problem: 400 when the text is no JSON at all, else 422 with a message a field."""
    found = error.errors(include_url=False, include_context=True, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        return Unreadable("not_json")
    return Invalid(errors=tuple(_translated(one) for one in found[:50]))


def _translated(one: ErrorDetails) -> FieldError:
    code = one["type"]
    values = {name: str(value) for name, value in one.get("ctx", {}).items()}
    place = ".".join(str(part) for part in one["loc"] if not str(part).startswith("function-"))
    return FieldError(place, f"invalid.{code}", code, values)
