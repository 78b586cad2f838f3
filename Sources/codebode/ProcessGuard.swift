import CLinux
import Glibc

/// What the process does before it holds a secret: no core dump, no crash report, no signal from a broken pipe, and files
/// that only its own user can read.
enum ProcessGuard {
    static func apply() {
        _ = codebode_forbid_core_dumps()
        // Swift's own report prints registers and the memory that they point at, and with them what a job held.
        for fault in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(fault, SIG_DFL) }
        signal(SIGPIPE, SIG_IGN)
        umask(0o077)
    }
}
