import CRabbitMQ
import Cryptography

extension Session {
    /// Peer and host name are verified by librabbitmq's default; that it trusts nobody by default is mended here.
    func makeTLSSocket(files: TLSFiles) throws(AMQPError) -> OpaquePointer? {
        guard let socket = amqp_ssl_socket_new(state) else { return nil }
        try check(amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST))
        if let authorities = files.authorities {
            guard amqp_ssl_socket_set_cacert(socket, authorities) == AMQP_STATUS_OK.rawValue else {
                throw .tlsFile(authorities)
            }
        } else {
            guard codebode_trust_system_authorities(socket) == 1 else {
                throw .system("the system's certificate authorities cannot be read")
            }
        }
        if let identity = files.identity {
            guard amqp_ssl_socket_set_key(socket, identity.certificate, identity.key) == AMQP_STATUS_OK.rawValue
            else { throw .tlsFile("\(identity.certificate), \(identity.key)") }
        }
        return socket
    }
}
