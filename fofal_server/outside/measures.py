"""What can be counted of the outside as all processes share it: who fails, and who is left alone."""

from fofal_server.core.measures import Asked

MEASURES = (
    Asked(
        "fofal_outside_failures", "Calls in a row that a provider did not answer.",
        "code, failures", "FROM outside_provider", ("provider",),
    ),
    Asked(
        "fofal_outside_closed", "Whether a provider is left alone for a while.",
        "code, (coalesce(closed_until, '-infinity') > now())::int", "FROM outside_provider", ("provider",),
    ),
    Asked(
        "fofal_outside_answer_age_seconds", "How long ago a provider last answered.",
        "code, extract(epoch FROM now() - answered_at)", "FROM outside_provider WHERE answered_at IS NOT NULL",
        ("provider",),
    ),
)  # fmt: skip
