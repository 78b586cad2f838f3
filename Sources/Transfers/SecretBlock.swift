import CCurl
import Glibc

/// What libcurl reads by pointer while a transfer runs, lines and a body, in one block of memory that is wiped afterwards.
///
/// libcurl copies neither `CURLOPT_POSTFIELDS` nor its lists, so the block must keep still from `load` to `wipe`.
/// The memory is kept for the next transfer.
struct SecretBlock: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer = .allocate(byteCount: 1024, alignment: 16)
    private var used = 0

    /// The lines as libcurl wants them; nil when there are none.
    private(set) var list: UnsafeMutablePointer<curl_slist>?
    private(set) var body = UnsafeRawBufferPointer(start: nil, count: 0)

    deinit {
        erase(memory)
        memory.deallocate()
    }

    /// - Parameter lines: each made of parts that are joined; no part may hold a NUL.
    mutating func load(lines: [[String]], body bytes: [UInt8]) {
        wipe()
        let nodes = lines.count * MemoryLayout<curl_slist>.stride
        let text = lines.reduce(0) { $1.reduce($0 + 1) { $0 + $1.utf8.count } }
        reserve(nodes + text + bytes.count)

        used = nodes
        for (index, parts) in lines.enumerated() {
            append(node: index, parts)
        }
        let start = used
        append(bytes)
        body = UnsafeRawBufferPointer(rebasing: memory[start..<used])
    }

    mutating func wipe() {
        erase(UnsafeMutableRawBufferPointer(rebasing: memory[..<used]))
        used = 0
        list = nil
        body = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private mutating func reserve(_ count: Int) {
        guard count > memory.count else { return }
        memory.deallocate()  // wiped by `load`
        memory = .allocate(byteCount: count, alignment: 16)
    }

    private mutating func append(node index: Int, _ parts: [String]) {
        guard let base = memory.baseAddress else { return }
        let line = base + used
        for part in parts { append(part.utf8) }
        append(CollectionOfOne(0))

        let nodes = base.assumingMemoryBound(to: curl_slist.self)
        let node = nodes + index
        node.initialize(to: curl_slist(data: line.assumingMemoryBound(to: CChar.self), next: nil))
        if index == 0 { list = node } else { nodes[index - 1].next = node }
    }

    private mutating func append(_ bytes: some Collection<UInt8>) {
        UnsafeMutableRawBufferPointer(rebasing: memory[used...]).copyBytes(from: bytes)
        used += bytes.count
    }
}

/// Overwrites in a way that the compiler may not leave out.
private func erase(_ memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    explicit_bzero(start, memory.count)
}
