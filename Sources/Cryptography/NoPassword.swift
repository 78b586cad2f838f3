/// Without it OpenSSL would ask at the terminal, and wait.
func haveNoPassword(
    _ room: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    -1
}
