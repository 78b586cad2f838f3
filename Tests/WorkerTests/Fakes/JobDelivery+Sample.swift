import Cryptography
import Jobs
import TestSupport
import Worker

extension JobDelivery {
    /// A login code by SMS that lives ten minutes from `noon`, but for what a test says otherwise.
    static func sample(
        tag: UInt64 = 1, id: String = "job-0001", code: String = "493817", life: Duration = .seconds(600),
        phone: String? = "+31612345678", email: String? = nil, fallback: Bool? = nil, kind: JobKind = .sendCode,
        body: String? = nil, size: Int? = nil,
        contentType: String? = "application/json", messageID: String? = nil, returns: Int = 0,
        redeliveries: Int = 0, isRemembered: Bool = false, traceparent: String? = nil
    ) -> JobDelivery {
        let mail = email ?? (phone == nil ? "jan.jansen@mail.example" : nil)
        let to = [phone.map { #""phone": "\#($0)""# }, mail.map { #""email": "\#($0)""# }].compactMap(\.self)
            .joined(separator: ", ")
        let choice = fallback.map { #""fallback": \#($0), "# } ?? ""
        let job = """
            {"version": 1, "id": "\(id)", "kind": "send_code", "account": "account-\(id)", "code": "\(code)",
             \(choice)"recipient": {\(to)}, "issued_at": "\(noon.rfc3339)", "expires_at": "\((noon + life).rfc3339)"}
            """
        let bytes = Array((body ?? job).utf8)
        return JobDelivery(
            receipt: DeliveryReceipt(epoch: 1, tag: tag), kind: kind, body: bytes, size: size ?? bytes.count,
            contentType: contentType, messageID: messageID, replyTo: nil, correlationID: nil, returns: returns,
            redeliveries: redeliveries, isRemembered: isRemembered, traceparent: traceparent)
    }

    /// The same job, sealed.
    func sealed(by key: SealKey, messageID: String? = nil) -> JobDelivery {
        let body = body.withUnsafeBufferPointer { key.seal($0) }
        return JobDelivery(
            receipt: receipt, kind: kind, body: body, size: body.count, contentType: "application/jose",
            messageID: messageID, replyTo: nil, correlationID: nil, returns: returns, isRemembered: isRemembered)
    }

    /// The same job as it comes back from a delay queue.
    func returned(tag: UInt64, times: Int = 1, redeliveries: Int = 0) -> JobDelivery {
        JobDelivery(
            receipt: DeliveryReceipt(epoch: 1, tag: tag), kind: kind, body: body, size: size, contentType: contentType,
            messageID: messageID, replyTo: replyTo, correlationID: correlationID, returns: returns + times,
            redeliveries: redeliveries, isRemembered: isRemembered, isWatch: isWatch, notBefore: notBefore,
            traceparent: trace?.text)
    }
}

extension String {
    /// W3C Trace Context's own example.
    static var sampleTrace: String { "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
}
