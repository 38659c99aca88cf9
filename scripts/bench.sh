#!/usr/bin/env bash
# The numbers to hold, on both engines, in one run. PostgreSQL runs with durable commits.
# COOPAIR_BENCH_LEARNERS and others: see benches/levels/main.rs.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh
scripts/frontend.sh build
start_postgres on
if [ -d ../shared/reference ]; then export COOPAIR_SHARED=${COOPAIR_SHARED:-$(cd ../shared && pwd)}; fi
export COOPAIR_BENCH_POSTGRES=$POSTGRES_URL
cargo bench --locked --bench numbers "$@"
cargo bench --locked --bench levels "$@"
cargo bench --locked --bench network "$@"
