/// How a request ended, by what left this machine.
package enum HTTPResult: Sendable, Equatable {
    /// The server spoke: a status line of 200 or more came in.
    case answered(HTTPAnswer)
    /// Not a byte of the request left.
    case notSent(TransferFailure)
    /// The request left, wholly or partly, and the server never said what it did with it.
    case maybeSent(TransferFailure)
}
