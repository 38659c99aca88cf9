#!/usr/bin/env bash
# Sourced: what a command needs of the machine. As root on Debian it is installed; otherwise one
# line says what to install.

need_package() { # need_package COMMAND PACKAGES...: make sure a command exists
  local command=$1
  shift
  if command -v "$command" >/dev/null 2>&1; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing $*" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    hash -r
  fi
  if ! command -v "$command" >/dev/null 2>&1; then
    echo "missing: $command. Please install: $*" >&2
    exit 1
  fi
}

postgres_path() { # put PostgreSQL's server programs on the PATH
  if ! command -v initdb >/dev/null 2>&1; then
    local newest
    newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
    if [ -n "$newest" ]; then PATH=$PATH:$newest; fi
  fi
  need_package_postgres
}

need_package_postgres() {
  if command -v initdb >/dev/null 2>&1 && command -v pg_ctl >/dev/null 2>&1; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing postgresql" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  fi
  if ! command -v initdb >/dev/null 2>&1; then
    echo "missing: the PostgreSQL server. Please install: postgresql (Debian), or put initdb on the PATH" >&2
    exit 1
  fi
}

as_postgres() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- env PATH="$PATH" "$@"
  else
    "$@"
  fi
}

start_postgres() { # start_postgres FSYNC: a throwaway cluster; sets POSTGRES_URL and stops at exit
  postgres_path
  POSTGRES_DIR=$(mktemp -d)
  chmod 755 "$POSTGRES_DIR"
  if [ "$(id -u)" = 0 ]; then chown postgres "$POSTGRES_DIR"; fi
  POSTGRES_PORT=$(node -e 'const s=require("net").createServer();s.listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  as_postgres initdb -D "$POSTGRES_DIR/data" -U coopair -A trust -E UTF8 --locale=C >/dev/null
  {
    echo "listen_addresses = '127.0.0.1'"
    echo "port = $POSTGRES_PORT"
    echo "unix_socket_directories = '$POSTGRES_DIR'"
    echo "max_connections = 200"
    echo "fsync = $1"
    echo "synchronous_commit = $1"
    echo "full_page_writes = $1"
    echo "shared_buffers = 256MB"
  } | as_postgres tee -a "$POSTGRES_DIR/data/postgresql.conf" >/dev/null
  as_postgres pg_ctl -D "$POSTGRES_DIR/data" -w -l "$POSTGRES_DIR/log" start >/dev/null
  POSTGRES_URL=postgres://coopair@127.0.0.1:$POSTGRES_PORT/postgres
  trap stop_postgres EXIT
}

stop_postgres() {
  as_postgres pg_ctl -D "$POSTGRES_DIR/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$POSTGRES_DIR"
}
