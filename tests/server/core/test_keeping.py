"""What a desktop may keep of the answers: what is secret lies on no computer, not even sealed."""

from fofal_server.core import registry
from fofal_server.core.keeping import ALLOWED, HEADER
from tests.factories import made
from tests.support.api import Api, code

SITES, STAFF = "/settings/sites", "/hr/employees"


def allowed(api: Api, path: str) -> bool:
    answer = api.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store", "browsers keep nothing in any case"
    assert answer.headers.get(HEADER) in {ALLOWED, None}
    return HEADER in answer.headers


def test_a_desktop_may_keep_what_is_not_secret(api: Api) -> None:
    site = api.create("settings.sites", code=code(), name="Nord")
    titled = f"/search/titles?record=settings.sites:{site['id']}"
    assert all(allowed(api, path) for path in (SITES, f"{SITES}/{site['id']}", titled, "/meta"))
    of_site = f"site_id={site['id']}"
    weather = (f"/weather/outlook?{of_site}", f"/weather/rain-book?{of_site}&month=2026-03-01")
    assert all(allowed(api, path) for path in (*weather, "/insight/dashboard", "/figures", "/series"))
    assert api.get("/agronomy/map").headers[HEADER] == ALLOWED
    assert allowed(api, "/maps/layers")
    sensor = made(api, "sensors.sensors")
    assert allowed(api, f"/sensors/sensors/{sensor['id']}/series?hours=168")
    assert not any(allowed(api, path) for path in (f"{SITES}/{site['id']}/history", "/auth/me", "/changes"))
    assert not any(allowed(api, path) for path in ("/auth/users", "/auth/roles", "/auth/audit-events"))


def test_the_staff_is_kept_by_those_who_see_nothing_personal_of_it(api: Api) -> None:
    assert allowed(api.as_user("hr.employees:read"), STAFF)
    assert not allowed(api.as_user("hr.employees:read", "hr.employees:personal"), STAFF)


def test_no_number_of_a_dashboard_tells_what_is_secret() -> None:
    """They are kept whoever reads them."""
    secret = {one.permission(word) for one in registry.RESOURCES.values() for word in one.secret}
    for domain in registry.DOMAINS.values():
        assert not secret & {one.permission for one in (*domain.figures, *domain.series)}, domain.name


def test_secret_are_words_that_the_resource_knows() -> None:
    for resource in registry.RESOURCES.values():
        words = {one.rpartition(":")[2] for one in resource.permissions}
        assert set(resource.secret) <= words, resource.name
        assert resource.secret or resource.domain not in {"auth", "mail", "outside"}, resource.name
