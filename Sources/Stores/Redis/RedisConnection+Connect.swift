import Dispatch
import EventLoop

extension RedisConnection {
    func tryNextEndpoint() {
        let endpoints = options.url.endpoints
        let endpoint = endpoints[turn % endpoints.count]
        turn += 1
        connect(to: endpoint)
    }

    func connect(to endpoint: RedisEndpoint) {
        phase = .lookingUp
        switch endpoint {
        case .unix(let path):
            tryAddresses(of: endpoint, .success([SocketAddress(path: path)]))
        case .tcp(let host, let port):
            // Elsewhere, because it may take long, and this thread has deadlines to keep.
            DispatchQueue.global().async { [weak self] in
                let found = Result { () throws(RedisLinkFailure) in try SocketAddress.lookUp(host, port) }
                Task { await self?.tryAddresses(of: endpoint, found) }
            }
        }
    }

    func tryAddresses(of endpoint: RedisEndpoint, _ found: Result<[SocketAddress], RedisLinkFailure>) {
        guard case .lookingUp = phase else { return }
        switch found {
        case .success(let list):
            addresses = list[...]
            tryNextAddress(of: endpoint, after: .lookup("no address"))
        case .failure(let failure):
            pause(after: failure)
        }
    }

    private func tryNextAddress(of endpoint: RedisEndpoint, after failure: RedisLinkFailure) {
        var failure = failure
        while let address = addresses.popFirst() {
            do throws(RedisLinkFailure) {
                return try beginLink(to: endpoint, at: address)
            } catch {
                failure = error
            }
        }
        pause(after: failure)
    }

    private func beginLink(to endpoint: RedisEndpoint, at address: SocketAddress) throws(RedisLinkFailure) {
        let link = try RedisLink(endpoint, at: address, replyLimit: options.replyLimit)
        try watch(link, for: .write)
        self.link = link
        let end = ContinuousClock.now + options.timeout
        phase = .connecting(until: end)
        wake(by: end)
    }

    /// The socket has an answer to the attempt to connect.
    func finishConnecting() {
        guard let link else { return }
        do throws(RedisLinkFailure) {
            try link.socket.finishConnecting()
            if let context = options.tls, case .tcp(let host, _) = link.endpoint {
                try link.socket.secure(by: context, for: host)
            }
        } catch {
            return abandonAddress(error)
        }
        let end = ContinuousClock.now + options.timeout
        phase = .securing(until: end)
        wake(by: end)
        shakeHands()
    }

    /// Ends at once where there is no TLS.
    func shakeHands() {
        guard let link else { return }
        do throws(RedisLinkFailure) {
            let need = try link.socket.shakeHands()
            guard need.isEmpty else { return try watch(link, for: need) }
        } catch {
            return abandonAddress(error)
        }
        greet(link)
    }

    private func greet(_ link: RedisLink) {
        phase = .greeting
        let deadline = ContinuousClock.now + options.timeout
        link.pipeline.add([RedisCall(greetingCommands, deadline: deadline, slot: nil)])
        wake(by: deadline)
        write()
    }

    func abandonAddress(_ failure: RedisLinkFailure) {
        guard let link else { return }
        dropLink(failure)
        tryNextAddress(of: link.endpoint, after: failure)
    }

    private var greetingCommands: [[[UInt8]]] {
        var commands = [["CLIENT", "SETNAME", "codebode"], ["INFO"], ["CONFIG", "GET", "appendfsync"]]
        if options.url.database != 0 { commands.insert(["SELECT", "\(options.url.database)"], at: 0) }
        if let login = options.url.login {
            commands.insert(["AUTH"] + [login.user, login.password].compactMap(\.self), at: 0)
        }
        return commands.map { $0.map { Array($0.utf8) } }
    }

    /// Users who may not run the last three commands are served all the same.
    func welcome(_ replies: [RedisReply]) {
        guard let link else { return }
        let needed = replies.dropLast(3).lazy.compactMap(\.errorText).first
        let locked = replies.lazy.filter { $0.errorCode == "NOAUTH" }.compactMap(\.errorText).first
        if let refusal = needed ?? locked { return lose(.login(refusal)) }
        phase = .standing(since: .now)
        let replies = Array(replies.suffix(2))
        onConnect(RedisGreeting(from: link.endpoint, info: replies.first, appendSync: replies.last))
    }

    // MARK: Losing

    /// Ends the connection; calls that were not sent wait for the next one.
    func lose(_ failure: RedisLinkFailure) {
        var failure = failure
        if case .greeting = phase, let text = link?.pipeline.first?.replies.first?.errorText {
            failure = .login(text)  // said before it hung up
        }
        if case .standing(let start) = phase, ContinuousClock.now - start > .seconds(10) { backOff.reset() }
        dropLink(failure)
        pause(after: failure)
    }

    func dropLink(_ failure: RedisLinkFailure) {
        guard let link = link.take() else { return }
        departure = nil
        loop.unwatch(link.socket.descriptor)
        let (touched, untouched) = link.pipeline.remains()
        for call in touched { call.fail(.unanswered(failure)) }
        waiting = untouched.filter { !$0.isGreeting } + waiting
    }

    private func pause(after failure: RedisLinkFailure) {
        lastFailure = failure
        let end = ContinuousClock.now + backOff.next()
        phase = .pausing(until: end)
        wake(by: end)
    }
}
