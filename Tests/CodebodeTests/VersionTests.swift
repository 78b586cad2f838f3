import Testing

@testable import codebode

@Suite struct VersionTests {
    @Test func everyLibraryTellsItsVersion() throws {
        for (name, version) in Version.libraries {
            #expect(version.contains(/^[0-9]+(\.[0-9]+)+$/), "\(name) \(version)")
        }
        #expect(Version.libraries.count == 6)
    }

    @Test func theNumberIsASemanticVersion() {
        #expect(Version.number.contains(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/))
    }

    @Test func aLibraryIsFoundByTheFileThatIsLoaded() {
        let maps = """
            7f0a00000000-7f0a00001000 r--p 00000000 fe:01 393 /usr/lib/x86_64-linux-gnu/libhiredis_ssl.so.9.9
            7f0a10000000-7f0a10001000 r-xp 00002000 fe:01 394 /usr/lib/x86_64-linux-gnu/libhiredis.so.0.14 (deleted)
            7f0a20000000-7f0a20001000 rw-p 00000000 00:00 0
            """
        #expect(LoadedLibrary.version("libhiredis", maps: maps) == "0.14")
        #expect(LoadedLibrary.version("libphonenumber", maps: maps) == nil)
    }
}
