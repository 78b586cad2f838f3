/// Every metric that a worker shows. What is not listed here is not shown; `docs/operations.md` has the same list for
/// people, and a test keeps the two alike.
package enum MetricCatalogue {
    package static let all: [MetricDescription] = jobs + ways + store + around + process

    /// 10 s is what codes are held to, 30 s `policy.min_remaining`, from 300 s on the lives of codes.
    private static let ages: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 900,
    ]
    private static let calls: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    private static let steps: [Double] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1]
    private static let lives: [Double] = [0, 30, 60, 120, 300, 600, 900]

    private static let jobs: [MetricDescription] = [
        .init(
            "codebode_jobs_received_total", .counter, ["kind"], "Copies of jobs that came from the broker, each time."),
        .init(
            "codebode_jobs_admitted_total", .counter, ["kind", "channel"],
            "Jobs that came for the first time, and that nothing forbade to send."),
        .init("codebode_jobs_in_flight", .gauge, ["kind"], "Jobs that were taken and are not settled."),
        .init("codebode_concurrency", .gauge, ["kind"], "How many may be in flight: a share of worker.concurrency."),
        .init(
            "codebode_queue_age_seconds", .histogram(ages), ["kind", "channel"],
            "From issued_at until a worker first took the job."),
        .init(
            "codebode_time_to_accepted_seconds", .histogram(ages), ["kind", "channel"],
            "From issued_at until a gateway or relay took the message."),
        .init(
            "codebode_remaining_life_at_send_seconds", .histogram(lives), ["kind", "channel"],
            "Life left when the attempt began that was accepted."),
        .init(
            "codebode_last_received_timestamp_seconds", .gauge, ["kind"],
            "When a job was last taken for the first time."
        ),
        .init(
            "codebode_last_received_issued_timestamp_seconds", .gauge, ["kind"],
            "When that job was issued; the difference is the queue's age."),
        .init("codebode_last_accepted_timestamp_seconds", .gauge, ["kind"], "When a message was last taken."),
        .init(
            "codebode_outcomes_total", .counter, ["kind", "outcome", "channel", "reason"],
            "Jobs that ended, once the broker confirmed their outcome."),
        .init("codebode_repeats_total", .counter, ["kind"], "Outcomes told again, of jobs that had ended before."),
        .init("codebode_retry_scheduled_total", .counter, ["delay"], "Copies that went to the delay queue."),
        .init("codebode_retry_ready", .gauge, ["delay"], "Copies that wait in the delay queue, asked every 15 s."),
        .init("codebode_signals_total", .counter, ["result"], "Signals that a code was used."),
        .init("codebode_receipts_total", .counter, ["result"], "Delivery receipts by what came of them."),
        .init("codebode_rescues_total", .counter, ["result"], "Messages that did not arrive and were tried once more."),
        .init("codebode_set_aside_total", .counter, ["reason"], "Messages that a worker put with the dead letters."),
        .init("codebode_seal_faults_total", .counter, ["fault"], "Sealed jobs that cannot be opened."),
        .init("codebode_rule_findings_total", .counter, ["rule", "result"], "What limits and fraud rules found."),
        .init("codebode_template_changes_total", .counter, ["result"], "Changed sets of texts, taken or refused."),
        .init("codebode_templates_refused", .gauge, "1 while the texts in the folder are not those that are sent."),
        .init("codebode_reload_total", .counter, ["result"], "Settings read anew: done, refused or unchanged."),
        .init("codebode_settings_refused", .gauge, "1 while the settings on the disk are not those in use."),
        .init("codebode_config_timestamp_seconds", .gauge, "When the settings in use were last read."),
        .init("codebode_probe_success", .gauge, ["channel"], "1 if the last probe was sent, and not told as lost."),
        .init("codebode_probe_failures", .gauge, ["channel"], "How many probes in a row have failed, up to the last."),
        .init(
            "codebode_probe_duration_seconds", .gauge, ["channel", "until"],
            "How long the last probe took from when it was due."),
        .init("codebode_malformed_traceparents_total", .counter, "Headers that break the rules and were left aside."),
        .init("codebode_clock_skew_clamped_total", .counter, "Jobs that were issued in the future, by our clock."),
    ]

    private static let ways: [MetricDescription] = [
        .init("codebode_attempts_total", .counter, ["gateway", "class"], "Attempts by the class of their answer."),
        .init(
            "codebode_gateway_duration_seconds", .histogram(calls), ["gateway"],
            "How long an attempt took, well or not."
        ),
        .init("codebode_sms_segments_total", .counter, ["gateway", "region"], "Segments taken: what the bill counts."),
        .init("codebode_throttled_total", .counter, ["gateway"], "Messages for which its throttle had no room."),
        .init("codebode_breaker_state", .gauge, ["gateway", "state"], "1 for the state that its breaker is in."),
    ]

    private static let store: [MetricDescription] = [
        .init(
            "codebode_store_duration_seconds", .histogram(steps), ["operation"], "How long a step took, well or not."),
        .init("codebode_store_failures_total", .counter, "Steps that the store did not answer."),
        .init("codebode_store_forgotten_total", .counter, "Jobs that the store must have known and did not."),
    ]

    private static let around: [MetricDescription] = [
        .init(
            "codebode_publish_failures_total", .counter, "Messages that the broker did not take; each is tried again."),
        .init("codebode_connection_up", .gauge, ["connection"], "1 while connected to the broker."),
        .init("codebode_connection_blocked", .gauge, ["connection"], "1 while the broker takes no messages (alarm)."),
        .init("codebode_draining", .gauge, "1 once the worker takes no more jobs."),
        .init("codebode_build_info", .gauge, ["version", "curl", "rabbitmq_c"], "Always 1; what is running."),
    ]

    private static let process: [MetricDescription] = [
        .init("process_cpu_seconds_total", .counter, "Processor time, user and system."),
        .init("process_resident_memory_bytes", .gauge, "Memory in use."),
        .init("process_open_fds", .gauge, "Open file descriptors."),
        .init("process_max_fds", .gauge, "How many may be open."),
        .init("process_start_time_seconds", .gauge, "When the process started."),
    ]
}

extension MetricDescription {
    fileprivate init(_ name: String, _ kind: Kind, _ help: String) {
        self.init(name, kind, [], help)
    }
}
