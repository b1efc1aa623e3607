"""What can be counted of mail: what waits, for how long, and what was given up."""

from fofal_server.core.measures import Asked

MEASURES = (
    Asked(
        "fofal_mail_messages", "Letters that have not left; given up ones wait for a person.",
        "state, count(mail_message.id)",
        "FROM (VALUES ('waiting'), ('given_up')) AS known(state)"
        " LEFT JOIN mail_message ON status = state GROUP BY state", ("state",),
    ),
    Asked(
        "fofal_mail_oldest_seconds", "Age of the oldest letter that waits.",
        "coalesce(extract(epoch FROM now() - min(created_at)), 0)",
        "FROM mail_message WHERE status = 'waiting'",
    ),
)  # fmt: skip
