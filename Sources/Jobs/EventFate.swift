import Glibc

/// What an event tells, as far as events are told apart when they are counted.
package enum EventFate: Sendable, Equatable {
    case sent(Channel)
    case rejected(Rejection.Reason)
    case failed(Outcome.Failure.Reason)
    case delivered(Channel)
    case undelivered(Channel)

    package static var all: [EventFate] {
        Channel.allCases.flatMap { [.sent($0), .delivered($0), .undelivered($0)] }
            + Outcome.Failure.Reason.allCases.map { .failed($0) } + Rejection.Reason.allCases.map { .rejected($0) }
    }
}

extension OutcomeEvent {
    package var kind: JobKind? { JobKind.allCases.first { routingKey.hasPrefix($0.rawValue) } }

    /// `nil` if it is none of ours.
    package var fate: EventFate? {
        if routingKey.hasSuffix(".sent") { return channel.map { .sent($0) } }
        if routingKey.hasSuffix(".rejected") { return reason.flatMap(Rejection.Reason.init).map { .rejected($0) } }
        if routingKey.hasSuffix(".failed") { return reason.flatMap(Outcome.Failure.Reason.init).map { .failed($0) } }
        if routingKey.hasSuffix(".delivered") { return channel.map { .delivered($0) } }
        if routingKey.hasSuffix(".undelivered") { return channel.map { .undelivered($0) } }
        return nil
    }

    private var channel: Channel? { value(of: #","channel":""#).flatMap(Channel.init) }
    private var reason: String? { value(of: #","reason":""#) }

    /// Of a field in our own writing: bare letters between quotes, behind another field. No text of a job's can pass for the
    /// key, because its quotes are escaped. A decoder would cost more than all metrics together.
    private func value(of key: StaticString) -> String? {
        body.withUnsafeBytes { body in
            guard var place = body.baseAddress else { return nil }
            let (end, length) = (place + body.count, key.utf8CodeUnitCount)
            while let comma = memchr(place, Int32(UInt8(ascii: ",")), end - place) {
                place = UnsafeRawPointer(comma)
                if end - place > length, memcmp(place, key.utf8Start, length) == 0 {
                    let rest = UnsafeRawBufferPointer(start: place + length, count: end - place - length)
                    return String(decoding: rest.prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
                }
                place += 1
            }
            return nil
        }
    }
}
