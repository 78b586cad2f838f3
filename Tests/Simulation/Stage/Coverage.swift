/// How often a run came to what is worth reaching: runs that never reach a state prove nothing of it.
package final class Coverage {
    package private(set) var counts: [String: Int] = [:]

    func count(_ what: String) { counts[what, default: 0] += 1 }
}
