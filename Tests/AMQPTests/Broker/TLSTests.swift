import AMQP
import Cryptography
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct TLSTests {
    private func connection(
        to broker: Broker, as host: String = "localhost", tls: TLSFiles
    ) throws -> AMQPConnection {
        let endpoint = try Endpoint("amqps://\(host):\(broker.tlsPort)")
        var options = ConnectionOptions(endpoints: [endpoint], name: "test")
        options.tls = tls
        return try AMQPConnection(options, logger: LogRecorder().logger)
    }

    @Test("a broker whose authority we name is trusted, and messages go both ways")
    func trusted() async throws {
        let broker = try await Broker.shared()
        let connection = try connection(to: broker, tls: TLSFiles(authorities: broker.authorityFile))
        try await connection.open()
        let queue = try await connection.openReplyQueue()
        let body = [UInt8](repeating: 7, count: 50_000)
        let properties = Properties(correlationID: "mine")
        try await connection.publish(
            Message(exchange: "", routingKey: queue, body: body, properties: properties))
        #expect(await connection.reply(to: "mine", until: .now + .seconds(30))?.body == body)
        await connection.close()
    }

    @Test("a broker that the system's authorities do not know is refused")
    func unknownAuthority() async throws {
        let broker = try await Broker.shared()
        let connection = try connection(to: broker, tls: TLSFiles())
        let error = await #expect(throws: AMQPError.self) { try await connection.open() }
        #expect(error == .library(code: -0x202, text: "SSL peer cert verification failed"))
    }

    @Test("a certificate for another name is refused, though its authority is known")
    func otherName() async throws {
        let broker = try await Broker.shared()
        // Resolved as 127.0.0.1, which the certificate does not name.
        let connection = try connection(
            to: broker, as: "127.1", tls: TLSFiles(authorities: broker.authorityFile))
        let error = await #expect(throws: AMQPError.self) { try await connection.open() }
        #expect(error == .library(code: -0x201, text: "SSL hostname verification failed"))
    }

    @Test("our own certificate is shown to the broker, which judges it")
    func identity() async throws {
        let broker = try await Broker.shared()
        let own = TLSFiles.Identity(certificate: broker.clientFiles.certificate, key: broker.clientFiles.key)
        let known = try connection(to: broker, tls: TLSFiles(authorities: broker.authorityFile, identity: own))
        try await known.open()
        await known.close()
        let stranger = await TestAuthority.make().identity("DNS:client")
        let other = TLSFiles.Identity(certificate: stranger.certificate, key: stranger.key)
        let unknown = try connection(to: broker, tls: TLSFiles(authorities: broker.authorityFile, identity: other))
        await #expect(throws: AMQPError.self) { try await unknown.open() }
    }

    @Test("a file that is not there is named")
    func missingFile() async throws {
        let broker = try await Broker.shared()
        let connection = try connection(to: broker, tls: TLSFiles(authorities: "/no/such.pem"))
        await #expect(throws: AMQPError.tlsFile("/no/such.pem")) { try await connection.open() }
    }
}
