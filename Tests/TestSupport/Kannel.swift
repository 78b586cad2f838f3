import Glibc

/// A real Kannel: bearerbox and smsbox, with its fake message centre, to which the test listens.
package final class Kannel: Sendable {
    /// Of `sendsms`.
    package let port = Port.unused()
    private let centre: Int32
    private let folder = TemporaryFolder()
    private let boxes: [ChildProcess]

    /// The user `my-username` may send, with `my-password`, to numbers in the Netherlands.
    package init() throws {
        let (admin, box, fake) = (Port.unused(), Port.unused(), Port.unused())
        folder.write(
            """
            group = core
            admin-port = \(admin)
            admin-password = admin
            smsbox-port = \(box)
            box-allow-ip = "127.0.0.1"

            group = smsc
            smsc = fake
            smsc-id = centre
            port = \(fake)
            connect-allow-ip = 127.0.0.1
            allowed-prefix = 0031

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = \(port)

            group = sendsms-user
            username = my-username
            password = my-password
            max-messages = 3

            group = sms-service
            keyword = default
            text = none

            """, to: "kannel.conf"
        )
        let start = { [folder] (box: String) in
            ChildProcess(["/usr/sbin/\(box)", folder.path("kannel.conf")], output: folder.path(box))
        }
        let bearerbox = start("bearerbox")
        guard bearerbox.waitFor(fake), bearerbox.waitFor(box), let centre = Port.connect(fake) else {
            throw TestServerError(program: "bearerbox", log: folder.read("bearerbox"))
        }
        self.centre = centre
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(centre, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let smsbox = start("smsbox")
        boxes = [smsbox, bearerbox]
        guard smsbox.waitFor(port) else { throw TestServerError(program: "smsbox", log: folder.read("smsbox")) }
    }

    deinit {
        close(centre)
    }

    /// The next line that came to the message centre: from, to, kind and text; blocks until it comes.
    package func nextMessage() -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while recv(centre, &byte, 1, 0) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
