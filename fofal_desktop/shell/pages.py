"""Which page shows a place."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.models.layouts import Layouts
from fofal_desktop.models.outbox import unsent_of
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.views import hand_made
from fofal_desktop.views.asked import Asked
from fofal_desktop.views.following import Following
from fofal_desktop.views.foretelling import Foretelling
from fofal_desktop.views.listing import ListPage
from fofal_desktop.views.lost import Lost
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.pages.alerts import AlertsPage
from fofal_desktop.views.pages.approval_request import RESOURCE as APPROVALS
from fofal_desktop.views.pages.approval_request import ApprovalRequestPage
from fofal_desktop.views.pages.audit_event import RESOURCE as AUDIT_EVENTS
from fofal_desktop.views.pages.audit_event import AuditEventPage
from fofal_desktop.views.pages.company import RESOURCE as COMPANIES
from fofal_desktop.views.pages.company import CompanyPage
from fofal_desktop.views.pages.conditions import RESOURCES as CONDITIONED
from fofal_desktop.views.pages.conditions import ConditionsPage
from fofal_desktop.views.pages.dashboard import DashboardPage
from fofal_desktop.views.pages.map import MapPage
from fofal_desktop.views.pages.map_drafting import OutlineDrafting
from fofal_desktop.views.pages.operations import OperationsPage
from fofal_desktop.views.pages.outbox import OutboxPage
from fofal_desktop.views.pages.rain_book import RainBookPage
from fofal_desktop.views.pages.rain_drafting import RainDrafting
from fofal_desktop.views.pages.rights import RightsPage
from fofal_desktop.views.pages.sensors import SensorsPage
from fofal_desktop.views.pages.service_key import RESOURCE as SERVICE_KEYS
from fofal_desktop.views.pages.service_key import ServiceKeyPage
from fofal_desktop.views.pages.setup import SetupPage
from fofal_desktop.views.pages.setup_drafting import draft_setup
from fofal_desktop.views.pages.user import RESOURCE as USERS
from fofal_desktop.views.pages.user import UserPage
from fofal_desktop.views.pages.weather import WeatherPage
from fofal_desktop.views.record import RecordPage
from fofal_desktop.views.record_drafting import RecordDrafting
from fofal_desktop.views.unsent import Unsent
from fofal_server.contract.meta import ResourceMeta

RECORDS: dict[str, type[RecordPage]] = {
    APPROVALS: ApprovalRequestPage,
    AUDIT_EVENTS: AuditEventPage,
    COMPANIES: CompanyPage,
    SERVICE_KEYS: ServiceKeyPage,
    USERS: UserPage,
    **dict.fromkeys(CONDITIONED, ConditionsPage),
}
"""Records whose form is not enough; every other resource gets the plain one."""
HAND_MADE: dict[str, tuple[Callable[[EditorContext, QWidget], Page], str]] = {
    page.name: (made, page.beside)
    for page, made in (
        (hand_made.DASHBOARD, DashboardPage),
        (hand_made.MAP, MapPage),
        (hand_made.RIGHTS, RightsPage),
        (hand_made.OPERATIONS, OperationsPage),
        (hand_made.ALERTS, AlertsPage),
        (hand_made.RAIN_BOOK, RainBookPage),
        (hand_made.SENSORS, SensorsPage),
        (hand_made.WEATHER, WeatherPage),
    )
}
"""Pages by their name, each for whoever may read the resource that it is about; about none, for everybody."""


class Pages:
    """Makes pages from what the server told; ``metas`` is filled at sign-in."""

    def __init__(
        self, client: Client, metas: Mapping[str, ResourceMeta], layouts: Layouts, desk: Desk, outbox: Outbox
    ) -> None:
        self._context = EditorContext(client, metas, unsent=partial(unsent_of, outbox))
        self._layouts = layouts
        self._desk, self._outbox = desk, outbox

    def make(self, place: Place, parent: QWidget) -> Page | None:
        """A page inside ``parent``; None for a place that this person may not see.

        LookupError where the server, of another version, does not tell what it needs; nothing of it is left then.
        """
        before = set(parent.children())
        try:
            return self._made(place, parent)
        except LookupError:
            for half in set(parent.children()) - before:
                half.deleteLater()
            raise

    def _made(self, place: Place, parent: QWidget) -> Page | None:
        if place.kind == "page":
            return self._drafted(self._made_by_hand(place.name, parent), place)
        resource = self._context.metas.get(place.name)
        if resource is None:
            return None
        if place.kind == "list":
            return self._list(place, resource, parent)
        unsent = self._outbox.creation_of(place.name, place.key)
        begun = place if unsent is None else Place("new", place.name, draft=place.draft)
        page = RECORDS.get(resource.name, RecordPage)(begun, resource, self._context, parent)
        if resource.offline and begun.kind == "new":
            Unsent(page, self._outbox, place.key)
        if any(action.offline for action in resource.actions):
            Asked(page, self._outbox)
        if resource.previewed:
            Foretelling(page)
        Following(page)
        Lost(page)
        RecordDrafting(page, self._desk, place.draft)
        return page

    def _list(self, place: Place, resource: ResourceMeta, parent: QWidget) -> ListPage:
        page = ListPage(resource, self._context, self._layouts, parent, place.conditions)
        if place.find:
            page.go_to_search()
        return page

    def _made_by_hand(self, name: str, parent: QWidget) -> Page | None:
        if name == hand_made.SETUP.name:
            return SetupPage(self._context, parent)
        if name == hand_made.OUTBOX.name:
            return OutboxPage(self._outbox, self._context.client, parent)
        if name not in HAND_MADE:  # a server of a newer version leads there
            return None
        made, beside = HAND_MADE[name]
        return made(self._context, parent) if not beside or beside in self._context.metas else None

    def _drafted(self, page: Page | None, place: Place) -> Page | None:
        """The same page; what is typed into it survives where it has something to type into."""
        match page:
            case RainBookPage():
                RainDrafting(page, self._desk, place.draft)
            case MapPage():
                OutlineDrafting(page, self._desk, place.draft)
            case SetupPage():
                draft_setup(page, self._desk)
        return page
