extension TemplateProblem {
    /// All that is said of templates in Dutch.
    var dutch: FindingWords {
        switch self {
        case .folderUnreadable: FindingWords("de map is niet te lezen")
        case .folderEmpty: FindingWords("er staat geen tekst in deze map", suggestion: "noem de map waar nl/ in staat")
        case .fileUnreadable: FindingWords("het bestand is niet te lezen")
        case .folderTooDeep: FindingWords("in de map van een bericht horen alleen bestanden")
        case .tooManyFiles(let limit): FindingWords("er zijn meer dan \(limit) bestanden")
        case .unknownLanguage(let name, let known): FindingWords("de taal \(name) is er niet; wel \(known)")
        case .unknownMessage(let name, let nearest):
            FindingWords("het bericht \(name) is er niet", suggestion: nearest.map { "bedoel je \($0)?" } ?? "")
        case .unknownPart(let name):
            FindingWords("het bericht \(name.rawValue) heeft zo'n bestand niet; wel \(name.partNames)")
        case .missingFile: FindingWords("het bestand ontbreekt")
        case .missingDutch:
            FindingWords("de Nederlandse teksten ontbreken", why: "Elke andere taal valt daarop terug.")
        case .missingLanguage(let language):
            FindingWords(
                "er is geen tekst in de taal \(language.rawValue)", why: "Wie erom vraagt, krijgt Nederlands.",
                suggestion: "schrijf \(language.rawValue)/…, of laat het zo als je dat wilt")
        case .missingMessage(let name, let language):
            FindingWords(
                "\(name.rawValue) heeft geen tekst in de taal \(language.rawValue)",
                why: "Wie erom vraagt, krijgt Nederlands.", suggestion: "schrijf \(language.rawValue)/\(name.rawValue)/"
            )
        case .fileTooLarge(let limit): FindingWords("het bestand is groter dan \(limit) kB")

        case .notUTF8: FindingWords("het bestand is hier geen UTF-8", suggestion: "bewaar het als UTF-8")
        case .byteOrderMark:
            FindingWords(
                "een byte order mark (U+FEFF)", why: "Dat teken hoort bij de tekst en maakt een sms twee keer zo duur.",
                suggestion: "bewaar het bestand als UTF-8 zonder BOM")
        case .carriageReturn:
            FindingWords(
                "een regeleinde van Windows (U+000D)",
                suggestion: "bewaar het bestand met LF aan het eind van de regels")
        case .tab: FindingWords("een tab (U+0009)", suggestion: "gebruik spaties")
        case .control(let name): FindingWords("een stuurteken (\(name))", suggestion: "haal het weg")
        case .lineSeparator(let name):
            FindingWords("een onzichtbaar regeleinde (\(name))", suggestion: "begin een nieuwe regel")
        case .direction(let name):
            FindingWords("een teken dat de leesrichting omdraait (\(name))", suggestion: "haal het weg")
        case .privateUse(let name): FindingWords("een teken voor eigen gebruik (\(name))", suggestion: "haal het weg")
        case .invisible(let name): FindingWords("een onzichtbaar teken (\(name))", suggestion: "haal het weg")

        case .commentOpen: FindingWords("het commentaar eindigt niet met }}")
        case .tagOpen: FindingWords("{{ is op deze regel niet gesloten met }}")
        case .threeBraces: FindingWords("hier staan drie accolades", suggestion: "schrijf }}")
        case .rawValue:
            FindingWords(
                "een waarde gaat nooit onbewerkt de deur uit",
                why: "Een naam met < erin zou een stuk HTML van de mail worden.", suggestion: "schrijf {{naam}}")
        case .otherBraces: FindingWords("andere accolades kiezen kan niet")
        case .pragma: FindingWords("de naam van het bestand zegt al wat het is", suggestion: "laat {{% …}} weg")
        case .chosenPartial:
            FindingWords("een waarde kan geen tekst kiezen", suggestion: "noem het tekstdeel bij zijn naam")
        case .elseTag:
            FindingWords(
                "{{else}} bestaat niet", why: "Dan worden beide teksten getoond.",
                suggestion: "schrijf {{/naam}}{{^naam}}")
        case .keyword(let word):
            FindingWords(
                "{{\(word)}} bestaat niet",
                suggestion: "schrijf {{#naam}} … {{/naam}}, of {{^naam}} … {{/naam}} voor als de waarde er niet is")
        case .dots:
            FindingWords(
                "in een naam staat geen punt", why: "{{.}} toont alles wat er is, ook codes.",
                suggestion: "schrijf alleen de naam")
        case .function: FindingWords("functies bestaan niet", suggestion: "schrijf alleen de naam")
        case .badName: FindingWords("tussen {{ en }} hoort een naam van letters, cijfers en _")
        case .tooManyTags(let limit): FindingWords("in dit bestand staan meer dan \(limit) keer accolades")
        case .tooDeep(let limit): FindingWords("meer dan \(limit) stukken staan in elkaar")
        case .unclosed(let name):
            FindingWords("het stuk \(name) is nergens gesloten", suggestion: "{{/\(name)}} ontbreekt")
        case .closesNothing(let name): FindingWords("{{/\(name)}} sluit niets: er staat niets open")
        case .closesOther(let name, let open, let line):
            FindingWords("{{/\(name)}} sluit {{…\(open)}} van regel \(line)", suggestion: "schrijf {{/\(open)}}")
        case .besideBlock:
            FindingWords(
                "in {{<…}} mag alleen {{$blok}} … {{/blok}} staan", why: "Wat ernaast staat, raakt kwijt.",
                suggestion: "zet de tekst in een blok")
        case .engine(let fault): FindingWords("dit is niet te lezen: \(fault)")

        case .unknownValue(let name, let nearest):
            FindingWords(
                "de waarde \(name) bestaat niet", why: "Op die plek zou niets staan.",
                suggestion: nearest.map { "bedoel je \($0)?" } ?? "")
        case .onlyInDigits(let name): FindingWords("\(name) bestaat alleen binnen {{#digits}} … {{/digits}}")
        case .digitsAlone: FindingWords("digits is een lijst", suggestion: "schrijf {{#digits}}{{digit}}{{/digits}}")
        case .unavailable(let name, let message, let part):
            FindingWords("\(message.rawValue)/\(part.rawValue) krijgt de waarde \(name) niet")
        case .unknownPartial(let name, let nearest):
            FindingWords("het tekstdeel \(name) is er niet", suggestion: nearest.map { "bedoel je \($0)?" } ?? "")
        case .partialCycle(let name): FindingWords("het tekstdeel \(name) haalt zichzelf erbij")
        case .expandedTooLarge(let limit): FindingWords("met zijn tekstdelen is het groter dan \(limit) kB")
        case .partialsTooDeep(let limit): FindingWords("meer dan \(limit) tekstdelen staan in elkaar")
        case .unknownBlock(let name, let layout, let known):
            FindingWords("\(layout) heeft geen blok \(name); wel \(known)")
        case .partialAlone:
            FindingWords("in een sms of onderwerp hoort geen tekstdeel", suggestion: "schrijf de tekst zelf op")

        case .renderedTooLarge(let limit):
            FindingWords(
                "ingevuld is de tekst groter dan \(limit) bytes", why: "Dan kijkt niemand na wat er in staat.",
                suggestion: "schrijf het korter")

        case .codeMissing:
            FindingWords("dit bericht is voor een code en toont hem niet", suggestion: "schrijf {{code}}")
        case .lastLineMissing(let expected):
            FindingWords(
                "de laatste regel voor het automatisch invullen ontbreekt",
                why: "Door die regel biedt de telefoon de code aan op jullie site.",
                suggestion: "eindig met een lege regel en \(expected)")
        case .lastLineWrong(let expected):
            FindingWords(
                "een telefoon begrijpt de laatste regel zo niet",
                why: "Er hoort precies één @, jullie domein, een spatie, # en de code te staan.",
                suggestion: "schrijf \(expected)")
        case .lastLineFollowed:
            FindingWords(
                "achter de regel voor het automatisch invullen staat nog iets",
                why: "Een telefoon kijkt alleen naar de laatste regel.",
                suggestion: "laat het bestand met die regel eindigen")
        case .codeSegments(let units, let room, let segments):
            FindingWords(
                "met de langste waarden worden dit \(segments) sms'en (\(units) tekens, er passen er \(room))",
                why: "De delen kunnen laat of in de verkeerde volgorde komen, en elk deel kost geld.",
                suggestion: "schrijf minstens \(units - room) tekens minder")
        case .outsideAlphabet(let price): Self.dutch(of: price)
        case .countsDouble(let character):
            FindingWords(
                "\(character) telt in een sms als twee tekens", suggestion: "schrijf het als woord, of laat het weg")
        case .noticeSegments(let units, let segments):
            FindingWords(
                "met de langste waarden worden dit \(segments) sms'en (\(units) tekens)", why: "Elke sms kost geld.",
                suggestion: "schrijf het korter")
        case .falseCode:
            FindingWords(
                "een telefoon kan dit voor de code houden", why: "Dan biedt hij dit aan om in te vullen.",
                suggestion: "schrijf het anders")
        case .linkMissing:
            FindingWords("dit bericht is voor een link en toont hem niet", suggestion: "schrijf {{link}}")
        case .subjectLines: FindingWords("een onderwerp is één regel")
        case .subjectTooLong(let count, let limit):
            FindingWords(
                "met de langste waarden heeft dit onderwerp \(count) tekens; er passen er \(limit)",
                why: "Mailprogramma's kappen het af, en het breekt over twee regels.", suggestion: "schrijf het korter")
        case .codeOnLockScreen(let part):
            FindingWords(
                part == .subject ? "de code staat in het onderwerp" : "de code staat in de voorvertoning",
                why: "Iedereen kan hem lezen op een vergrendelde telefoon.",
                suggestion: "laat hem in de mail zelf staan")
        case .noticeCode:
            FindingWords(
                "in een melding staat geen code", why: "Anders leren mensen codes invullen waar ze niet om vroegen.")
        case .noticeLink:
            FindingWords("in een melding staat geen link", why: "Waarschuwingen met een link komen van oplichters.")
        case .linkHost(let host, let allowed):
            FindingWords(
                "een link naar \(host), en dat mag niet", suggestion: "schrijf {{link}}, of een adres op \(allowed)")
        case .linkScheme:
            FindingWords(
                "alleen links met https en tel mogen", suggestion: "schrijf {{link}} of {{support_phone_link}}")
        case .twinLacks(let name):
            FindingWords(
                "in de tekstversie ontbreekt {{\(name)}}, dat wel in de HTML staat",
                why: "Wie mail als platte tekst leest mist het, en spamfilters wantrouwen zo'n verschil.",
                suggestion: "toon {{\(name)}} ook in email.txt")
        case .longSentence(let words, let limit):
            FindingWords(
                "een zin van \(words) woorden", why: "Boven \(limit) woorden raken veel mensen de draad kwijt.",
                suggestion: "maak er twee zinnen van")
        case .plainWord(let word, let better):
            FindingWords("“\(word)” is een moeilijk woord", suggestion: "schrijf \(better)")
        case .formOfAddress(let other):
            FindingWords("u en je staan door elkaar", suggestion: "kies er één; op andere plekken staat “\(other)”")

        case .valueIn(let place):
            FindingWords(
                "een waarde hoort niet \(place.dutch)", why: "Daar is geen enkele waarde veilig.",
                suggestion: place.dutchSuggestion)
        case .active(let what):
            FindingWords(
                "\(what) hoort niet in een mail", why: "Mailprogramma's halen het weg of houden de mail tegen.")
        case .lowContrast(let ratio, let needed, let colours, let isDark):
            FindingWords(
                "een contrast van \(ratio) op 1\(isDark ? " in donkere weergave" : ""); minstens \(needed) is nodig "
                    + "(\(colours))", why: "Veel mensen kunnen het niet lezen.",
                suggestion: "kies een donkerder of lichtere kleur")
        case .noDarkColours:
            FindingWords(
                "er zijn geen kleuren voor donkere weergave",
                why: "Mailprogramma's keren de kleuren dan zelf om.",
                suggestion: "schrijf @media (prefers-color-scheme: dark) in <style>")
        case .noLanguage:
            FindingWords(
                "de taal staat er niet bij", why: "Een voorleesprogramma spreekt de tekst daarmee uit.",
                suggestion: "schrijf <html lang=\"{{language}}\">, en hetzelfde op het eerste element in <body>")
        case .wrongLanguage(let expected):
            FindingWords(
                "dit is niet de taal van de tekst", why: "Een voorleesprogramma spreekt de tekst daarmee uit.",
                suggestion: "schrijf lang=\"\(expected)\" of lang=\"{{language}}\"")
        case .imageWithoutText:
            FindingWords(
                "een plaatje zonder alt", why: "Wie het niet ziet, mist het.",
                suggestion: "schrijf alt=\"wat je ziet\", of alt=\"\" bij versiering")
        case .tableWithoutRole:
            FindingWords(
                "een tabel zonder role", why: "Een voorleesprogramma kondigt hem aan als tabel met cijfers.",
                suggestion: "schrijf role=\"presentation\"")
        case .mailTooLarge(let kilobytes):
            FindingWords(
                "de mail is \(kilobytes) KiB", why: "Gmail kapt mails van meer dan 100 KiB af.",
                suggestion: "schrijf het korter")
        case .dropped(let feature, let clients):
            FindingWords("\(feature) werkt niet in \(clients)", why: "De mail ziet er daar anders uit.")
        }
    }

