"""Rules of the settings that PostgreSQL keeps itself."""

CREATE = (
    """
    ALTER TABLE settings_parameter ADD CONSTRAINT ex_settings_parameter_days
    EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    """,
)
DROP = ("ALTER TABLE settings_parameter DROP CONSTRAINT ex_settings_parameter_days",)
