/// What a gateway calls the two ways in which a text travels.
struct EncodingNames: Sendable {
    let gsm7: String
    let ucs2: String
}
