import CLinux
import Glibc

/// What the process does before it holds a secret: no core dump, no signal from a broken
/// pipe, and files that only its own user can read.
enum ProcessGuard {
    static func apply() {
        _ = codebode_forbid_core_dumps()
        signal(SIGPIPE, SIG_IGN)
        umask(0o077)
    }
}
