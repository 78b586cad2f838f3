import Glibc

/// A real relay (Postfix, with Cyrus SASL) on a configuration and a queue of its own: over TLS only, and only for who
/// logs in. What it takes it hands on at once.
///
/// Its master program runs as root only.
package final class Postfix: Sendable {
    /// Who may log in, and send as `noreply@portal.example` and `noreply@caren.example`.
    package static let login = (user: "jan@relay.example", password: "geheim")

    package let port = Port.unused()
    private let folder = TemporaryFolder()
    private let child: ChildProcess

    /// - Parameter sink: a mail server on this machine, for all that it takes.
    package static func start(
        sink: UInt16, _ identity: (certificate: String, key: String)
    ) async throws -> Postfix {
        try await offThePool { Result { try Postfix(sink, identity) } }.get()
    }

    private init(_ sink: UInt16, _ identity: (certificate: String, key: String)) throws {
        folder.write(Self.main(folder.path, sink, identity), to: "main.cf")
        folder.write(Self.services(port), to: "master.cf")
        folder.write(
            """
            pwcheck_method: auxprop
            auxprop_plugin: sasldb
            sasldb_path: \(folder.path("data/users"))
            mech_list: PLAIN LOGIN

            """, to: "smtpd.conf")
        child = ChildProcess(["/bin/sh", "-c", Self.script, "postfix", folder.path], output: folder.path("out"))
        guard child.waitFor(port) else {
            throw TestServerError(program: "postfix", log: folder.read("out") + folder.read("data/log"))
        }
    }

    /// What it says of itself.
    package var log: String { folder.read("data/log") }

    private static func main(
        _ folder: String, _ sink: UInt16, _ identity: (certificate: String, key: String)
    ) -> String {
        """
        compatibility_level = 3.6
        queue_directory = \(folder)/queue
        data_directory = \(folder)/data
        maillog_file = \(folder)/data/log
        maillog_file_prefixes = \(folder)
        myhostname = relay.example
        mydestination =
        mynetworks =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        disable_dns_lookups = yes
        smtpd_peername_lookup = no
        alias_maps =
        local_recipient_maps =
        relayhost = [127.0.0.1]:\(sink)
        message_size_limit = 20000
        smtpd_tls_security_level = encrypt
        smtpd_tls_cert_file = \(identity.certificate)
        smtpd_tls_key_file = \(identity.key)
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = relay.example
        smtpd_sender_login_maps = inline:{noreply@portal.example=\(login.user), noreply@caren.example=\(login.user)}
        smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch
        smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
        smtpd_recipient_restrictions = check_recipient_access inline:{
            {kees@example.nl=550 5.1.1 no such user}, {piet@example.nl=452 4.2.2 mailbox full},
            {klaas@example.nl=450 4.2.0 Greylisted for 300 seconds}}

        """
    }

    private static func services(_ port: UInt16) -> String {
        """
        127.0.0.1:\(port) inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """
    }

    /// Ends as the master itself, which takes its own programs along when it is ended.
    private static let script = """
        set -e
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        cd "$1"
        chmod 755 .
        mkdir -p etc/sasl queue data
        mv main.cf master.cf etc
        mv smtpd.conf etc/sasl
        printf %s \(login.password) | saslpasswd2 -p -c -f data/users -u relay.example jan
        chown postfix data data/users
        postfix -c "$1/etc" check
        exec /usr/lib/postfix/sbin/master -c "$1/etc" -s
        """
}
