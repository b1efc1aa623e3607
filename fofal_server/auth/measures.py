"""What can be counted of people: who is signed in."""

from fofal_server.core.measures import Asked

_ALIVE = "revoked_at IS NULL AND idle_until > now() AND expires_at > now()"

MEASURES = (
    Asked("fofal_sessions", "Sessions that count.", "count(*)", f"FROM auth_session WHERE {_ALIVE}"),
    Asked("fofal_users", "Active accounts.", "count(*)", "FROM auth_user WHERE active"),
)
