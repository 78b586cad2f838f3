import Admission
import EventLoop
import Jobs
import TestSupport

/// What a store with a mistake keeps beside its rows.
final class Written: Sendable {
    private struct State {
        var records: [JobID: JobRecord] = [:]
        var subjects: [String: Subject] = [:]
    }

    private let state = Locked(State())

    /// Puts a row back to what it was before its attempt began, until its holder comes again.
    func hold(_ arrival: Arrival, _ rows: inout MemoryTransaction) {
        guard var record = rows.record(arrival.job.id), case .sending(let hold) = record.state,
            hold.token == arrival.token
        else { return }
        state.withLock { $0.records[arrival.job.id] = record }
        record.state = .claimed(hold)
        record.attempts -= 1
        rows.save(record)
    }

    /// Its holder comes again: now it is written.
    func restore(_ arrival: Arrival, _ rows: inout MemoryTransaction) {
        let held = state.withLock { $0.records.removeValue(forKey: arrival.job.id) }
        guard let held, case .sending(let hold) = held.state, hold.token == arrival.token,
            case .claimed(let present)? = rows.record(arrival.job.id)?.state, present == hold
        else { return }
        rows.save(held)
    }

    /// Makes the job look like the newest of its subject.
    func pretend(_ arrival: Arrival, _ rows: inout MemoryTransaction) {
        guard rows.record(arrival.job.id) != nil, let subject = rows.subject(arrival.subject) else { return }
        state.withLock { $0.subjects[arrival.subject] = subject }
        var other = subject
        other.newest = arrival.job.id
        rows.save(other, arrival.subject)
    }

    func mend(_ arrival: Arrival, _ rows: inout MemoryTransaction) {
        guard let before = state.withLock({ $0.subjects.removeValue(forKey: arrival.subject) }),
            var subject = rows.subject(arrival.subject)
        else { return }
        (subject.newest, subject.order) = (before.newest, before.order)
        rows.save(subject, arrival.subject)
    }
}
