"""PostgreSQL in numbers, as far as the server's bounded role may see: of other roles it sees that they are there."""

from fofal_server.core.measures import Asked

_OURS = "FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
_BLOCKED = "FROM pg_locks WHERE NOT granted"
_COUNTED = "FROM pg_stat_database WHERE datname = current_database()"
_SLOTS = "FROM pg_replication_slots"

MEASURES = (
    Asked("fofal_database_size_bytes", "Size of the database.", "pg_database_size(current_database())"),
    Asked(
        "fofal_database_connections", "Connections of the server's role by what they do.",
        "coalesce(state, 'starting'), count(*)", f"{_OURS} GROUP BY 1", ("state",),
    ),
    Asked("fofal_database_connections_all", "Connections to this database of every role.", "numbackends", _COUNTED),
    Asked(
        "fofal_database_connections_most", "Connections that PostgreSQL takes.",
        "current_setting('max_connections')::int",
    ),
    Asked("fofal_database_locks_waiting", "Statements that wait for a lock.", "count(*)", _BLOCKED),
    Asked(
        "fofal_database_lock_wait_seconds", "For how long the first of them has been waiting.",
        "coalesce(extract(epoch FROM now() - min(waitstart)), 0)", _BLOCKED,
    ),
    Asked(
        "fofal_database_longest_transaction_seconds", "Age of the oldest transaction of the server's role.",
        "coalesce(extract(epoch FROM now() - min(xact_start)), 0)", f"{_OURS} AND pid <> pg_backend_pid()",
    ),
    Asked("fofal_database_commits_total", "Transactions committed.", "xact_commit", _COUNTED, grows=True),
    Asked("fofal_database_rollbacks_total", "Transactions undone.", "xact_rollback", _COUNTED, grows=True),
    Asked("fofal_database_deadlocks_total", "Deadlocks.", "deadlocks", _COUNTED, grows=True),
    Asked(
        "fofal_database_blocks_total", "Blocks by where they were found.",
        "place, number", "FROM pg_stat_database, LATERAL (VALUES ('memory', blks_hit), ('disk', blks_read))"
        " AS found(place, number) WHERE datname = current_database()", ("place",), grows=True,
    ),
    Asked(
        "fofal_database_temporary_bytes_total", "Bytes that queries put aside on the disk.", "temp_bytes", _COUNTED,
        grows=True,
    ),
    Asked(
        "fofal_database_damaged_pages_total", "Pages whose checksum did not hold; absent without checksums.",
        "sum(checksum_failures)", "FROM pg_stat_database", grows=True,
    ),
    Asked(
        "fofal_database_invalid_indexes", "Indexes whose building was cut.",
        "count(*)", "FROM pg_index WHERE NOT indisvalid",
    ),
    Asked(
        "fofal_database_oldest_transaction_age", "Transactions since the oldest one not frozen; 2^31 is the end.",
        "age(datfrozenxid)", "FROM pg_database WHERE datname = current_database()",
    ),
    Asked(
        "fofal_database_rows", "Rows of all tables, as far as known, by whether they still count.",
        "state, number", "FROM (SELECT sum(n_live_tup) AS live, sum(n_dead_tup) AS dead FROM pg_stat_user_tables)"
        " AS summed, LATERAL (VALUES ('live', live), ('dead', dead)) AS found(state, number)", ("state",),
    ),
    Asked(
        "fofal_replication_slot_active", "Whether somebody reads from a replication slot.",
        "slot_name, active::int", _SLOTS, ("slot",),
    ),
    Asked(
        "fofal_replication_slot_lag_bytes", "Log that a replication slot keeps because its reader is behind.",
        "slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)",
        f"{_SLOTS} WHERE NOT pg_is_in_recovery() AND restart_lsn IS NOT NULL", ("slot",),
    ),
    Asked(
        "fofal_replication_replay_lag_seconds", "On a standby: age of the last transaction replayed.",
        "extract(epoch FROM now() - pg_last_xact_replay_timestamp())", "WHERE pg_is_in_recovery()",
    ),
    Asked(
        "fofal_database_clock_timestamp_seconds", "The database's clock when it was asked.",
        "extract(epoch FROM clock_timestamp())",
    ),
)  # fmt: skip
