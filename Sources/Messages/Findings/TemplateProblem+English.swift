extension TemplateProblem {
    /// All that is said of templates in English.
    var english: FindingWords {
        switch self {
        case .folderUnreadable: FindingWords("the folder cannot be read")
        case .folderEmpty:
            FindingWords("there is no template in this folder", suggestion: "name the folder that holds nl/")
        case .fileUnreadable: FindingWords("the file cannot be read")
        case .folderTooDeep: FindingWords("a message's folder holds files only")
        case .tooManyFiles(let limit): FindingWords("more than \(limit) template files")
        case .unknownLanguage(let name, let known): FindingWords("there is no language \(name); there are \(known)")
        case .unknownMessage(let name, let nearest):
            FindingWords("there is no message \(name)", suggestion: nearest.map { "did you mean \($0)?" } ?? "")
        case .unknownPart(let name):
            FindingWords("the message \(name.rawValue) has no such file; it has \(name.partNames)")
        case .missingFile: FindingWords("the file is missing")
        case .missingDutch:
            FindingWords("the Dutch texts are missing", why: "Every other language falls back to them.")
        case .missingLanguage(let language):
            FindingWords(
                "the language \(language.rawValue) has no text", why: "Whoever asks for it gets Dutch.",
                suggestion: "write \(language.rawValue)/…, or leave it if that is what you want")
        case .missingMessage(let name, let language):
            FindingWords(
                "\(name.rawValue) has no text in \(language.rawValue)", why: "Whoever asks for it gets Dutch.",
                suggestion: "write \(language.rawValue)/\(name.rawValue)/")
        case .fileTooLarge(let limit): FindingWords("the file is larger than \(limit) kB")

        case .notUTF8: FindingWords("the file is not UTF-8 here", suggestion: "save it as UTF-8")
        case .byteOrderMark:
            FindingWords(
                "a byte order mark (U+FEFF)",
                why: "It is a character of the text, and makes an SMS cost twice as much.",
                suggestion: "save the file as UTF-8 without BOM")
        case .carriageReturn:
            FindingWords("a carriage return (U+000D)", suggestion: "save the file with LF at the end of its lines")
        case .tab: FindingWords("a tab (U+0009)", suggestion: "use spaces")
        case .control(let name): FindingWords("a control character (\(name))", suggestion: "remove it")
        case .lineSeparator(let name): FindingWords("an invisible line break (\(name))", suggestion: "use a new line")
        case .direction(let name):
            FindingWords("a mark that turns the direction of reading (\(name))", suggestion: "remove it")
        case .privateUse(let name): FindingWords("a character for private use (\(name))", suggestion: "remove it")
        case .invisible(let name): FindingWords("an invisible character (\(name))", suggestion: "remove it")

        case .commentOpen: FindingWords("the comment does not end with }}")
        case .tagOpen: FindingWords("the tag does not end with }} on its own line")
        case .threeBraces: FindingWords("three braces close this tag", suggestion: "write }}")
        case .rawValue:
            FindingWords(
                "a value never goes out raw", why: "A name with < in it would become part of the mail's HTML.",
                suggestion: "write {{name}}")
        case .otherBraces: FindingWords("the braces of tags cannot be changed")
        case .pragma:
            FindingWords("the markup follows from the file's name", suggestion: "leave the pragma out")
        case .chosenPartial: FindingWords("a value cannot choose a template", suggestion: "name the partial")
        case .elseTag:
            FindingWords(
                "there is no {{else}}", why: "Both branches would be printed.", suggestion: "write {{/name}}{{^name}}")
        case .keyword(let word):
            FindingWords(
                "there is no {{\(word)}}",
                suggestion: "write {{#name}} … {{/name}}, or {{^name}} … {{/name}} for its absence")
        case .dots:
            FindingWords(
                "a name without dots is expected; a whole value is never printed",
                why: "{{.}} prints everything there is, codes included.", suggestion: "write the name alone")
        case .function: FindingWords("there are no functions", suggestion: "write the name alone")
        case .badName: FindingWords("a name of letters, digits and _ is expected between {{ and }}")
        case .tooManyTags(let limit): FindingWords("more than \(limit) tags in one file")
        case .tooDeep(let limit): FindingWords("more than \(limit) sections inside one another")
        case .unclosed(let name):
            FindingWords("the section \(name) is never closed", suggestion: "{{/\(name)}} is missing")
        case .closesNothing(let name): FindingWords("{{/\(name)}} closes nothing: no section is open")
        case .closesOther(let name, let open, let line):
            FindingWords("{{/\(name)}} closes {{…\(open)}} of line \(line)", suggestion: "write {{/\(open)}}")
        case .besideBlock:
            FindingWords(
                "only {{$block}} … {{/block}} may stand directly inside {{<…}}", why: "What stands beside is lost.",
                suggestion: "put the text into a block")
        case .engine(let fault): FindingWords("the engine cannot read this: \(fault)")

        case .unknownValue(let name, let nearest):
            FindingWords(
                "there is no value called \(name)", why: "Nothing would be printed in its place.",
                suggestion: nearest.map { "did you mean \($0)?" } ?? "")
        case .onlyInDigits(let name): FindingWords("\(name) is known only inside {{#digits}} … {{/digits}}")
        case .digitsAlone: FindingWords("digits is a list", suggestion: "write {{#digits}}{{digit}}{{/digits}}")
        case .unavailable(let name, let message, let part):
            FindingWords("\(message.rawValue)/\(part.rawValue) is not given the value \(name)")
        case .unknownPartial(let name, let nearest):
            FindingWords("there is no partial \(name)", suggestion: nearest.map { "did you mean \($0)?" } ?? "")
        case .partialCycle(let name): FindingWords("the partial \(name) draws in itself")
        case .expandedTooLarge(let limit): FindingWords("with its partials it is larger than \(limit) kB")
        case .partialsTooDeep(let limit): FindingWords("more than \(limit) partials inside one another")
        case .unknownBlock(let name, let layout, let known):
            FindingWords("\(layout) has no block \(name); it has \(known)")
        case .partialAlone:
            FindingWords("a partial has no place in an SMS or a subject", suggestion: "write the text out")

        case .renderedTooLarge(let limit):
            FindingWords(
                "filled in, the text is larger than \(limit) bytes", why: "Then nobody looks at what it says.",
                suggestion: "write less")

        case .codeMissing:
            FindingWords("this message is for a code, and does not show it", suggestion: "write {{code}}")
        case .lastLineMissing(let expected):
            FindingWords(
                "the last line for autofill is missing", why: "Telephones offer the code on your site by that line.",
                suggestion: "end with an empty line and \(expected)")
        case .lastLineWrong(let expected):
            FindingWords(
                "telephones do not understand the last line",
                why: "They want exactly one @, your domain, a space, # and the code.", suggestion: "write \(expected)")
        case .lastLineFollowed:
            FindingWords(
                "something stands behind the line for autofill", why: "Telephones look at the last line only.",
                suggestion: "let the file end with that line")
        case .codeSegments(let units, let room, let segments):
            FindingWords(
                "with the longest values this SMS becomes \(segments) (\(units) characters, \(room) fit)",
                why: "The parts can come late or in the wrong order, and each costs money.",
                suggestion: "write at least \(units - room) characters less")
        case .outsideAlphabet(let price): Self.english(of: price)
        case .countsDouble(let character):
            FindingWords(
                "\(character) counts as two characters in an SMS", suggestion: "write it as a word, or leave it out")
        case .noticeSegments(let units, let segments):
            FindingWords(
                "with the longest values this becomes \(segments) SMS messages (\(units) characters)",
                why: "Each costs money.", suggestion: "write less")
        case .falseCode:
            FindingWords(
                "telephones can take this for the code", why: "They offer it to be filled in.",
                suggestion: "write it another way")
        case .linkMissing:
            FindingWords("this message is for a link, and does not show it", suggestion: "write {{link}}")
        case .subjectLines: FindingWords("a subject is one line")
        case .subjectTooLong(let count, let limit):
            FindingWords(
                "with the longest values this subject has \(count) characters; \(limit) fit",
                why: "Mail programs cut it off, and its header breaks over two lines.", suggestion: "write less")
        case .codeOnLockScreen(let part):
            FindingWords(
                part == .subject ? "the code stands in the subject" : "the code stands in the preview line",
                why: "Anyone can read it on a locked telephone.", suggestion: "leave it to the mail itself")
        case .noticeCode:
            FindingWords("a notice holds no code", why: "It teaches people to fill in codes that they did not ask for.")
        case .noticeLink:
            FindingWords("a notice holds no link", why: "Links in warnings are what fraudsters send.")
        case .linkHost(let host, let allowed):
            FindingWords(
                "a link to \(host), which is not allowed", suggestion: "write {{link}}, or a host of \(allowed)")
        case .linkScheme:
            FindingWords("only https and tel links are allowed", suggestion: "write {{link}} or {{support_phone_link}}")
        case .twinLacks(let name):
            FindingWords(
                "the text version lacks {{\(name)}}, which the HTML shows",
                why: "Whoever reads mail as plain text misses it, and filters distrust mails that differ.",
                suggestion: "show {{\(name)}} in email.txt as well")
        case .longSentence(let words, let limit):
            FindingWords(
                "a sentence of \(words) words", why: "Over \(limit) words many people lose the thread.",
                suggestion: "make two of it")
        case .plainWord(let word, let better):
            FindingWords("“\(word)” is a difficult word", suggestion: "write \(better)")
        case .formOfAddress(let other):
            FindingWords("je and u stand in one message", suggestion: "choose one; elsewhere it is “\(other)”")

        case .valueIn(let place):
            FindingWords(
                "a value has no place \(place.english)", why: "No escaping makes it safe there.",
                suggestion: place.englishSuggestion)
        case .active(let what): FindingWords("\(what) has no place in a mail", why: "Mail programs remove or block it.")
        case .lowContrast(let ratio, let needed, let colours, let isDark):
            FindingWords(
                "contrast of \(ratio) to 1\(isDark ? " in dark mode" : ""), at least \(needed) is needed (\(colours))",
                why: "Many people cannot read it.", suggestion: "choose a darker or lighter colour")
        case .noDarkColours:
            FindingWords(
                "there are no colours for dark mode", why: "Mail programs then invert the colours as they like.",
                suggestion: "write @media (prefers-color-scheme: dark) in <style>")
        case .noLanguage:
            FindingWords(
                "the language is not given", why: "A screen reader pronounces the text by it.",
                suggestion: "write <html lang=\"{{language}}\">, and the same on the first element in <body>")
        case .wrongLanguage(let expected):
            FindingWords(
                "this is not the language of the text", why: "A screen reader pronounces the text by it.",
                suggestion: "write lang=\"\(expected)\" or lang=\"{{language}}\"")
        case .imageWithoutText:
            FindingWords(
                "an image without alt", why: "Whoever does not see it, misses it.",
                suggestion: "write alt=\"what it shows\", or alt=\"\" for decoration")
        case .tableWithoutRole:
            FindingWords(
                "a table without role", why: "A screen reader announces it as a table of figures.",
                suggestion: "write role=\"presentation\"")
        case .mailTooLarge(let kilobytes):
            FindingWords(
                "the mail is \(kilobytes) KiB", why: "Gmail cuts off mails of over 100 KiB.", suggestion: "write less")
        case .dropped(let feature, let clients):
            FindingWords("\(feature) is dropped by \(clients)", why: "The mail looks different there.")
        }
    }

    private static func english(of price: SMSPrice) -> FindingWords {
        let place = price.word.isEmpty ? "" : " in “\(price.word)”"
        let suggestion =
            switch price.plain {
            case nil: "leave it out"
            case "": "leave it out"
            case .some(let plain): "write “\(plain)” or another word"
            }
        guard price.segments > price.segmentsWithout else {
            return FindingWords(
                "\(price.name(in: .english))\(place) leaves 70 characters for an SMS instead of 160",
                why: "There is only just room now; the next word may make it two messages.", suggestion: suggestion)
        }
        return FindingWords(
            "\(price.name(in: .english))\(place) makes \(price.segments) SMS messages of \(price.segmentsWithout)",
            why: "With it a message has 70 characters instead of 160, and each message costs money.",
            suggestion: suggestion)
    }
}

extension TemplateProblem.HTMLPlace {
    fileprivate var english: String {
        switch self {
        case .unquoted: "in an attribute without quotation marks"
        case .style: "in a style"
        case .script: "in a script"
        case .comment: "in a comment"
        case .link: "within a link"
        case .tag: "in the name of a tag or an attribute"
        }
    }

    fileprivate var englishSuggestion: String {
        switch self {
        case .unquoted: "put quotation marks around it"
        case .link: "let {{link}} or {{support_phone_link}} be the whole href"
        case .style, .script, .comment, .tag: "write the value as text"
        }
    }
}
