/// What the ledger holds of one job.
struct Account {
    /// One call of a way out.
    struct Attempt {
        let life: Int
        let isRescue: Bool
        let code: String?
        /// The moment by which it has returned, and after which no byte leaves.
        let deadline: Int64
        var hasLeft = false
        /// When the far side took it.
        var tookAt: Int64?

        func isOnWire(at now: Int64) -> Bool { !hasLeft && now < deadline }
    }

    /// A permission of the store to send.
    struct Grant {
        let order: Int
        let life: Int
        let at: Int64
        let isRescue: Bool
    }

    let request: Request
    /// Copies of the request that the broker took.
    var accepted = 0
    /// Copies of another request under the same id.
    var changed = 0
    /// Copies that nobody can read.
    var unreadable = 0
    /// Which step of the store took it in as a job to be sent.
    var admitted: Int?
    /// What it was counted by, and when by the store's clock.
    var counted: [(key: String, at: Int64)] = []
    var grants: [Grant] = []
    var attempts: [Attempt] = []
    /// By event id.
    var events: [String: [UInt8]] = [:]
    /// It ended as sent or perhaps sent; known when the ledger is closed.
    var countsAsSent = false
    /// How often the broker had to take a copy back unsettled.
    var takenBack = 0
    /// A worker put a copy with the dead letters.
    var isSetAside = false
    /// Receipts that a worker has answered for good.
    var receipts: Set<Bool> = []

    init(_ request: Request) {
        self.request = request
    }

    var taken: Int { attempts.count { $0.tookAt != nil } }
    var hasCopies: Bool { accepted + changed > 0 }
}
