import Jobs

/// What a message's text depends on besides its values: which of them are there, and how long the code is.
///
/// Templates can ask for nothing else in their sections, so messages of one shape differ in their values alone.
struct MessageShape: Hashable, Sendable {
    var hasSupportPhone = false
    var hasName = false
    var hasSequence = false
    /// 0 where there is no code.
    var codeLength = 0

    init(of job: Job, brand: Brand) {
        hasSupportPhone = brand.supportPhone != nil
        hasName = job.recipient.name != nil
        hasSequence = job.content.sequence != nil
        switch job.content {
        case .loginCode(let code, _), .confirmPhoneCode(let code, _): codeLength = code.count
        case .totpCode, .confirmPhoneLink, .notice: break  // a secret is no code yet, and no shape of a code's text
        }
    }

    private init() {}

    /// Every shape that a job for this message can have.
    static func all(of message: MessageName) -> [MessageShape] {
        var shapes = [MessageShape()]
        func vary<Value>(_ path: WritableKeyPath<MessageShape, Value>, over values: some Sequence<Value>) {
            shapes = shapes.flatMap { shape in
                values.map { value in
                    var varied = shape
                    varied[keyPath: path] = value
                    return varied
                }
            }
        }
        vary(\.hasSupportPhone, over: [false, true])
        vary(\.hasName, over: [false, true])
        if message.variables(in: .sms).contains(.code) {
            vary(\.hasSequence, over: [false, true])
            vary(\.codeLength, over: 4...10)
        }
        return shapes
    }
}
