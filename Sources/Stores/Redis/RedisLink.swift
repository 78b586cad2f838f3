import EventLoop

/// One connection to one server, from its socket to its replies.
final class RedisLink {
    /// As the server was named, by the URL or by the cluster.
    let endpoint: RedisEndpoint
    let socket: RedisSocket
    var pipeline = Pipeline()
    /// What the loop watches the socket for; nothing at first.
    var interest: Readiness = []
    private let reader: ReplyReader
    /// Of the largest record of TLS.
    private var buffer = [UInt8](repeating: 0, count: 16 << 10)

    init(_ endpoint: RedisEndpoint, at address: SocketAddress, replyLimit: Int) throws(RedisLinkFailure) {
        self.endpoint = endpoint
        socket = try RedisSocket(connectingTo: address)
        reader = try ReplyReader(limit: replyLimit)
    }

    func write() throws(RedisLinkFailure) {
        try pipeline.write { bytes throws(RedisLinkFailure) in try socket.write(bytes) }
    }

    /// Adds the replies that are here, also those that came before a failure.
    ///
    /// Leaves off after a while, for the loop's other work; what is left makes the socket ready again.
    func read(into replies: inout [RedisReply]) throws(RedisLinkFailure) {
        for _ in 0..<64 {
            let result = buffer.withUnsafeMutableBytes { buffer in
                Result { () throws(RedisLinkFailure) in try socket.read(into: buffer) }
            }
            guard let count = try result.get() else { return }
            let feeding = buffer.withUnsafeBytes { buffer in
                Result { () throws(RedisLinkFailure) in
                    try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            }
            try feeding.get()
            while let reply = try reader.next() { replies.append(reply) }
            if count < buffer.count { return }
        }
    }
}
