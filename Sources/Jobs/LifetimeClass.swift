/// Messages that live equally long at most.
package enum LifetimeClass: String, CaseIterable, Sendable {
    case code
    case link
    case notice
}