    private static func dutch(of price: SMSPrice) -> FindingWords {
        let place = price.word.isEmpty ? "" : " in “\(price.word)”"
        let suggestion =
            switch price.plain {
            case nil, "": "laat het weg"
            case .some(let plain): "schrijf “\(plain)” of een ander woord"
            }
        guard price.segments > price.segmentsWithout else {
            return FindingWords(
                "\(price.name(in: .dutch))\(place) laat 70 tekens over voor een sms in plaats van 160",
                why: "Nu past het nog net; met een woord erbij worden het twee sms'en.", suggestion: suggestion)
        }
        return FindingWords(
            "\(price.name(in: .dutch))\(place) maakt van \(price.segmentsWithout) sms er \(price.segments)",
            why: "Met dat teken passen er 70 tekens in een sms in plaats van 160, en elke sms kost geld.",
            suggestion: suggestion)
    }
}

extension TemplateProblem.HTMLPlace {
    fileprivate var dutch: String {
        switch self {
        case .unquoted: "in een attribuut zonder aanhalingstekens"
        case .style: "in een stijl"
        case .script: "in een script"
        case .comment: "in commentaar"
        case .link: "midden in een link"
        case .tag: "in de naam van een tag of attribuut"
        }
    }

    fileprivate var dutchSuggestion: String {
        switch self {
        case .unquoted: "zet er aanhalingstekens omheen"
        case .link: "laat {{link}} of {{support_phone_link}} de hele href zijn"
        case .style, .script, .comment, .tag: "schrijf de waarde als tekst"
        }
    }
}
