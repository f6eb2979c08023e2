# `make` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
DATA ?= ./snug-data

.PHONY: help run test gen fmt web prepare bench fuzz clean

help: ## Lists what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: web ## Builds everything and starts Snug on http://localhost:8080
	cargo build --release --quiet --package snug-cli
	./target/release/snug serve --data $(DATA)

test: prepare web ## Runs everything that must hold: both databases, the web client, the browser
	./scripts/with-services cargo xtask ci

web: ## Builds the web client into web/dist
	@./scripts/need build
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

prepare: ## Installs what the tests need (apt-get when root, else names it)
	@./scripts/need test
	cd web && npm ci --no-audit --no-fund --loglevel=error

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
