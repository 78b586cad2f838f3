import CLinux
import Glibc

/// What the process does before it holds a secret: no core dump, and no signal from a broken pipe.
enum ProcessGuard {
    static func apply() {
        _ = codebode_forbid_core_dumps()
        signal(SIGPIPE, SIG_IGN)
    }
}
