import CCurl

/// Owns one `CURLM *`: the transfers in flight and the connections that they share.
final class MultiHandle {
    private let pointer: UnsafeMutableRawPointer

    /// - Parameter connections: at most so many in all; further transfers wait for one, on their own time.
    init(connections: Int) throws(TransferFailure) {
        guard let pointer = curl_multi_init() else { throw TransferFailure(CURLE_OUT_OF_MEMORY) }
        self.pointer = pointer
        codebode_multi_set_long(pointer, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
        codebode_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)  // all may stay open between transfers
    }

    deinit {
        curl_multi_cleanup(pointer)
    }

    /// - Parameter context: must outlive the handle, or `silence` must be called before it goes.
    func report(
        sockets: @escaping curl_socket_callback, timer: @escaping curl_multi_timer_callback,
        to context: UnsafeMutableRawPointer
    ) {
        codebode_multi_set_callbacks(pointer, sockets, timer, context)
    }

    func silence() {
        codebode_multi_set_callbacks(pointer, nil, nil, nil)
    }

    func add(_ easy: EasyHandle) -> Bool {
        curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
    }

    /// Ends the transfer where it stands; its connection is closed unless it was done.
    func remove(_ easy: EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// False when libcurl can go on with no transfer at all.
    func act(on socket: curl_socket_t, events: Int32) -> Bool {
        var running: Int32 = 0
        return curl_multi_socket_action(pointer, socket, events, &running) == CURLM_OK
    }

    /// The next transfer that ended, by the number in its `CURLOPT_PRIVATE`.
    func nextFinished() -> (id: UInt64, code: CURLcode)? {
        var queued: Int32 = 0
        while let message = curl_multi_info_read(pointer, &queued)?.pointee {
            var id: UnsafeMutableRawPointer?
            codebode_easy_get_pointer(message.easy_handle, CURLINFO_PRIVATE, &id)
            guard message.msg == CURLMSG_DONE else { continue }
            return (UInt64(UInt(bitPattern: id)), message.data.result)
        }
        return nil
    }
}
