"""What the description of a resource promises to a form."""

import pytest

from fofal_server.app import DOMAINS
from fofal_server.contract.kinds import Kind
from fofal_server.core.actor import SYSTEM
from fofal_server.core.meta import describe
from fofal_server.core.resource import Resource

every = pytest.mark.parametrize(
    "resource", [resource for domain in DOMAINS for resource in domain.resources], ids=lambda one: one.name
)


@every
def test_no_two_fields_of_a_form_go_by_the_same_name(resource: Resource) -> None:
    told = describe(resource, SYSTEM, "fr")
    labels = [told.fields[name].label for section in told.sections for name in section.fields]
    assert sorted(labels) == sorted(set(labels))


@every
def test_nothing_is_demanded_where_nothing_can_be_typed(resource: Resource) -> None:
    fields = describe(resource, SYSTEM, "fr").fields.values()
    shown = [one for one in fields if one.readonly and one.kind is Kind.LINES]
    assert [column.name for one in shown for column in one.lines if column.required or not column.readonly] == []
