import Foundation

/// What programs that are not ours make of a signature: dkimpy, and for RSA Perl's Mail::DKIM.
package enum DKIMVerifier: String, CaseIterable, Sendable {
    case dkimpy
    case mailDKIM = "Mail::DKIM"

    /// Whether each message's signature is good; in one run of the program, which takes a while to begin.
    ///
    /// - Parameters:
    ///   - name: where the key stands in DNS, as `selector._domainkey.domain`.
    ///   - record: what stands there.
    package func verdicts(_ messages: [[UInt8]], key name: String, _ record: String) async throws -> [Bool] {
        let folder = TemporaryFolder()
        let files = messages.indices.map { folder.path("\($0).eml") }
        for (file, message) in zip(files, messages) { try Data(message).write(to: URL(fileURLWithPath: file)) }
        let output = try await Command.run(program[0], program.dropFirst() + [name, record] + files)
        return output.split(separator: "\n").map { $0 == "pass" }
    }

    private var program: [String] {
        switch self {
        case .dkimpy: ["/usr/bin/python3", "-c", Self.python]
        case .mailDKIM: ["/usr/bin/perl", "-MMail::DKIM::Verifier", "-MNet::DNS", "-e", Self.perl]
        }
    }

    private static let python = """
        import sys, dkim
        name, record = sys.argv[1:3]
        def look_up(asked, timeout=0):
            return record.encode() if asked.decode() == name + "." else None
        for file in sys.argv[3:]:
            with open(file, "rb") as mail:
                print("pass" if dkim.verify(mail.read(), dnsfunc=look_up) else "fail")
        """

    private static let perl = """
        my ($name, $record, @files) = @ARGV;
        *Mail::DKIM::DNS::query = sub {
            $_[0] eq $name or return;
            Net::DNS::RR->new(name => $name, type => 'TXT', txtdata => [unpack '(a255)*', $record]);
        };
        local $/;
        for my $file (@files) {
            open my $mail, '<:raw', $file or die;
            my $verifier = Mail::DKIM::Verifier->new;
            $verifier->PRINT(<$mail>);
            $verifier->CLOSE;
            print $verifier->result, "\\n";
        }
        """
}
