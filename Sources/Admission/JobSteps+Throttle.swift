package import Jobs

extension JobSteps {
    /// Takes the next free moments of a gateway: how long until they come. `nil`, and nothing taken, if that is past the
    /// throttle's patience.
    package func reserve(
        _ segments: Int, of throttle: Throttle, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Duration? {
        let key = CounterKeys.throttle(throttle.name)
        // What cannot be read cannot be kept to; the gateway itself will say when it is too much.
        guard let counters = try readable(key, in: &store) else { return .zero }
        let length = 1_000_000 / Int64(throttle.segmentsPerSecond) * Int64(segments)
        let latest = now.microseconds + throttle.patience.wholeMicroseconds
        let moment = CounterChange.base(counters[Self.next], from: now.microseconds, ceiling: latest + length)
        guard moment <= latest else { return nil }
        // No further than from the moment that was read: if another worker took it meanwhile, this asks again.
        let take = CounterChange.take(from: now.microseconds, by: length, ceiling: moment + length)
        try store.change(key, [FieldChange(Self.next, take)], keepUntil: Timestamp(microseconds: moment + length))
        return .microseconds(moment - now.microseconds)
    }

    private static var next: String { "next" }
}
