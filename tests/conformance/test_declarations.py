"""Promises that every resource keeps by its declaration alone; nobody writes these per entity."""

import tomllib
from collections import defaultdict

import pytest
from sqlalchemy import inspect

from fofal_server.app import DOMAINS, operations
from fofal_server.contract.kinds import OPERATORS, Kind
from fofal_server.core import registry
from fofal_server.core.actor import SYSTEM
from fofal_server.core.choices import choice_key, words_of
from fofal_server.core.meta import OWN, describe
from fofal_server.core.models import Base, Line, Record
from fofal_server.core.resource import Field, Resource, field_of
from fofal_server.core.rows import relation_name
from fofal_server.core.texts import ROOT, catalogue, lookup

RESOURCES = [resource for domain in DOMAINS for resource in domain.resources]
every = pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
INNER = {"fofal_server.core"}


def _stored(model: type[Base]) -> set[str]:
    mapper = inspect(model)
    return {*mapper.all_orm_descriptors.keys(), *mapper.relationships.keys()}


@every
def test_declared_fields_exist(resource: Resource) -> None:
    assert set(resource.columns) <= set(resource.read.model_fields)
    assert {*resource.filters, *resource.title} <= set(resource.read.model_fields) | {"archived"}
    assert {name.removeprefix("-") for name in resource.sort} <= {*resource.listed, "created_at", "updated_at"}
    stored = _stored(resource.model)
    missing = [
        n
        for n, f in resource.fields.items()
        if n not in stored and not (f.meaning.kind is Kind.REFERENCES and relation_name(n) in stored)
    ]
    assert missing == []


@every
def test_what_can_be_filtered_has_operators(resource: Resource) -> None:
    assert [name for name in resource.filters if resource.fields[name].meaning.kind not in OPERATORS] == []


@every
def test_form_shows_each_writable_field_once(resource: Resource) -> None:
    if resource.write is None:
        return
    shown = [name for section in describe(resource, SYSTEM, "fr").sections for name in section.fields]
    typed = [name for name in shown if name in resource.write.model_fields]
    assert len(typed) == len(set(typed))
    assert set(resource.write.model_fields) - {"archived"} <= set(typed)


@every
def test_references_lead_to_a_resource(resource: Resource) -> None:
    fields = [*resource.fields.values(), *(line for one in resource.fields.values() for line in one.lines.values())]
    lost = [one.name for one in fields if one.meaning.target and one.meaning.target not in registry.RESOURCES]
    assert lost == []


@every
def test_private_fields_and_flow_are_real(resource: Resource) -> None:
    assert set(resource.private) <= set(resource.read.model_fields) | set(
        resource.write.model_fields if resource.write else ()
    )
    hidden = set(resource.private)  # a search, and what a record is called, would tell what the person may not see
    assert hidden.isdisjoint({*resource.search, *resource.title})
    assert set(resource.frozen) <= set(resource.flow)
    assert {state for action in resource.actions for state in action.states} <= set(resource.flow)


@every
def test_a_list_is_searched_or_says_why_not(resource: Resource) -> None:
    """A search field that is missing has its reason at the declaration; one that looks through others finds words."""
    assert bool(resource.search) != bool(resource.without_search) or resource.hidden
    targets = [registry.RESOURCES[resource.fields[name].meaning.target or ""] for name in resource.through]
    assert [one.name for one in targets if not one.own_words] == []


@every
def test_records_are_brought_and_changed_together_or_it_says_why_not(resource: Resource) -> None:
    """And nothing is excused from what it could not do anyway."""
    makes, changes = (resource.write is not None and verb in resource.verbs for verb in ("create", "update"))
    assert (resource.importable or bool(resource.without_import)) is makes
    assert (resource.together or bool(resource.without_bulk)) is changes


