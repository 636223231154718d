#!/usr/bin/env bash
# What it costs Postgres to carry messages between servers: by notifications, and through the write-ahead log.
# Usage: tools/measure-crossing.sh postgres://…   (a superuser's or owner's; writes nothing that stays but a few WAL files)
# Needs psql and pgbench.
set -euo pipefail
url=${1:?Usage: tools/measure-crossing.sh postgres://user:password@host:port/database}
seconds=${SECONDS_EACH:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sql() { psql "$url" --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }

# Transactions a second with so many connections, and bytes of write-ahead log for each.
measure() {
  local what=$1 clients=$2 script=$3 before after count rate
  before=$(sql "select pg_current_wal_insert_lsn()")
  pgbench "$url" --no-vacuum --client="$clients" --jobs=2 --time="$seconds" --protocol=prepared --file="$script" >"$folder/out" 2>&1
  after=$(sql "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '$before')::bigint")
  count=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' "$folder/out")
  rate=$(sed -n 's/^tps = \([0-9]*\).*/\1/p' "$folder/out")
  printf '%-58s %2s connections %7s/s %6s bytes of log each\n' "$what" "$clients" "$rate" "$((after / count))"
}

cat >"$folder/notify.sql" <<'SQL'
select pg_notify('portalchat_measure', :client_id || ':' || random() || repeat('x', 500));
SQL
cat >"$folder/notify-20.sql" <<'SQL'
select pg_notify('portalchat_measure', n || ':' || random() || repeat('x', 7900)) from generate_series(1, 20) n;
SQL
cat >"$folder/emit.sql" <<'SQL'
select pg_logical_emit_message(false, 'portalchat_measure', repeat('x', 500), true);
SQL
cat >"$folder/emit-lazy.sql" <<'SQL'
select pg_logical_emit_message(false, 'portalchat_measure', repeat('x', 500), false);
SQL
cat >"$folder/insert.sql" <<'SQL'
insert into portalchat_measure (message) values (repeat('x', 500));
SQL
sql "create table portalchat_measure (id bigint generated always as identity primary key, message text)"
trap 'sql "drop table portalchat_measure"; rm -rf "$folder"' EXIT

sql "select version()"
echo "fsync $(sql 'show fsync'), wal_level $(sql 'show wal_level')"
for clients in 1 2 8; do
  measure "A notification of 500 bytes" "$clients" "$folder/notify.sql"
  measure "Twenty notifications of 7,900 bytes in one transaction" "$clients" "$folder/notify-20.sql"
  measure "A logical message of 500 bytes, flushed" "$clients" "$folder/emit.sql"
  measure "A logical message of 500 bytes, not flushed" "$clients" "$folder/emit-lazy.sql"
  measure "An insert of 500 bytes" "$clients" "$folder/insert.sql"
done

# The lock that notifying takes at its commit is held by notifying transactions only: others must not feel it.
pgbench "$url" --no-vacuum --client=2 --time="$((seconds + 3))" --rate=2000 --file="$folder/notify.sql" >/dev/null 2>&1 &
sleep 1
measure "An insert, while 2 connections notify 2,000 times a second" 8 "$folder/insert.sql"
wait
pgbench "$url" --no-vacuum --client=2 --time="$((seconds + 3))" --rate=2000 --file="$folder/emit.sql" >/dev/null 2>&1 &
sleep 1
measure "An insert, while 2 connections emit 2,000 times a second" 8 "$folder/insert.sql"
wait
