package import Jobs

/// A job's row in the store. Holds no address, no code and no link.
package struct JobRecord: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        /// Held; nothing of this attempt has left.
        case claimed(Hold)
        /// Held; written before the first byte leaves.
        case sending(Hold)
        /// Held by nobody; a copy lies in a delay queue.
        case waiting
        /// Over; these bytes answer every repeat.
        case ended(OutcomeEvent)
    }

    /// Who may change the row, and until when.
    package struct Hold: Sendable, Equatable {
        package let token: UInt64
        /// By the store's clock.
        package let until: Timestamp

        package init(token: UInt64, until: Timestamp) {
            self.token = token
            self.until = until
        }
    }

    /// What the gateway's receipt said.
    package struct Delivery: Sendable, Equatable {
        package let isDelivered: Bool
        package let at: Timestamp

        package init(isDelivered: Bool, at: Timestamp) {
            self.isDelivered = isDelivered
            self.at = at
        }
    }

    /// Another attempt for a job that was sent and did not arrive.
    package enum Rescue: Sendable, Equatable {
        /// On the wire.
        case running(Hold)
        case over
    }

    /// What was taken under one key: by limit, the moment that the taking led to.
    package struct Allowance: Sendable, Equatable {
        package let key: String
        package let taken: Counters

        package init(key: String, taken: Counters) {
            self.key = key
            self.taken = taken
        }
    }

    package struct Conversion: Sendable, Equatable {
        package let region: String
        package let admittedAt: Timestamp
        package var isVerified: Bool

        package init(region: String, admittedAt: Timestamp, isVerified: Bool = false) {
            self.region = region
            self.admittedAt = admittedAt
            self.isVerified = isVerified
        }
    }

    package let id: JobID
    package let fingerprint: String
    package let subject: String
    package let order: JobOrder
    package var state: State
    /// Attempts begun.
    package var attempts: Int
    /// Attempts that may have reached the user.
    package var maybeSent: Int
    /// Whether it goes by its other channel now, because the first one failed for good.
    package var isDetoured: Bool
    /// Who answered the last attempt that is over, and how; both `nil` if nobody did.
    package var provider: String?
    package var answer: AnswerClass?
    /// What this job took of the limits and would give back.
    package var allowances: [Allowance]
    /// Of a code by SMS; whether it was used tells whether codes to that country are asked for by people.
    package var conversion: Conversion?
    /// Of a job that was sent, once its receipt has come.
    package var delivery: Delivery?
    package var rescue: Rescue?
    /// When the row may be forgotten.
    package let keepUntil: Timestamp

    package init(
        id: JobID, fingerprint: String, subject: String, order: JobOrder, state: State, attempts: Int = 0,
        maybeSent: Int = 0, isDetoured: Bool = false, provider: String? = nil, answer: AnswerClass? = nil,
        allowances: [Allowance] = [], conversion: Conversion? = nil, delivery: Delivery? = nil,
        rescue: Rescue? = nil, keepUntil: Timestamp
    ) {
        self.id = id
        self.fingerprint = fingerprint
        self.subject = subject
        self.order = order
        self.state = state
        self.attempts = attempts
        self.maybeSent = maybeSent
        self.isDetoured = isDetoured
        self.provider = provider
        self.answer = answer
        self.allowances = allowances
        self.conversion = conversion
        self.delivery = delivery
        self.rescue = rescue
        self.keepUntil = keepUntil
    }

    /// Something may still be sent for it.
    var isOpen: Bool {
        switch (state, rescue) {
        case (.claimed, _), (.sending, _), (.waiting, _), (.ended, .running): true
        case (.ended, _): false
        }
    }

    /// Who has an attempt of it on the wire, as far as is known.
    package var onWire: Hold? {
        switch (state, rescue) {
        case (.sending(let hold), _), (.ended, .running(let hold)): hold
        case (.claimed, _), (.waiting, _), (.ended, _): nil
        }
    }
}
