# Every target does its own set-up: on Debian 12, git, make and Swift are enough to begin with.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo up down build test fuzz sanitize bench micro simulate chaos soak deb debtest format lint clean program swift

# The system's own Python: Debian's packages are not seen by any other one.
PYTHON := /usr/bin/python3
SOURCES := Package.swift Sources Tests Fuzz

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: program ## Send every message and every refusal through a real RabbitMQ, show them, leave nothing running.
	@$(PYTHON) scripts/demo

up: program ## The same, but leave it running, with an inbox to look at.
	@$(PYTHON) scripts/demo --keep

down: ## Stop what `make up` left running.
	@$(PYTHON) scripts/demo --stop

build: swift ## Build the program to install: optimised, with Swift's own libraries inside.
	@scripts/install-dependencies --for build
	swift build -c release --static-swift-stdlib --product codebode
	@echo "Built $$(swift build -c release --static-swift-stdlib --show-bin-path)/codebode"

deb: build ## Make a Debian package of it, in .build/deb.
	@scripts/install-dependencies --for deb
	@rm -rf .build/deb
	@scripts/deb .build/release/codebode

debtest: deb ## Install that package on a bare Debian 12 with systemd, put it to work, upgrade, remove. Needs root.
	@scripts/install-dependencies --for test
	@$(PYTHON) Tests/PackageTests/test_package.py

test: swift ## Everything that must hold before a change goes in: format, build, all tests.
	@scripts/install-dependencies --for test
	@scripts/vendor-sdks
	@scripts/test

fuzz: swift ## Throw inputs at all that strangers' bytes reach, a minute each (ARGS="--target jobs --seconds 600", "--help").
	@scripts/install-dependencies --for build
	@$(PYTHON) Fuzz/fuzz $(ARGS)

sanitize: swift ## Run the tests under ThreadSanitizer and AddressSanitizer, half an hour (ARGS="thread" for one).
	@scripts/install-dependencies --for test
	@scripts/sanitize $(ARGS)

bench: swift ## Measure Codebode beside Go, Celery and aio-pika; ARGS="--quick" for three minutes, "--help" for more.
	@scripts/install-dependencies --for bench
	@$(PYTHON) Benchmarks/bench $(ARGS)

micro: swift ## Count instructions and allocations of what a job is made of, and compare with what is allowed.
	@scripts/install-dependencies --for bench
	@$(PYTHON) Benchmarks/micro $(ARGS)

simulate: swift ## A million jobs through whole workers, in virtual time and among faults (ARGS="--count 9000 --seed 7").
	@scripts/install-dependencies --for build
	@swift build -c release --product simulate >&2
	@.build/release/simulate $(ARGS)

chaos: program ## Let everything around the workers fail for half an hour, and judge what came of 100,000 jobs.
	@scripts/install-dependencies --for test
	@$(PYTHON) scripts/chaos --long $(ARGS)

soak: $(if $(CODEBODE),,build) ## Send a million jobs through one worker: are memory, descriptors and latency flat?
	@scripts/install-dependencies --for test
	@$(PYTHON) scripts/soak $(ARGS)

format: swift ## Lay the Swift code out as the lint wants it.
	swift format --in-place --recursive --parallel $(SOURCES)

lint: swift ## Check layout and length of the Swift code.
	swift format lint --strict --recursive --parallel $(SOURCES)
	@scripts/check-file-length

clean: down ## Remove what was built, and what `make up` left behind.
	rm -rf .build var/up

# What demo and up run: CODEBODE names a program that is there already.
program: $(if $(CODEBODE),,swift)
	@scripts/install-dependencies --for demo
	$(if $(CODEBODE),,swift build --product codebode)

swift:
	@command -v swift >/dev/null || { \
	    echo "Swift 6.2 or newer is needed, and its folder in PATH: https://www.swift.org/install/linux/" >&2; exit 69; }
