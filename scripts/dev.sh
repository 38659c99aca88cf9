#!/usr/bin/env bash
# Server and Vite with live reload, on the demo network. Open the address that Vite prints.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/frontend.sh
cargo build
target/debug/coopair demo --port 8080 --public-url http://127.0.0.1:5173 --data-dir target/dev-data &
server=$!
trap 'kill $server' EXIT
cd frontend && npm run dev -- --host 127.0.0.1 --port 5173
