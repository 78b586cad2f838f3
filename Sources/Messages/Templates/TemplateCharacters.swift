/// What a template file may be made of: UTF-8 text without anything that is invisible and yet does something.
enum TemplateCharacters {
    static func findings(in file: TemplateFile) -> [TemplateFinding] {
        var findings: [TemplateFinding] = []
        var iterator = file.bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var (line, column) = (1, 1)
        while true {
            let fault: String?
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return findings
            case .error: fault = "the file is not UTF-8 here: save it as UTF-8"
            case .valid(let encoded):
                fault = Self.fault(of: Unicode.UTF8.decode(encoded), isFirst: (line, column) == (1, 1))
                if encoded.first == UInt8(ascii: "\n") {
                    (line, column) = (line + 1, 1)
                    continue
                }
            }
            if let fault {
                findings.append(TemplateFinding(file.path, TemplatePosition(line: line, column: column), fault))
                if findings.count == 20 { return findings }
            }
            column += 1
        }
    }

    private static func fault(of scalar: Unicode.Scalar, isFirst: Bool) -> String? {
        switch scalar.value {
        case 0x0A: nil
        case 0x0D: "a carriage return (U+000D): save the file with LF at the end of its lines"
        case 0x09: "a tab (U+0009): use spaces"
        // A C1 control alone makes Gmail clip a mail.
        case 0x00...0x1F, 0x7F...0x9F: "a control character (\(name(scalar))): remove it"
        case 0x2028, 0x2029: "an invisible line break (\(name(scalar))): use a new line"
        case 0x202A...0x202E, 0x2066...0x2069: "a mark that turns the direction of reading (\(name(scalar))): remove it"
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF: "a character for private use (\(name(scalar))): remove it"
        case 0xFEFF where isFirst: "a byte order mark (U+FEFF): save the file as UTF-8 without BOM"
        case 0xFEFF: "an invisible character (U+FEFF): remove it"
        default: nil
        }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
