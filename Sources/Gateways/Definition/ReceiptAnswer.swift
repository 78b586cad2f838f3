/// What a gateway wants to hear when its receipt was taken; anything else makes it come again.
package struct ReceiptAnswer: Sendable, Equatable {
    package let status: Int
    package let body: String
}
