"""A valid record of any resource, made from what the resource says of itself."""

import secrets
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fofal_server.contract.kinds import Kind
from fofal_server.core import clock, registry
from fofal_server.core.resource import Field, Resource, field_of
from tests.factories.particular import PARTICULAR
from tests.support.api import Api, Json

_PLAIN: dict[Kind, Callable[[Field], Any]] = {
    Kind.CODE: lambda _: "T" + secrets.token_hex(4).upper(),
    Kind.NAME: lambda _: "Essai " + secrets.token_hex(3),
    Kind.NOTE: lambda _: "Une remarque",
    Kind.FLAG: lambda _: False,
    Kind.COUNT: lambda _: 1,
    Kind.QUANTITY: lambda _: "1",
    Kind.MONEY: lambda _: "100",
    Kind.AREA: lambda _: "1",
    Kind.PERCENT: lambda _: "10",
    Kind.COORDINATE: lambda _: "4",
    Kind.DAY: lambda _: clock.today().isoformat(),
    Kind.MOMENT: lambda _: (clock.now() - timedelta(minutes=5)).isoformat(),
    Kind.CHOICE: lambda field: next(iter(field.type)).value,
    Kind.EMAIL: lambda _: "essai@exemple.cm",
    Kind.PHONE: lambda _: "+237600000000",
    Kind.SECRET: lambda _: secrets.token_urlsafe(18),
    Kind.WORDS: lambda _: [],
    Kind.REFERENCES: lambda _: [],
    Kind.VALUE: lambda _: 1,
}


def body_of(api: Api, name: str, **given: Any) -> Json:
    """The smallest valid body of a resource: required fields by their kinds, then what ``particular`` knows better."""
    resource = registry.RESOURCES[name]
    known = PARTICULAR.get(name, lambda _: {})(api) | given
    return {**_required(api, resource, known), **known}


def made(api: Api, name: str, **given: Any) -> Json:
    """A stored record of the resource."""
    return api.create(name, **body_of(api, name, **given))


def can_make(resource: Resource) -> bool:
    return resource.write is not None and "create" in resource.verbs


def _required(api: Api, resource: Resource, known: Json) -> Json:
    fields = {
        n: field_of(n, info) for n, info in resource.typed.model_fields.items() if info.is_required() and n not in known
    }
    return {name: _value(api, field) for name, field in fields.items()}


def _value(api: Api, field: Field) -> Any:
    if field.meaning.kind is Kind.REFERENCE:
        return made(api, field.meaning.target or "")["id"]
    if field.meaning.kind is Kind.LINES:
        return [{name: _value(api, one) for name, one in field.lines.items() if one.info.is_required()}]
    return str(uuid.uuid4()) if field.type is uuid.UUID else _PLAIN[field.meaning.kind](field)
