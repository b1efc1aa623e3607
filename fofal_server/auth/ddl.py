"""Rules of people and of the trail that PostgreSQL keeps itself."""

CREATE = ("CREATE INDEX ix_audit_event_key ON audit_event ((lpad(to_hex(id), 32, '0')::uuid))",)
DROP = ("DROP INDEX ix_audit_event_key",)
