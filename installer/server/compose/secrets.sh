#!/bin/sh
# Draws every secret of compose.yaml, each for the one account that reads it; what is there is kept. As root:
#   sh secrets.sh /etc/fofal/secrets
# The certificate is your own: tls-cert (with its chain) and tls-key come into the same folder.
set -eu
umask 077
folder=${1:?folder}
mkdir -p "$folder"
drawn() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
put() { # name, account; the text from standard input
  [ -e "$folder/$1" ] || cat > "$folder/$1"
  chmod 600 "$folder/$1"
  chown "$2" "$folder/$1"
}
server=10001 postgres=999 redis=999 monitoring=65534 grafana=472

for name in postgres-password owner-password replicator-password; do drawn | put "$name" "$postgres"; done
echo "postgresql://fofal_owner:$(cat "$folder/owner-password")@primary:5432/fofal" | put database-url "$server"
echo "requirepass $(drawn)" | put redis.conf "$redis"
echo "redis://:$(sed 's/^requirepass //' "$folder/redis.conf")@redis:6379/0" | put redis-url "$server"
drawn | put metrics-token "$server"
: | put smtp-password "$server"
put prometheus-token "$monitoring" < "$folder/metrics-token"
: | put alertmanager-key "$monitoring"
: | put alertmanager-smtp "$monitoring"
drawn | put grafana-password "$grafana"
