/// How a text travels over the air.
package enum SMSEncoding: String, Sendable {
    /// 7 bits a unit (3GPP TS 23.038, 6.2.1).
    case gsm7
    /// 16 bits a unit; one character outside the GSM alphabet brings the whole text here.
    case ucs2

    /// Units in a message of one segment.
    package var singleSize: Int { self == .gsm7 ? 160 : 70 }

    /// Units in each segment of several, after the header that joins them (3GPP TS 23.040, 9.2.3.24.1).
    package var partSize: Int { self == .gsm7 ? 153 : 67 }
}
