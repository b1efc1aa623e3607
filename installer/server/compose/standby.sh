#!/bin/sh
# The standby: the first time it copies the primary on its slot, then it follows it. Which primary: PGHOST, PGPORT.
# « fofal-server replica » keeps none of this: it leads the databases of FOFAL's own launcher only.
set -eu
umask 077
password=$(cat "/run/secrets/replicator-password")
export PGPASSFILE="/tmp/pgpass" PGUSER=replicator PGAPPNAME=standby
echo "*:*:*:replicator:$password" > "$PGPASSFILE"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA.new"
  mkdir -p "$(dirname "$PGDATA")"
  pg_basebackup --pgdata="$PGDATA.new" --slot=standby --wal-method=stream --checkpoint=fast --write-recovery-conf
  mv "$PGDATA.new" "$PGDATA" # a copy that was cut off is no copy
fi
unset PGHOST PGPORT
exec "$@"
