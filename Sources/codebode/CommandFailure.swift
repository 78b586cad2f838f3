import ArgumentParser

/// Why a command ends without having done its work, in words for the person who typed it.
struct CommandFailure: Error {
    /// As in sysexits.h.
    enum Code: Int32 {
        case badInput = 65
        case unavailable = 69
        case internalFault = 70
        case configuration = 78
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
