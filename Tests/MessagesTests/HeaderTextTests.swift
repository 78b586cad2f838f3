import Testing

@testable import Messages

struct HeaderTextTests {
    @Test(
        "a subject is plain where it can be, else encoded by whole characters",
        arguments: [
            ("Je inlogcode voor Caren", "Subject: Je inlogcode voor Caren"),
            // As Python's `email.header` writes it.
            ("Één keer inloggen bij Caren", "Subject: =?utf-8?q?=C3=89=C3=A9n_keer_inloggen_bij_Caren?="),
            ("a=?utf-8?q?b?=", "Subject: =?utf-8?q?a=3D=3Futf-8=3Fq=3Fb=3F=3D?="),
            ("a\r\nBcc: b", "Subject: =?utf-8?q?a=0D=0ABcc=3A_b?="),
            (
                "Wachtwoord gewijzigd – bevestig als jij dit niet was, coördinator",
                "Subject: =?utf-8?q?Wachtwoord_gewijzigd_=E2=80=93_bevestig_als_jij_dit_nie?=\r\n"
                    + " =?utf-8?q?t_was=2C_co=C3=B6rdinator?="
            ),
            (
                "Een onderwerp van meer dan zesenzeventig tekens wordt gevouwen tussen twee woorden",
                "Subject: Een onderwerp van meer dan zesenzeventig tekens wordt gevouwen\r\n tussen twee woorden"
            ),
        ])
    func subjects(text: String, header: String) {
        #expect(HeaderText("Subject: ").unstructured(text) == header)
    }

    @Test(
        "a display name is quoted, or encoded outside quotation marks",
        arguments: [
            ("Caren", #"To: "Caren""#), (#"Sam "S" \ de Vries"#, #"To: "Sam \"S\" \\ de Vries""#),
            ("Zoë", "To: =?utf-8?q?Zo=C3=AB?="), ("a, b <c@d.example>", #"To: "a, b <c@d.example>""#),
        ])
    func names(name: String, header: String) {
        #expect(HeaderText("To: ").phrase(name) == header)
    }

    @Test("no line is longer than 76 characters, whatever the characters", arguments: ["ë", "🎉", "a", "a ", "👨‍👩‍👧 "])
    func lines(piece: String) {
        for count in [1, 10, 33, 100] {
            for header in [
                HeaderText("Subject: ").unstructured(String(repeating: piece, count: count)),
                HeaderText("To: ").phrase(String(repeating: piece, count: count)),
            ] {
                let lines = header.split(separator: "\r\n")
                #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { $0 < 0x7F } })
                #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.count > 1 })
            }
        }
    }
}
