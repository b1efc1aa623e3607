"""Saved filters as a resource; lists show them in a menu of their own."""

from fofal_server.core.resource import Action, Crud, Resource
from fofal_server.lists import filters, schemas
from fofal_server.lists.models import SavedFilter

FILTERS = Resource(
    name="lists.filters",
    model=SavedFilter,
    read=schemas.FilterRead,
    write=schemas.FilterWrite,
    title=("name",),
    icon="mdi6.filter-cog-outline",
    columns=("name", "resource", "shared", "owner_id"),
    filters=("name", "resource", "shared", "owner_id"),
    sort=("name",),
    crud=Crud(prepare=filters.prepare),
    actions=(Action("share", filters.share), Action("unshare", filters.unshare, verb="share")),
    fence=filters.readable,
    without_import="A filter is kept from the list that it narrows.",
    without_bulk="A filter is kept from the list that it narrows.",
    natural_key=None,
    hidden=True,
    without_files="it is a way of looking at records, and none itself",
)