def _labels(resource: Resource) -> list[str]:
    fields = [*resource.fields.values()]
    if resource.write:
        fields += [field_of(name, info) for name, info in resource.write.model_fields.items()]
    keys = [resource.name, f"{resource.name}.one", f"domain.{resource.domain}"]
    keys += [f"{resource.name}.{one.name}" for one in _with_lines(fields) if one.name not in OWN]
    choices = [one for one in _with_lines(fields) if one.meaning.kind is Kind.CHOICE]
    assert [one.name for one in choices if not words_of(one)] == []
    keys += [choice_key(one, word) for one in choices for word in words_of(one)]
    keys += [f"state.{state}" for state in resource.flow]
    keys += [f"{resource.name}.action.{action.name}" for action in resource.actions]
    keys += [f"{resource.name}.{action.name}.confirm" for action in resource.actions if action.confirm]
    return keys


def _with_lines(fields: list[Field]) -> list[Field]:
    return [*fields, *(line for one in fields for line in one.lines.values() if line.name != "id")]


@every
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_has_a_label(resource: Resource, language: str) -> None:
    assert [key for key in _labels(resource) if lookup(key, language) is None] == []


def test_both_languages_say_the_same_things() -> None:
    french, english = (set(catalogue()[language]) for language in ("fr", "en"))
    assert french ^ english == set()


def test_no_two_domains_say_one_key_differently() -> None:
    """The catalogue is one for all: the last one would speak for both."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in ROOT.glob("*/texts.toml"):
        for language, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, told in words.items():
                said[language, key].add(told)
    assert [key for key, told in said.items() if len(told) > 1] == []


def test_every_table_is_a_resource_or_inner() -> None:
    """A record without a resource could be changed by nobody and seen by no one: say so here."""
    told = {resource.model for resource in RESOURCES}
    forgotten = [
        m.class_.__name__
        for m in Base.registry.mappers
        if issubclass(m.class_, Record) and not m.class_.__abstract__ and m.class_ not in told
    ]
    assert [name for name in forgotten if name != "UserSession"] == []


def test_lines_name_their_parent() -> None:
    lines = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Line)]
    assert [line.__name__ for line in lines if line.__parent__ not in inspect(line).columns] == []


def test_every_door_declares_who_may_pass() -> None:
    """A permission, or on the list of doors for anybody, or of those for whoever has signed in."""
    public = {one.name for one in operations() if one.public}
    signed_in = {one.name for one in operations() if not one.public and one.permission is None}
    assert public <= {
        "login", "refresh", "redeem_ticket", "create_first_admin", "forgot_password", "recover_password",
        "read_update", "download_update",  # a desktop too old to sign in becomes a newer one
    }  # fmt: skip
    assert signed_in <= {
        "read_meta", "read_meta_of_one", "read_changes", "read_figures", "read_me", "logout", "change_password",
        "read_series", "read_own_dashboard", "arrange_own_dashboard",  # each tile asks for its own permission
        "search_records", "read_titles",  # look into each resource with the reader's own reach
        "list_own_sessions", "end_own_session", "end_other_sessions", "change_me",
        "read_own_factor", "enrol_factor", "confirm_factor", "renew_recovery_codes", "remove_factor",
        "read_own_wishes", "change_own_wishes", "read_own_layouts", "change_own_layout",
        "undo_import",  # asks for what the import asked for
        "give_up_call",  # one's own
        "lay_out_shown_page",  # reads no record: the words come with the call
    }  # fmt: skip


def test_get_asks_for_no_more_than_the_right_to_read() -> None:
    """ASVS 3.5.3: what changes something is never a GET, which others may repeat or fetch in advance."""
    verbs = {one.permission.partition(":")[2] for one in operations() if one.method == "GET" and one.permission}
    assert verbs == {"read"}
    assert {one.method for one in operations()} == {"GET", "POST", "PATCH", "DELETE"}


def test_operations_have_names_of_their_own() -> None:
    names = [one.name for one in operations()]
    doubled = {name for name in names if names.count(name) > 1}
    assert doubled == set()


@every
def test_what_may_wait_for_the_line_is_made_by_the_common_door(resource: Resource) -> None:
    """And holds nothing secret nor any file: meanwhile it lies on somebody's laptop."""
    waiting = [action.name for action in resource.actions if action.offline]
    if not resource.offline:
        assert waiting == []
        return
    assert resource.write is not None
    assert "create" in resource.verbs
    typed = [field_of(name, info) for name, info in resource.typed.model_fields.items()]
    assert [one.name for one in typed if one.meaning.kind in {Kind.SECRET, Kind.FILE}] == []
