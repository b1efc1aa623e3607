#!/bin/sh
# First start of the primary (/docker-entrypoint-initdb.d): who owns the company's database, and who may repeat it.
# The server makes fofal_app itself, which owns nothing.
set -eu
OWNER=$(cat "/run/secrets/owner-password") # on lines of their own: a secret that is missing ends this
REPLICATOR=$(cat "/run/secrets/replicator-password")
export OWNER REPLICATOR
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\getenv owner OWNER
\getenv replicator REPLICATOR
CREATE ROLE fofal_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replicator';
CREATE DATABASE fofal OWNER fofal_owner;
SELECT pg_create_physical_replication_slot('standby', true);
SQL
echo 'host replication replicator samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"
