#!/usr/bin/env bash
# Figures at national scale, on both engines, in one run. PostgreSQL runs with durable commits.
# COOPAIR_BENCH_SESSIONS and COOPAIR_BENCH_KEEP: see benches/national/main.rs.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh
scripts/frontend.sh build
start_postgres on
COOPAIR_BENCH_POSTGRES=$POSTGRES_URL cargo bench --locked --bench national "$@"
