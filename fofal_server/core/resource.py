"""Declare a resource once; routes, permissions, rows, meta and screens follow from it."""

import types
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import UUID7, BaseModel, ConfigDict, create_model
from pydantic.fields import FieldInfo
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from fofal_server.contract.kinds import AMOUNTS, Kind
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.approval import Approvable
from fofal_server.core.fields import Meaning
from fofal_server.core.models import SEARCHED, Record

VERBS = ("read", "create", "update", "delete")


class Write(BaseModel):
    """What a person may type; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Read(BaseModel):
    """What a person may see beside what was typed."""

    id: UUID
    version: int


@dataclass(frozen=True)
class Action:
    """A step of a record's life. ``run(session, actor, record, body)`` does it; ``states`` are those it starts from.

    ``confirm``: the desktop asks before (text ``<resource>.<name>.confirm``); ``verb`` is the permission's verb.
    ``approvable``: it may have to wait until others agree. ``offline``: it may be asked for while the server does not
    answer, and is done as soon as it does.
    """

    name: str
    run: Callable[[Session, Actor, Any, Any], None]
    states: tuple[str, ...] = ()
    verb: str | None = None
    body: type[BaseModel] | None = None
    confirm: bool = False
    danger: bool = False
    approvable: Approvable | None = None
    offline: bool = False

    @property
    def needs(self) -> str:
        return self.verb or self.name


Coming = Mapping[UUID, Mapping[str, Any] | None]
"""What records will hold once a change of many is done, by their ids."""


@dataclass(frozen=True)
class Crud:
    """Rules around the ordinary verbs; each runs in the transaction, before the flush.

    ``prepare(session, actor, record, given)`` sees the record with the typed values set; ``given`` names them.
    ``remove(session, actor, record)`` runs before a delete. ``foreseen(session, coming)`` is entered around a change of
    many: what each record will hold, None for one that goes.
    """

    prepare: Callable[[Session, Actor, Any, Mapping[str, Any]], None] | None = None
    remove: Callable[[Session, Actor, Any], None] | None = None
    foreseen: Callable[[Session, Coming], AbstractContextManager[None]] | None = None

    def foreseeing(self, session: Session, coming: Callable[[], Coming]) -> AbstractContextManager[None]:
        """While many records change, rules that compare them look at what they will be."""
        return nullcontext() if self.foreseen is None else self.foreseen(session, coming())


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One kind of record. Texts are found by name in the catalogue: ``<name>``, ``<name>.one``, ``<name>.<field>``.

    ``scope(actor, reach, model)`` are the rows of a narrow reach. ``fence(actor, verb, model)`` holds whatever the
    reach: rows that follow the rights on another record. ``handmade`` are verbs served by a route of the domain's own.
    ``without_files`` says why none may hang on what people keep by hand; ``attachments_need`` is a word of ``private``
    without which attached files stay hidden as well.
    ``offline``: new ones may be entered while the server does not answer, and are sent as soon as it does.
    ``secret`` are words of its permissions: what is read by one of them is kept on no computer, not even sealed.
    ``through`` are references: who searches finds a record by the words of what it refers to as well. ``aside``: found
    by the search of its list, not by the one over everything. ``without_search`` says why a list has none.
    ``without_import`` and ``without_bulk`` say why its records are brought from no file, and not changed together.
    """

    name: str
    model: type[Record]
    read: type[BaseModel]
    write: type[BaseModel] | None
    columns: tuple[str, ...]
    title: tuple[str, ...] = ("code", "name")
    icon: str = "mdi6.table"
    filters: tuple[str, ...] = ()
    sort: tuple[str, ...] = ("-created_at",)
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    crud: Crud = field(default_factory=Crud)
    verbs: tuple[str, ...] = VERBS
    handmade: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    flow: Mapping[str, str] = field(default_factory=dict)
    frozen: tuple[str, ...] = ()
    private: Mapping[str, str] = field(default_factory=dict)
    scope: Callable[[Actor, Reach, Any], ColumnElement[bool]] | None = None
    fence: Callable[[Actor, str, Any], ColumnElement[bool]] | None = None
    without_files: str = ""
    attachments_need: str | None = None
    secret: tuple[str, ...] = ()
    without_import: str = ""
    without_bulk: str = ""
    natural_key: str | None = "code"
    through: tuple[str, ...] = ()
    aside: bool = False
    without_search: str = ""
    follows: tuple[str, ...] = ()
    tree: str | None = None
    hidden: bool = False
    offline: bool = False

    @property
    def path(self) -> str:
        return "/" + self.name.replace(".", "/")

    @property
    def domain(self) -> str:
        return self.name.partition(".")[0]

    def permission(self, verb: str) -> str:
        return f"{self.name}:{verb}"

    @cached_property
    def permissions(self) -> tuple[str, ...]:
        """Every permission that this resource knows: verbs, actions and private fields."""
        kept = [verb for verb in self.verbs if verb == "read" or self.write]
        words = [*kept, *self.handmade, *(action.needs for action in self.actions), *self.private.values()]
        return tuple(dict.fromkeys(self.permission(word) for word in words))

    @property
    def attachable(self) -> bool:
        """Whether files may hang on its records: on all that people keep by hand, unless it says why not."""
        return self.write is not None and not self.without_files

    @property
    def changes_by(self) -> str:
        """The verb of whoever may add files to a record; what never changes gets them from those who make it."""
        return "update" if "update" in self.verbs else "create"

    @property
    def importable(self) -> bool:
        """Whether its records may be brought from a file: all that people make, unless it says why not."""
        return self.write is not None and "create" in self.verbs and not self.without_import

    @property
    def together(self) -> bool:
        """Whether many of its records may be changed at once: all that people change, unless it says why not."""
        return self.write is not None and "update" in self.verbs and not self.without_bulk

    @cached_property
    def named_by(self) -> str | None:
        """The field by which people name a record, when it has one: a code that somebody typed, no number of ours."""
        name = self.natural_key
        seen = self.fields.get(name) if name else None
        return name if seen is not None and seen.meaning.kind in _NAMING else None

    @property
    def typed(self) -> type[BaseModel]:
        """What a person may type; asked only of resources that can be written."""
        if self.write is None:
            raise TypeError(self.name)
        return self.write

    @cached_property
    def update(self) -> type[BaseModel]:
        """The same fields as ``write``, none of them required; an explicit null is refused where a value is due."""
        fields: dict[str, Any] = {name: (annotation_of(info), None) for name, info in self.typed.model_fields.items()}
        return create_model(f"{_camel(self.name)}Update", __base__=Write, **fields)

    @cached_property
    def create(self) -> type[BaseModel]:
        """``write`` and the id that a client may have made itself: like ours it tells the time and nothing else."""
        return create_model(f"{_camel(self.name)}Create", __base__=self.typed, id=(UUID7 | None, None))

    @cached_property
    def worked_out(self) -> tuple[str, ...]:
        """Amounts of the form that the domain works out of what is typed."""
        if self.write is None or self.crud.prepare is None:
            return ()
        shown = [self.fields[name] for _, names in self.sections for name in names if name in self.fields]
        return tuple(
            one.name for one in shown if one.meaning.kind in AMOUNTS and one.name not in self.write.model_fields
        )

    @cached_property
    def fields(self) -> Mapping[str, "Field"]:
        """Every field of an answer with its meaning, in the order declared."""
        return {name: field_of(name, info) for name, info in self.read.model_fields.items()}

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """Fields of which the table keeps the searched text; none when it keeps no such text."""
        kept = self.model.__table__.c.get(SEARCHED)
        return () if kept is None else next(iter(kept.base_columns)).info["columns"]

    @cached_property
    def search(self) -> tuple[str, ...]:
        """Fields that ``search`` looks in: its own, and what those refer to that it looks through."""
        return (*self.own_words, *self.through)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Fields that a list shows unless asked otherwise: all but lines, shapes and authors."""
        heavy = {Kind.LINES, Kind.GEOMETRY, Kind.FILE}
        authors = {"created_by", "updated_by"}
        return tuple(name for name, one in self.fields.items() if one.meaning.kind not in heavy and name not in authors)

    def hidden_from(self, actor: Actor) -> frozenset[str]:
        """Fields that this person may not see at any door."""
        return frozenset(name for name, word in self.private.items() if not actor.may(self.permission(word)))

    def scope_applies(self, actor: Actor, verb: str) -> bool:
        """Whether the person's reach for this verb is narrower than all rows."""
        reach = actor.reach(self.permission(verb))
        return self.scope is not None and reach is not None and reach is not Reach.ALL

    def shows_all(self, actor: Actor) -> bool:
        """Whether the person may read every row of it."""
        free = self.fence is None or actor.everything
        return free and actor.may(self.permission("read")) and not self.scope_applies(actor, "read")


