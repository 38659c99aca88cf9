#!/usr/bin/env bash
# frontend.sh TASKS...: installs the web application's packages once, then runs npm scripts.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  # Not `npm ci`: it refuses a lock file that leaves out optional parts for other platforms.
  npm install --no-audit --no-fund --loglevel=error
fi
for task in "$@"; do npm run --silent "$task"; done
