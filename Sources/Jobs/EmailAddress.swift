/// One mailbox, as an SMTP envelope takes it without SMTPUTF8 (RFC 5321, 4.1.2); shows only its domain.
///
/// The local part is an ASCII dot-atom: libcurl sends anything else as it is, control characters and all.
/// An international domain is written as A-labels (`xn--…`, RFC 5890).
package struct EmailAddress: Masked, Hashable, Sendable {
    package let text: String
    /// In lower case; the local part keeps its case (RFC 5321, 2.4).
    package let domain: String

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2 else { return nil }
        let (local, domain) = (parts[0], parts[1])
        guard local.count <= 64, Self.isDotAtom(local), Self.isDomain(domain) else { return nil }
        let lowered = String(decoding: domain, as: UTF8.self).lowercased()
        self.domain = lowered
        self.text = String(decoding: local, as: UTF8.self) + "@" + lowered
    }

    package var mask: String { "•••@" + domain }

    private static func isDotAtom(_ local: Substring.UTF8View) -> Bool {
        local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomText)
        }
    }

    /// `atext` of RFC 5322, 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    private static func isDomain(_ domain: Substring.UTF8View) -> Bool {
        HostName(String(decoding: domain, as: UTF8.self)) != nil
    }
}
