import Worker

extension SignalDelivery {
    /// That the code of `job` was used, but for what a test says otherwise.
    static func sample(
        tag: UInt64 = 1, job: String = "job-0001", body: String? = nil, size: Int? = nil,
        contentType: String? = "application/json", messageID: String? = nil, returns: Int = 0,
        redeliveries: Int = 0
    ) -> SignalDelivery {
        let bytes = Array((body ?? #"{"verified": "\#(job)"}"#).utf8)
        return SignalDelivery(
            receipt: DeliveryReceipt(epoch: 1, tag: tag), body: bytes, size: size ?? bytes.count,
            contentType: contentType, messageID: messageID, returns: returns, redeliveries: redeliveries)
    }
}
