"""What the server says of its resources, cut to what the person may see, in the person's language."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from annotated_types import Ge, Gt, Le, MaxLen

from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import ActionMeta, Choice, FieldMeta, ResourceMeta, SectionMeta, StateMeta
from fofal_server.core import registry
from fofal_server.core.actor import Actor
from fofal_server.core.choices import choice_text, words_of
from fofal_server.core.plain import plain
from fofal_server.core.query import filterable
from fofal_server.core.resource import Action, Field, Resource, field_of
from fofal_server.core.texts import lookup, text
from fofal_server.core.units import named_by

OWN = ("id", "version", "created_at", "created_by", "updated_at", "updated_by")


def describe_all(actor: Actor, language: str) -> list[ResourceMeta]:
    """Every resource that the person may read, in the order of the domains."""
    return [describe(one, actor, language) for one in registry.RESOURCES.values() if actor.may(one.permission("read"))]


def describe(resource: Resource, actor: Actor, language: str) -> ResourceMeta:
    """One resource for this person: hidden fields are absent everywhere."""
    hidden = resource.hidden_from(actor)
    return ResourceMeta(
        name=resource.name,
        path=resource.path,
        domain=resource.domain,
        domain_label=text(f"domain.{resource.domain}", language),
        label=text(resource.name, language),
        label_one=text(f"{resource.name}.one", language),
        icon=resource.icon,
        fields=_fields(resource, hidden, language),
        columns=[name for name in resource.columns if name not in hidden],
        filters=[name for name in filterable(resource, hidden) if name != "id"],
        searchable=bool(resource.search),
        sort=list(resource.sort),
        sections=sections_of(resource, hidden, language),
        title=list(resource.title),
        named_by=None if resource.named_by in hidden else resource.named_by,
        actions=[_action(resource, one, language) for one in resource.actions],
        states=_states(resource, language),
        can=_held(resource, actor),
        attachable=resource.attachable,
        may_attach=resource.attachable and actor.may(resource.permission(resource.changes_by)),
        importable=resource.importable,
        together=resource.together,
        tree=resource.tree,
        hidden=resource.hidden,
        offline=resource.offline,
        previewed=bool(resource.worked_out),
    )


def _fields(resource: Resource, hidden: frozenset[str], language: str) -> dict[str, FieldMeta]:
    """What is read, as it is typed where it can be; then what is typed and never read again."""
    body = resource.write.model_fields if resource.write else {}
    writable = {name: field_of(name, info) for name, info in body.items()}
    found = {}
    for name, seen in (writable | dict(resource.fields)).items():
        typed = writable.get(name)
        found[name] = _field(resource, typed or seen, language, readonly=typed is None)
        if typed is not None and seen.lines:
            found[name].lines = _columns(resource, seen, typed, language)
    return {name: found[name] for name in (*resource.fields, *writable) if name not in hidden}


def _states(resource: Resource, language: str) -> list[StateMeta]:
    flow = resource.flow.items()
    return [StateMeta(value=value, label=text(f"state.{value}", language), tone=tone) for value, tone in flow]


def _held(resource: Resource, actor: Actor) -> list[str]:
    """Verbs that exist here and that the person holds."""
    known = [word.rpartition(":")[2] for word in resource.permissions]
    return [verb for verb in known if actor.may(resource.permission(verb))]


def sections_of(resource: Resource, hidden: frozenset[str], language: str) -> list[SectionMeta]:
    """The form: declared sections, or one with all that can be typed (all that is listed, when nothing can)."""
    writable = tuple(resource.write.model_fields) if resource.write else ()
    seen = tuple(name for name in resource.listed if name not in OWN)
    plan = resource.sections or ((f"{resource.name}.one", writable or seen),)
    return [
        SectionMeta(title=_section_title(key, language), fields=[name for name in names if name not in hidden])
        for key, names in plan
    ]


def _section_title(key: str, language: str) -> str:
    return lookup(f"section.{key}", language) or text(key, language)


def _action(resource: Resource, action: Action, language: str) -> ActionMeta:
    return ActionMeta(
        name=action.name,
        label=text(f"{resource.name}.action.{action.name}", language),
        confirm=text(f"{resource.name}.{action.name}.confirm", language) if action.confirm else None,
        danger=action.danger,
        approvable=action.approvable is not None,
        states=list(action.states),
        verb=action.needs,
        offline=action.offline,
        fields=_said_with(resource, action, language),
    )


def _said_with(resource: Resource, action: Action, language: str) -> list[FieldMeta]:
    """What a person says with an action, called by its own words or by those of the resource."""
    body = action.body.model_fields if action.body else {}
    fields = [field_of(name, info) for name, info in body.items()]
    return [_field(resource, one, language, readonly=False) for one in fields]


def _field(
    resource: Resource, field: Field, language: str, *, readonly: bool, beside: Mapping[str, Field] | None = None
) -> FieldMeta:
    """``beside`` are the columns of a grid in which it is one."""
    limits = _limits(field)
    key = f"{resource.name}.{field.name}"
    default = None if field.info.is_required() else field.info.get_default(call_default_factory=True)
    unit = named_by(field, beside or resource.fields) or named_by(field, resource.fields)
    return FieldMeta(
        name=field.name,
        label=text(key, language),
        kind=field.meaning.kind,
        help=lookup(f"{key}.help", language),
        required=field.info.is_required() and not readonly,
        readonly=readonly,
        nullable=field.nullable,
        target=field.meaning.target,
        choices=_choices(field, language),
        default=plain(default) if not readonly else None,
        decimals=field.meaning.decimals,
        unit=unit or None,
        max_length=limits.get("max_length"),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        lines=[
            _field(resource, one, language, readonly=readonly or name == "id", beside=field.lines)
            for name, one in field.lines.items()
        ],
    )


def _columns(resource: Resource, seen: Field, typed: Field, language: str) -> list[FieldMeta]:
    """The columns of a grid: what can be typed, and between it what is only read (computed by the server)."""
    return [
        _field(
            resource,
            typed.lines.get(name, one),
            language,
            readonly=name == "id" or name not in typed.lines,
            beside=seen.lines,
        )
        for name, one in seen.lines.items()
    ]


def _choices(field: Field, language: str) -> list[Choice]:
    if field.meaning.kind is not Kind.CHOICE:
        return []
    return [Choice(value=word, label=choice_text(field, word, language)) for word in words_of(field)]


def _limits(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in field.info.metadata:
        match one:
            case MaxLen(max_length):
                found["max_length"] = max_length
            case Ge(low) | Gt(low):
                found["minimum"] = _number(low)
            case Le(high):
                found["maximum"] = _number(high)
    return found


def _number(value: Any) -> str:
    return format(Decimal(str(value)), "f")
