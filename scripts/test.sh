#!/usr/bin/env bash
# Every test, with all the set-up. Nothing is skipped silently: what cannot run stops the script.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh
export RUST_BACKTRACE=${RUST_BACKTRACE:-0}

step() { printf '\n== %s\n' "$*"; }

need_package chromium chromium
need_package sqlite3 sqlite3
start_postgres off
if [ -d ../shared/reference ]; then
  export COOPAIR_SHARED=${COOPAIR_SHARED:-$(cd ../shared && pwd)}
  echo "the genuine reference files of ../shared are tested too"
else
  echo "no ../shared here: the genuine reference files are not tested, our own of the same form are"
fi

step "web application: packages, types, linters, unit tests, build"
scripts/frontend.sh api:check check lint test build

step "formatting and lints"
cargo fmt --all -- --check
cargo clippy --locked --all-targets -- -D warnings

step "unit tests, and every HTTP test on SQLite"
# Builds the program too, with the same features as the tests: the journeys run it.
cargo test --locked

step "every HTTP test on PostgreSQL"
COOPAIR_TEST_DATABASE=$POSTGRES_URL cargo test --locked --test api

step "browser journeys against the real program"
CHROMIUM=$(command -v chromium) COOPAIR_BIN="$PWD/target/debug/coopair" scripts/frontend.sh e2e

step "all tests passed"
