extension RedisConnection {
    /// A cluster that is being arranged anew may send a call from node to node; not for ever.
    static let mostMoves = 5

    func conclude(_ calls: [RedisCall]) {
        var moved: [RedisCall] = []
        for call in calls {
            if call.isGreeting {
                welcome(call.replies)
            } else if follows(call), call.wasOnlyRedirected, call.moves < Self.mostMoves {
                moved.append(call.moved())
            } else {
                call.answer()
            }
        }
        // After those that were redirected a moment ago, before those that were not sent yet.
        waiting.insert(contentsOf: moved, at: waiting.firstIndex { !$0.isMoved } ?? waiting.endIndex)
        departIfIdle()
    }

    /// Whether this connection will end in favour of the node that the call was directed to, or of another server.
    private func follows(_ call: RedisCall) -> Bool {
        if let place = call.redirection {
            guard let target = target(of: place), options.url.mayLogIn(at: [target]) else { return false }
            departure = departure ?? .to(target)
            return true
        }
        // After a failover the name may lead to the new master.
        if call.replies.contains(where: { $0.errorCode == "READONLY" }) { departure = departure ?? .anew }
        return false
    }

    /// Redis leaves the host out when it does not know its own.
    private func target(of place: Substring) -> RedisEndpoint? {
        guard let colon = place.lastIndex(of: ":"), let port = UInt16(place[colon...].dropFirst()) else { return nil }
        let host = String(place[..<colon])
        if !host.isEmpty { return host == "?" ? nil : .tcp(host: host, port: port) }
        guard case .tcp(let present, _)? = link?.endpoint else { return nil }
        return .tcp(host: present, port: port)
    }

    private func departIfIdle() {
        guard let link, link.pipeline.isIdle, let departure else { return }
        switch departure {
        case .anew:
            lose(.readOnly)
        case .to(let target):
            dropLink(.closed)
            connect(to: target)
        }
    }
}
