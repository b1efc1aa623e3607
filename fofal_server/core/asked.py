"""What a call asks for: its parameters, its body, which version it means and how long it is ready to wait."""

from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from fofal_server.core.errors import Invalid, VersionMissing
from fofal_server.core.operation import Operation
from fofal_server.core.problems import invalid


def version_of(request: Request) -> int:
    """The version of ``If-Match``; one that no record has where it cannot be read."""
    text = request.headers.get("if-match")
    if text is None:
        raise VersionMissing
    bare = text.strip().removeprefix("W/").strip('"')
    return int(bare) if bare.isdigit() and len(bare) < 10 else -1


def patience_of(request: Request) -> float:
    """Seconds that the caller is ready to wait; what is no number is refused once the call is judged."""
    try:
        return float(request.query_params.get("wait", 0))
    except ValueError:
        return 0.0


def query_of(model: type[BaseModel], request: Request) -> BaseModel:
    """The parameters of the address; of one that may be given once, the last counts."""
    repeated, given = _repeated(model), dict[str, Any]()
    for name in model.model_fields:
        values = request.query_params.getlist(name)
        if values:
            given[name] = values if name in repeated else values[-1]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise invalid(error) from error


@cache
def _repeated(model: type[BaseModel]) -> frozenset[str]:
    """Parameters that may be given several times."""
    kinds = {name: (info.annotation, *get_args(info.annotation)) for name, info in model.model_fields.items()}
    return frozenset(name for name, known in kinds.items() if {get_origin(one) for one in known} & {list, tuple})


def body_of(operation: Operation, raw: bytes) -> BaseModel | None:
    """The body as its model; None where the operation takes none."""
    if operation.body is None:
        return None
    try:
        return operation.body.model_validate_json(raw or (b"{}" if operation.body_optional else raw))
    except ValidationError as error:
        raise invalid(error) from error
    except RecursionError as error:
        raise Invalid("too_deep") from error
