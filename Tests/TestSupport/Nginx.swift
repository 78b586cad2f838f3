import Glibc

/// A real web server with the `server` blocks of the test's choice.
package final class Nginx: Sendable {
    private let folder: TemporaryFolder
    private let child: ChildProcess

    /// - Parameters:
    ///   - servers: in nginx's own words.
    ///   - port: one that they listen on.
    package init(_ servers: String, port: UInt16) throws {
        let folder = TemporaryFolder()
        let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        let temporary = kinds.map { "\($0)_temp_path \(folder.path($0));" }.joined(separator: "\n")
        folder.write(
            """
            daemon off;
            worker_processes 1;
            pid \(folder.path("pid"));
            error_log \(folder.path("error.log"));
            events {}
            http {
                access_log off;
                \(temporary)
                \(servers)
            }
            """, to: "nginx.conf"
        )
        self.folder = folder
        child = ChildProcess(["/usr/sbin/nginx", "-e", folder.path("error.log"), "-c", folder.path("nginx.conf")])
        guard child.waitFor(port) else { throw TestServerError(program: "nginx", log: folder.read("error.log")) }
    }
}
