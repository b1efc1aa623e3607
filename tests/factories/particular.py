"""What the kinds alone cannot know: values that the rules of a domain demand together."""

import itertools
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from fofal_server.core import clock
from tests.support.api import Api, Json
from tests.support.telephones import enrolled

_places = itertools.count()


def _square(_: Api) -> Json:
    """A hectare of its own, so that plots never overlap."""
    n = next(_places)
    west, south = 9.5 + (n % 100) * 0.002, 4.0 + (n // 100) * 0.002
    east, north = west + 0.001, south + 0.001
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"geometry": {"type": "Polygon", "coordinates": [[[round(x, 7), round(y, 7)] for x, y in ring]]}}


def _verdict(api: Api) -> Json:
    """A check speaks of a harvest or of a lot; a bad one says what is done about it."""
    from tests.factories import made

    return {"harvest_id": made(api, "agronomy.harvests")["id"], "conform": True}


def _receipt(api: Api) -> Json:
    """A move that brings something names where it goes and what it costs."""
    from tests.factories import made

    return {"destination_id": made(api, "inventory.warehouses")["id"], "unit_cost": "100"}


def _promise(api: Api) -> Json:
    """Only what lies in stock can be promised."""
    from tests.factories import made

    came = made(api, "inventory.stock-moves")
    api.act("inventory.stock-moves", came, "post")
    return {"item_id": came["item_id"], "warehouse_id": came["destination_id"]}


def _lost(api: Api) -> Json:
    """Somebody has a factor to lose, and a second person is there to decide."""
    from tests.factories import made

    api.as_user("auth.factor-resets:*").close()
    person = made(api, "auth.users")
    enrolled(api.server, UUID(person["id"]))
    return {"user_id": person["id"]}


def _service(api: Api) -> Json:
    """A key belongs to a service, reaches no further than its roles, and ends one day."""
    from tests.factories import made

    role = made(api, "auth.roles", permissions=["settings.sites:read"])
    account = made(api, "auth.users", kind="service", role_ids=[role["id"]])
    ends = (clock.now() + timedelta(days=30)).isoformat()
    return {"user_id": account["id"], "scopes": ["settings.sites:read"], "expires_at": ends}


def _sent(api: Api) -> Json:
    """A list goes to somebody, and not while a test looks."""
    from tests.factories import made

    return {"active": False, "resource": "settings.sites", "recipients": [{"user_id": made(api, "auth.users")["id"]}]}


def _ladder(api: Api) -> Json:
    """A rule speaks of a decision, and somebody holds the role that it asks for."""
    from tests.factories import made

    role = made(api, "auth.roles", permissions=["approvals.requests:approve"])
    made(api, "auth.users", role_ids=[role["id"]])
    return {"matter": "stock_issue", "min_amount": "900000000", "role_id": role["id"]}


PARTICULAR: dict[str, Callable[[Api], dict[str, Any]]] = {
    "approvals.rules": _ladder,
    "auth.service-keys": _service,
    "settings.companies": lambda _: {"name": "Société d'essai"},
    "auth.factor-resets": _lost,
    "settings.parameters": lambda _: {"code": f"essai.{secrets.token_hex(4)}"},
    "inventory.items": lambda _: {"unit": "kg"},
    "inventory.stock-moves": _receipt,
    "inventory.reservations": _promise,
    "agronomy.map-points": lambda _: {"longitude": "9.7", "latitude": "4.05"},
    "agronomy.plots": _square,
    "lists.filters": lambda _: {"resource": "settings.sites", "conditions": ["code:eq:X"]},
    "notifications.mailings": _sent,
    "notifications.rules": lambda _: {"active": False, "resource": "settings.sites", "conditions": ["code:eq:X"]},
    "agronomy.quality-checks": _verdict,
}
