# Makes the data, runs the server, and stops it by its pid when whoever started it writes a line, which keeps the data,
# or is gone, which doesn't: by ending, or by being killed.
set -e
bin=$1; here=$2; start=$3
exec 2>>"$here/keeper.log"
if [ ! -e "$here/data/PG_VERSION" ]; then
  if [ -e "$here/primary" ]; then
    "$bin/pg_basebackup" -h "$(cat "$here/primary")" -U talab -D "$here/data" -X stream --checkpoint=fast --no-sync
    cat "$here/settings" >>"$here/data/postgresql.auto.conf"
    touch "$here/data/standby.signal"
  else
    "$bin/initdb" -D "$here/data" -X "$here/wal" -U talab -A trust --no-sync -E UTF8 --locale=C.UTF-8 \
      --locale-provider=icu --icu-locale=ar -k >"$here/initdb.log" 2>&1
    cat "$here/settings" >>"$here/data/postgresql.conf"
  fi
fi
rm -f "$here/data/postmaster.pid"
"$bin/postgres" -D "$here/data" -k "$here" >>"$here/server.log" 2>&1 &
server=$!
until "$bin/pg_isready" -q -h "$here" -d postgres -U talab; do
  kill -0 "$server" 2>/dev/null || { echo "the server ended: $(tail -3 "$here/server.log")"; exit 1; }
  sleep 0.05
done
echo "$start $server"
if read -r _; then keep=yes; else keep=; fi
kill -INT "$server" 2>/dev/null || true
wait "$server" || true
[ "$keep" ] || rm -rf "$here"
