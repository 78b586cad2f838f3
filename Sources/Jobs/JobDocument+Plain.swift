extension JobDocument {
    /// As most backends write it; `nil` leaves it to Foundation.
    init?(plain body: UnsafeBufferPointer<UInt8>) {
        guard var fields = PlainJSON.fields(of: body), let document = try? JobDocument(&fields), fields.areTaken else {
            return nil
        }
        self = document
    }

    private init(_ fields: inout PlainFields) throws(PlainFields.Unfit) {
        version = try fields.whole("version")
        id = try fields.text("id")
        kind = try fields.text("kind")
        account = try fields.text("account")
        purpose = try fields.textIfPresent("purpose")
        issuedAt = try fields.text("issued_at")
        expiresAt = try fields.text("expires_at")
        guard let recipient = try fields.objectIfPresent("recipient", Recipient.init) else { throw PlainFields.Unfit() }
        self.recipient = recipient
        channel = try fields.textIfPresent("channel")
        fallback = try fields.boolIfPresent("fallback")
        locale = try fields.textIfPresent("locale")
        code = try fields.textIfPresent("code")
        totp = try fields.objectIfPresent("totp", TOTP.init)
        sequence = try fields.wholeIfPresent("sequence")
        step = try fields.textIfPresent("step")
        link = try fields.textIfPresent("link")
        newPhone = try fields.textIfPresent("new_phone")
        event = try fields.textIfPresent("event")
    }
}

extension JobDocument.Recipient {
    fileprivate init(_ fields: inout PlainFields) throws(PlainFields.Unfit) {
        phone = try fields.textIfPresent("phone")
        email = try fields.textIfPresent("email")
        name = try fields.textIfPresent("name")
    }
}

extension JobDocument.TOTP {
    fileprivate init(_ fields: inout PlainFields) throws(PlainFields.Unfit) {
        secret = try fields.text("secret")
        period = try fields.wholeIfPresent("period")
        digits = try fields.wholeIfPresent("digits")
        algorithm = try fields.textIfPresent("algorithm")
    }
}
