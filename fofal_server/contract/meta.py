"""How the server describes a resource, so that the desktop can draw it without knowing it."""

from typing import Any

from pydantic import BaseModel

from fofal_server.contract.kinds import Kind


class Choice(BaseModel):
    value: str
    label: str


class FieldMeta(BaseModel):
    """One field: ``target`` names the resource of a reference, ``lines`` the columns of a grid.

    ``unit`` is the name by which the unit of a quantity stands in the answer, of a line in the line or in its record.
    """

    name: str
    label: str
    kind: Kind
    help: str | None = None
    required: bool = False
    readonly: bool = False
    nullable: bool = True
    target: str | None = None
    choices: list[Choice] = []
    default: Any = None
    decimals: int | None = None
    unit: str | None = None
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    lines: list["FieldMeta"] = []


class SectionMeta(BaseModel):
    title: str
    fields: list[str]


class ActionMeta(BaseModel):
    """A declared action (``POST /<r>/{id}/<name>``); ``confirm`` is the question asked before it runs.

    ``approvable``: it may have to wait until others agree; the answer is then 202. ``fields`` are what the person says
    with it. ``offline``: it may be asked for while nobody answers. ``states`` are those it starts from, any when there
    are none; ``verb`` is the word of ``can`` that it needs.
    """

    name: str
    label: str
    confirm: str | None = None
    danger: bool = False
    approvable: bool = False
    states: list[str] = []
    verb: str = ""
    offline: bool = False
    fields: list[FieldMeta] = []


class StateMeta(BaseModel):
    """A state of the flow and how it is coloured: neutral, active, done or stopped."""

    value: str
    label: str
    tone: str


class ResourceMeta(BaseModel):
    """All that a screen needs. ``can`` are the verbs this person holds; ``title`` the fields that name a record.

    ``offline``: new ones may be entered while the server does not answer. ``previewed``: what is typed may be sent to
    ``preview``, which answers what the server would work out of it. ``may_attach``: this person may add files where it
    is ``attachable``. ``named_by``: the code by which people name a record, where it has one.
    """

    name: str
    path: str
    domain: str
    domain_label: str
    label: str
    label_one: str
    icon: str
    fields: dict[str, FieldMeta]
    columns: list[str]
    filters: list[str]
    searchable: bool
    sort: list[str]
    sections: list[SectionMeta]
    title: list[str]
    named_by: str | None = None
    actions: list[ActionMeta] = []
    states: list[StateMeta] = []
    can: list[str] = []
    attachable: bool = False
    may_attach: bool = True
    importable: bool = False
    together: bool = False
    tree: str | None = None
    hidden: bool = False
    offline: bool = False
    previewed: bool = False


class Resources(BaseModel):
    """The answer of ``GET /meta``: every resource that this person may see."""

    resources: list[ResourceMeta]
