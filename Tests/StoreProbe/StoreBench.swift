import Admission
import Foundation
import Jobs
import TestSupport

/// How many admissions a second a store takes from so many callers at once, each of another person. `Benchmarks/admission`
/// runs it beside what it is compared with.
struct StoreBench {
    let store: any JobStore
    let callers: Int

    private struct Refused: Error {}

    /// One line of JSON: admissions a second, CPU of this process and time of a call in microseconds.
    func measure(_ numbers: Range<Int>) async throws -> String {
        let arrivals = try numbers.map(Self.arrival)
        let (begun, cpu) = (ContinuousClock.now, Self.cpuMicroseconds())
        let times = try await judge(arrivals).sorted()
        let seconds = Double((ContinuousClock.now - begun).wholeMicroseconds) / 1_000_000
        let used = Double(Self.cpuMicroseconds() - cpu) / Double(arrivals.count)
        return """
            {"callers": \(callers), "jobs": \(arrivals.count), "per_second": \(Int(Double(arrivals.count) / seconds)), \
            "cpu_us": \(used), "p50_us": \(times[times.count / 2]), "p99_us": \(times[times.count * 99 / 100])}
            """
    }

    /// Puts so many jobs into the store; thousands at a time, so that they need not all be in memory.
    func fill(_ numbers: Range<Int>) async throws {
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 10_000) {
            let end = min(start + 10_000, numbers.upperBound)
            _ = try await judge(try (start..<end).map(Self.arrival))
        }
    }

    private func judge(_ arrivals: [Arrival]) async throws -> [Int64] {
        try await withThrowingTaskGroup(of: [Int64].self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var times: [Int64] = []
                    for index in stride(from: caller, to: arrivals.count, by: callers) {
                        let start = ContinuousClock.now
                        guard try await store.judge(arrivals[index]) == .claimed else { throw Refused() }
                        times.append((ContinuousClock.now - start).wholeMicroseconds)
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Ids and addresses in no order, as they come.
    private static func arrival(_ number: Int) throws -> Arrival {
        let scattered = number &* 7_919 % 1_000_003
        let job = try Job.sample(
            id: "job-\(scattered)-\(1_000_000 + number)", account: "patient-\(number)",
            phone: "+316\(10_000_000 + number &* 7 % 79_999_999)",
            email: "\(scattered).\(number)@example.org", channel: number % 10 == 0 ? .email : .sms)
        return Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
    }

    private static func cpuMicroseconds() -> Int64 {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Int64(seconds) * 1_000_000 + Int64(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}
