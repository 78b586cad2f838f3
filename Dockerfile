FROM swift:6.3-bookworm AS builder
# The builder is thrown away, so the newest patch of each library is wanted rather than a pinned one.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        g++ libcurl4-openssl-dev libhiredis-dev libphonenumber-dev librabbitmq-dev libsqlite3-dev libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# Dependencies first: they change less often than the sources.
COPY Package.swift ./
RUN swift package resolve
COPY . .
RUN swift build -c release --static-swift-stdlib --product codebode \
    && install -D -s "$(swift build -c release --show-bin-path)/codebode" /out/codebode

FROM debian:bookworm-slim
# Security updates of these libraries must come with every new image.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates libcurl4 libhiredis0.14 libphonenumber8 librabbitmq4 libsqlite3-0 libssl3 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin codebode \
    && install -d -o codebode -g codebode -m 0700 /var/lib/codebode
COPY --from=builder /out/codebode /usr/local/bin/codebode
COPY templates /etc/codebode/templates
COPY config/codebode.yaml /etc/codebode/config/codebode.yaml
COPY config/gateways /etc/codebode/config/gateways
# The defaults config/codebode.yaml and templates are found from here.
WORKDIR /etc/codebode
# A Swift crash report prints memory, and with it what a job held.
ENV SWIFT_BACKTRACE=enable=no \
    CODEBODE_STORE_URL=sqlite:/var/lib/codebode/codebode.db
USER 10001
ENTRYPOINT ["codebode"]
CMD ["work"]
