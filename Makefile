# Each target is one or two plain commands; what they need they install or name (scripts/).

.PHONY: run test dev bench bench-stats lint

run: ## a fictional network to use at once, on SQLite in ./coopair-data
	scripts/frontend.sh build
	cargo run --release --locked -- demo

test: ## every test: Rust on SQLite and PostgreSQL, the web application's own, browser journeys
	scripts/test.sh

dev: ## server and Vite with live reload, on the demo network
	scripts/dev.sh

bench: ## the numbers to hold, on both engines, as a table
	scripts/bench.sh

bench-stats: ## figures over three million sessions, on both engines, as a table
	scripts/bench-stats.sh

lint: ## formatters, linters and type checkers of both languages
	scripts/lint.sh
