/// What a template file may be made of: UTF-8 text without anything that is invisible and yet does something.
enum TemplateCharacters {
    static func findings(in file: TemplateFile) -> [TemplateFinding] {
        var findings: [TemplateFinding] = []
        var iterator = file.bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var (line, column) = (1, 1)
        while true {
            let fault: TemplateProblem?
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return findings
            case .error: fault = .notUTF8
            case .valid(let encoded):
                fault = Self.fault(of: Unicode.UTF8.decode(encoded), isFirst: (line, column) == (1, 1))
                if encoded.first == UInt8(ascii: "\n") {
                    (line, column) = (line + 1, 1)
                    continue
                }
            }
            if let fault {
                let place = TemplatePosition(line: line, column: column)
                findings.append(
                    TemplateFinding(file.path, place, fault, replacement: replacement(for: fault, at: place)))
                if findings.count == 20 { return findings }
            }
            column += 1
        }
    }

    private static func fault(of scalar: Unicode.Scalar, isFirst: Bool) -> TemplateProblem? {
        switch scalar.value {
        case 0x0A: nil
        case 0x0D: .carriageReturn
        case 0x09: .tab
        // A C1 control alone makes Gmail clip a mail.
        case 0x00...0x1F, 0x7F...0x9F: .control(name(scalar))
        case 0x2028, 0x2029: .lineSeparator(name(scalar))
        case 0x202A...0x202E, 0x2066...0x2069: .direction(name(scalar))
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF: .privateUse(name(scalar))
        case 0xFEFF where isFirst: .byteOrderMark
        case 0xFEFF: .invisible(name(scalar))
        default: nil
        }
    }

    private static func replacement(
        for problem: TemplateProblem, at place: TemplatePosition
    ) -> TemplateReplacement? {
        let text: String? =
            switch problem {
            case .tab: "    "
            case .byteOrderMark, .carriageReturn, .control, .direction, .privateUse, .invisible: ""
            default: nil
            }
        return text.map { TemplateReplacement(line: place.line, column: place.column, length: 1, text: $0) }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
