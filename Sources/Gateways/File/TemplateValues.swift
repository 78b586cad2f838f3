/// What the templates of one file may use.
struct TemplateValues {
    private(set) var credentials: [String]
    private(set) var variables = Variable.allCases
    let number: NumberForm
    let encoding: EncodingNames?
    /// Nil where the file has none.
    let validity: ValidityRule.Unit?

    init(credentials: [String], number: NumberForm, encoding: EncodingNames?, validity: ValidityRule.Unit?) {
        self.credentials = credentials
        self.number = number
        self.encoding = encoding
        self.validity = validity
    }

    var names: [String] {
        variables.map(\.rawValue) + credentials
    }

    /// What `receipts.request` may use.
    var ofReceipts: TemplateValues {
        var values = self
        values.credentials.append(RequestAddition.address)
        values.variables = RequestAddition.variables
        return values
    }

    /// What a number or boolean can be made of. One set for each encoding.
    var examples: [[Variable: String]] {
        var examples = [Variable.segments: "1"]
        examples[.validity] = validity == .moment ? "2026-11-22T12:05:00.000Z" : "300"
        switch number {
        case .e164: break
        case .digits: examples[.to] = "31612345678"
        case .zeroes: examples[.to] = "0031612345678"
        }
        guard let encoding else { return [examples] }
        return [encoding.gsm7, encoding.ucs2].map { name in
            examples.merging([.encoding: name]) { $1 }
        }
    }
}
