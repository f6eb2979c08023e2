# `make` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
DATA ?= ./snug-data

# What the web client is made from.
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' \
  -not -path 'web/test-results/*' -not -path 'web/playwright-report/*')

.PHONY: help run test gen fmt web needed prepare bench fuzz clean
.DELETE_ON_ERROR:

help: ## Lists what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: web ## Builds everything and starts Snug on http://localhost:8080
	cargo build --release --quiet --package snug-cli
	./target/release/snug serve --data $(DATA)

test: prepare web ## Runs everything that must hold: both databases, the web client, the browser
	./scripts/with-services cargo xtask ci

web: needed web/dist/index.html ## Builds the web client into web/dist

needed:
	@./scripts/need build

# The program holds the pages: made anew without need, they would make it compile anew, too.
web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

prepare: needed web/node_modules/.package-lock.json ## Installs what the tests need (apt-get when root, else names it)
	@./scripts/need test

gen: ## Writes OpenAPI, TypeScript types and the configuration reference anew
	cargo xtask gen

fmt: ## Formats the Rust code
	cargo fmt --all

bench: web ## Measures the release binary
	cargo build --release --quiet --package snug-cli
	cargo run --release --quiet --package xtask -- bench chat

fuzz: ## Feeds every reader of outside bytes, FUZZ_SECONDS each (default 60)
	./scripts/fuzz

clean: ## Removes what was built
	cargo clean
	rm -rf web/dist web/node_modules
