extension JobContent {
    /// Takes what this kind and step need, and refuses what belongs to another.
    init(_ document: JobDocument, kind: JobKind, isSealed: Bool) throws(Rejection) {
        switch kind {
        case .sendCode:
            try document.forbid(.step, .link, .newPhone, .event)
            self =
                if let totp = document.totp {
                    .totpCode(
                        try document.totpSecret(totp, isSealed: isSealed), sequence: try document.checkedSequence())
                } else {
                    .loginCode(try document.oneTimeCode(), sequence: try document.checkedSequence())
                }
        case .confirmPhone:
            switch document.step {
            case "link":
                try document.forbid(.code, .totp, .sequence, .event)
                self = .confirmPhoneLink(
                    try document.confirmationLink(),
                    newPhone: try PhoneNumber(try document.require(\.newPhone, "new_phone"), field: "new_phone"))
            case "code":
                try document.forbid(.totp, .link, .newPhone, .event)
                self = .confirmPhoneCode(try document.oneTimeCode(), sequence: try document.checkedSequence())
            case nil: throw Rejection(.invalid, field: "step", "the field is missing")
            default: throw Rejection(.invalid, field: "step", "link or code is expected")
            }
        case .securityNotice:
            try document.forbid(.code, .totp, .sequence, .step, .link, .newPhone)
            guard let event = SecurityEvent(rawValue: try document.require(\.event, "event")) else {
                throw Rejection(
                    .invalid, field: "event",
                    "one of \(SecurityEvent.allCases.map(\.rawValue).joined(separator: ", ")) is expected")
            }
            self = .notice(event)
        }
    }
}

extension JobDocument {
    fileprivate enum OptionalField: String {
        case code, totp, sequence, step, link, event
        case newPhone = "new_phone"
    }

    fileprivate func forbid(_ fields: OptionalField...) throws(Rejection) {
        for field in fields {
            let isPresent =
                switch field {
                case .code: code != nil
                case .totp: totp != nil
                case .sequence: sequence != nil
                case .step: step != nil
                case .link: link != nil
                case .newPhone: newPhone != nil
                case .event: event != nil
                }
            if isPresent {
                throw Rejection(.invalid, field: field.rawValue, "the field does not belong to this kind of job")
            }
        }
    }

    fileprivate func require(_ path: KeyPath<JobDocument, String?>, _ field: String) throws(Rejection) -> String {
        guard let value = self[keyPath: path] else { throw Rejection(.invalid, field: field, "the field is missing") }
        return value
    }

    fileprivate func oneTimeCode() throws(Rejection) -> Secret {
        let code = try require(\.code, "code")
        let isAllowed = code.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        }
        guard (4...10).contains(code.utf8.count), isAllowed else {
            throw Rejection(.invalid, field: "code", "4 to 10 characters of 0-9A-Z are expected")
        }
        return Secret(code)
    }

    fileprivate func totpSecret(_ totp: TOTP, isSealed: Bool) throws(Rejection) -> TOTPSecret {
        guard isSealed else {
            throw Rejection(.invalid, field: "totp", "a TOTP secret is taken from sealed jobs only")
        }
        guard code == nil else { throw Rejection(.invalid, field: "totp", "either code or totp is expected") }
        guard let key = Base32.bytes(totp.secret), TOTPSecret.sizes.contains(key.count) else {
            throw Rejection(.invalid, field: "totp.secret", "base32 (RFC 4648) of 10 to 256 bytes is expected")
        }
        let (period, digits) = (totp.period ?? 30, totp.digits ?? 6)
        guard TOTPSecret.periods.contains(period) else {
            throw Rejection(.invalid, field: "totp.period", "10 to 300 seconds are expected")
        }
        guard TOTPSecret.lengths.contains(digits) else {
            throw Rejection(.invalid, field: "totp.digits", "6 to 8 is expected")
        }
        guard let algorithm = TOTPSecret.Algorithm(rawValue: totp.algorithm ?? "SHA1") else {
            throw Rejection(.invalid, field: "totp.algorithm", "SHA1, SHA256 or SHA512 is expected")
        }
        return TOTPSecret(key: Secret(key), period: period, digits: digits, algorithm: algorithm)
    }

    fileprivate func checkedSequence() throws(Rejection) -> Int? {
        guard let sequence else { return nil }
        guard (1...999).contains(sequence) else {
            throw Rejection(.invalid, field: "sequence", "1 to 999 is expected")
        }
        return sequence
    }

    fileprivate func confirmationLink() throws(Rejection) -> ConfirmationLink {
        guard let link = ConfirmationLink(try require(\.link, "link")) else {
            throw Rejection(
                .linkNotAllowed, field: "link",
                "an https link of at most 2,048 ASCII characters is expected, with a plain host name and nothing before it"
            )
        }
        return link
    }
}
