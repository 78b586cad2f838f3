/// What the open pages hear about.
enum InboxEvent: Sendable {
    case added(InboxMessage)
    /// Made room for newer ones.
    case removed([String])
    case cleared
    case faults(FaultPlan)
    /// Nothing happened: keeps the line open, and finds the readers that left.
    case heartbeat
}
