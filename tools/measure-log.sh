#!/usr/bin/env bash
# What a chat message costs in the write-ahead log, and what following the log costs Postgres.
# Usage: tools/measure-log.sh postgres://…   (the owner's URL of a database that may be filled; Postgres on this machine)
# Needs psql, pgbench and pg_recvlogical.
set -euo pipefail
url=${1:?Usage: tools/measure-log.sh postgres://user:password@host:port/database}
messages=${MESSAGES:-5000}
players=4
folder=$(mktemp -d)
slot=portalchat_measure
receiver=

sql() { psql "$url" --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }
cleanup() {
  [ -z "$receiver" ] || kill "$receiver" 2>/dev/null || true
  [ -z "$receiver" ] || wait "$receiver" 2>/dev/null || true
  sql "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '$slot'" >/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

# Players of this measurement, each with an open chat.
for player in $(seq 0 $((players - 1))); do
  id=$(printf '00000000-0000-4000-8000-00000000000%s' "$player")
  sql "insert into auth.users (id, aud, role, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values ('$id', 'authenticated', 'authenticated', 'measure-$player@person.example', '{}', '{}', now(), now())
    on conflict do nothing"
done

cat >"$folder/send.sql" <<'SQL'
begin;
set local role authenticated;
select set_config('request.jwt.claims',
  '{"sub":"00000000-0000-4000-8000-00000000000' || :client_id || '","role":"authenticated"}', true);
select public.send_support_message(repeat('a message of 80 characters ', 3));
commit;
SQL

measure() {
  pgbench "$url" --no-vacuum --client=$players --transactions=$((messages / players)) --file="$folder/send.sql" >"$folder/out" 2>&1
  sed -n 's/^tps = \([0-9]*\).*/\1/p' "$folder/out"
}
position() { sql "select pg_current_wal_insert_lsn()"; }
cpu_ms() { awk -v tick="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / tick) }' "/proc/$1/stat"; }

measure >/dev/null # warm, and after a checkpoint: whole pages are logged once after each
before=$(position)
rate=$(measure)
after=$(position)
echo "A message of 81 characters: $(($(sql "select pg_wal_lsn_diff('$after', '$before')::bigint") / messages)) bytes of log, \
at $rate messages a second from $players players"
echo "  in rows: $(sql "select round(avg(pg_column_size(m.*))) from public.chat_messages m") bytes in chat_messages"

sql "select pg_create_logical_replication_slot('$slot', 'pgoutput')" >/dev/null
pg_recvlogical --dbname "$url" --slot "$slot" --start --file "$folder/stream" --fsync-interval=0 \
  --option proto_version=1 --option publication_names=supabase_realtime 2>/dev/null &
receiver=$!
until sender=$(sql "select active_pid from pg_replication_slots where slot_name = '$slot' and active_pid is not null") && [ -n "$sender" ]; do sleep 0.1; done
used=$(cpu_ms "$sender")
measure >/dev/null
end=$(position)
until [ "$(sql "select sent_lsn >= '$end' from pg_stat_replication where pid = $sender")" = t ]; do sleep 0.2; done
echo "Following the log: $((($(cpu_ms "$sender") - used) * 1000 / messages)) ms of a core in Postgres for 1,000 messages, \
$(($(stat -c %s "$folder/stream") / messages)) bytes of stream each"
