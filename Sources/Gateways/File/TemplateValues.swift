/// What the templates of one file may use.
struct TemplateValues {
    let credentials: [String]
    let number: NumberForm
    let encoding: EncodingNames?
    /// Nil where the file has none.
    let validity: ValidityRule.Unit?

    var names: [String] {
        Variable.allCases.map(\.rawValue) + credentials
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
