/// What stands in a request only when receipts are taken: by it the gateway learns where they go.
struct RequestAddition: Sendable {
    /// The name by which the templates call our address.
    static let address = "receipts_url"
    /// What a template may ask of an order besides.
    static let variables: [Variable] = [.reference]

    let fields: [(name: String, value: BodyDefinition.Value)]
    let headers: [(name: String, value: TextTemplate)]

    var templates: [TextTemplate] {
        BodyDefinition.Value.map(fields).templates + headers.map(\.value)
    }
}