@dataclass(frozen=True)
class Field:
    """A field as the engine sees it: its meaning, the Python type under it and how Pydantic knows it."""

    name: str
    meaning: Meaning
    type: Any
    info: FieldInfo

    @cached_property
    def lines(self) -> Mapping[str, "Field"]:
        """The columns of a grid, empty for any other kind."""
        if self.meaning.kind is not Kind.LINES:
            return {}
        return {name: field_of(name, info) for name, info in self.type.model_fields.items()}

    @property
    def nullable(self) -> bool:
        return type(None) in get_args(self.info.annotation)


_NAMING = frozenset({Kind.CODE, Kind.NAME, Kind.EMAIL})
_BY_TYPE: dict[Any, Kind] = {bool: Kind.FLAG, int: Kind.COUNT, str: Kind.NAME}


def annotation_of(info: FieldInfo) -> Any:
    """The annotation of a Pydantic field with its metadata put back."""
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def field_of(name: str, info: FieldInfo) -> Field:
    """Read the meaning of a Pydantic field: ``Name | None``, ``list[LineWrite]``, a choice or a plain alias."""
    annotation, extras = info.annotation, list(info.metadata)
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    if get_origin(annotation) is Annotated:
        annotation, *inner = get_args(annotation)
        extras += inner
    found = next((extra for extra in extras if isinstance(extra, Meaning)), None)
    if found is None and get_origin(annotation) is list and issubclass(get_args(annotation)[0], BaseModel):
        return Field(name, Meaning(Kind.LINES), get_args(annotation)[0], info)
    if found is None and isinstance(annotation, type) and issubclass(annotation, Enum):
        found = Meaning(Kind.CHOICE)
    return Field(name, found or Meaning(_BY_TYPE.get(annotation, Kind.NAME)), annotation, info)


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace(".", "-").split("-"))
