"""Rules of the staff that PostgreSQL keeps itself."""

CREATE = (
    # A leader is a member. Looked at when committing: a gang and its new leader change in one transaction.
    """
    ALTER TABLE hr_team ADD CONSTRAINT fk_hr_team_leader_id FOREIGN KEY (leader_id, id)
    REFERENCES hr_employee (id, team_id) DEFERRABLE INITIALLY DEFERRED
    """,
)
DROP = ("ALTER TABLE hr_team DROP CONSTRAINT fk_hr_team_leader_id",)
