/// How a gateway tells what became of a message, as its file says under `receipts`.
struct ReceiptDefinition: Sendable {
    let kind: ReceiptKind
    /// Where several receipts stand in one body; nil when the body is one receipt.
    let list: JSONPath?
    let id: ReceiptPlace?
    let reference: ReceiptPlace?
    let status: ReceiptPlace
    /// The first place with something in it counts.
    let code: [ReceiptPlace]
    let statuses: [String: DeliveryReport.Status]
    let answer: ReceiptAnswer
    let scheme: SignatureScheme
    /// The name of the credential that the signature is made with.
    let secret: String
    /// What the gateway is told with each message.
    let request: RequestAddition
}
