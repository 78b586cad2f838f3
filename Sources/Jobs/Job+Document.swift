extension Job {
    init(_ document: JobDocument, kind: JobKind, isSealed: Bool) throws(Rejection) {
        guard document.version == 1 else { throw Rejection(.invalid, field: "version", "only version 1 is known") }
        guard let id = JobID(document.id) else {
            throw Rejection(.invalid, field: "id", JobID.expectation)
        }
        guard document.kind == kind.rawValue else {
            throw Rejection(.invalid, field: "kind", "the kind must equal the routing key")
        }
        let recipient = try Recipient(document.recipient)
        let content = try JobContent(document, kind: kind, isSealed: isSealed)
        self.init(
            id: id, kind: kind, account: try Self.account(document.account),
            purpose: try Self.purpose(document.purpose),
            issuedAt: try Self.timestamp(document.issuedAt, field: "issued_at"),
            expiresAt: try Self.timestamp(document.expiresAt, field: "expires_at"), recipient: recipient,
            channel: try Self.channel(document.channel, recipient: recipient, content: content),
            fallback: document.fallback, locale: try Self.locale(document.locale), content: content)
        guard issuedAt < expiresAt else {
            throw Rejection(.invalid, field: "expires_at", "it must be later than issued_at")
        }
    }

    private static func account(_ text: String) throws(Rejection) -> String {
        let hasControls = text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        // Code points, as the schemas of jobs and outcomes count them.
        guard (1...128).contains(text.unicodeScalars.count), !hasControls else {
            throw Rejection(
                .invalid, field: "account", "1 to 128 characters (code points) are expected, without controls")
        }
        return text
    }

    private static func purpose(_ text: String?) throws(Rejection) -> String {
        guard let text else { return "login" }
        let isAllowed = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "_")
        }
        guard (1...32).contains(text.utf8.count), isAllowed else {
            throw Rejection(.invalid, field: "purpose", "1 to 32 characters of a-z0-9_ are expected")
        }
        return text
    }

    private static func timestamp(_ text: String, field: String) throws(Rejection) -> Timestamp {
        guard let timestamp = Timestamp(rfc3339: text) else {
            throw Rejection(.invalid, field: field, "an RFC 3339 time with offset is expected")
        }
        return timestamp
    }

    private static func locale(_ text: String?) throws(Rejection) -> LanguageTag {
        guard let text else { return .dutch }
        guard let tag = LanguageTag(text) else {
            throw Rejection(.invalid, field: "locale", "a BCP 47 tag is expected, such as nl or nl-BE")
        }
        return tag
    }

    /// The link goes by e-mail and its code by SMS, whatever addresses there are; else SMS where there is a phone.
    private static func channel(
        _ text: String?, recipient: Recipient, content: JobContent
    ) throws(Rejection) -> Channel {
        var asked: Channel?
        if let text {
            asked = Channel(rawValue: text)
            if asked == nil { throw Rejection(.invalid, field: "channel", "sms or email is expected") }
        }
        let fixed: Channel? =
            switch content {
            case .confirmPhoneLink: .email
            case .confirmPhoneCode: .sms
            case .loginCode, .totpCode, .notice: nil
            }
        if let fixed, let asked, asked != fixed {
            throw Rejection(.invalid, field: "channel", "this step goes by \(fixed.rawValue) only")
        }
        let channel = fixed ?? asked ?? (recipient.phone != nil ? .sms : .email)
        switch channel {
        case .sms where recipient.phone == nil:
            throw Rejection(.invalid, field: "recipient.phone", "an SMS needs a phone number")
        case .email where recipient.email == nil:
            throw Rejection(.invalid, field: "recipient.email", "an e-mail needs an address")
        case .sms, .email:
            return channel
        }
    }
}

extension Recipient {
    fileprivate init(_ document: JobDocument.Recipient) throws(Rejection) {
        guard document.phone != nil || document.email != nil else {
            throw Rejection(.invalid, field: "recipient", "a phone number or an e-mail address is expected")
        }
        var email: EmailAddress?
        if let text = document.email {
            email = EmailAddress(text)
            if email == nil {
                throw Rejection(
                    .invalid, field: "recipient.email",
                    "one address is expected, with an ASCII local part and the domain as A-labels")
            }
        }
        // Nobody goes without a code for the sake of a greeting.
        let name = document.name.flatMap { PersonName($0) }
        self.init(
            phone: try document.phone.map(field: "recipient.phone"), email: email, name: name,
            isNameLeftOut: name == nil && document.name?.isEmpty == false)
    }
}

extension Optional<String> {
    fileprivate func map(field: String) throws(Rejection) -> PhoneNumber? {
        guard let self else { return nil }
        return try PhoneNumber(self, field: field)
    }
}

extension PhoneNumber {
    init(_ text: String, field: String) throws(Rejection) {
        do {
            try self.init(text)
        } catch {
            let detail =
                switch error {
                case .notANumber: "this is no telephone number in E.164 or national Dutch form"
                case .hasExtension: "a number with an extension cannot receive messages"
                case .notInUse: "no such telephone number can exist"
                }
            throw Rejection(.invalid, field: field, detail)
        }
    }
}
