#!/usr/bin/env bash
# Formatters, linters, type checkers.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all -- --check
cargo clippy --locked --all-targets -- -D warnings
scripts/frontend.sh check lint
