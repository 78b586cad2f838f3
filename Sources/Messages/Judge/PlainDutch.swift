/// Words that few people use at home, and those that everybody knows (level B1).
///
/// From the style guide of RVO and the list of Onze Taal; for login and security by how common the words are.
enum PlainDutch {
    static let familiar: Set<String> = ["je", "jij", "jou", "jouw", "jouwe", "jezelf", "jullie"]
    static let polite: Set<String> = ["u", "uw", "uwe", "uzelf"]

    static let longestPhrase = better.keys.map { $0.split(separator: " ").count }.max() ?? 1

    static let better: [String: String] = {
        var better: [String: String] = [:]
        for line in list.split(separator: "\n") {
            let sides = line.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { continue }
            for word in sides[0].split(separator: ",") {
                better[word.trimmingSpaces] = "“\(sides[1].trimmingSpaces)”"
            }
        }
        return better
    }()

    private static let list = """
        aangezien = omdat
        aanvang = begin
        abusievelijk = per ongeluk
        additioneel, additionele = extra
        adequaat, adequate = goed
        alsmede = en
        alvorens = voordat
        behoudens = behalve
        betreffende, omtrent, inzake = over
        bewerkstelligen = zorgen voor
        bijgaand = hierbij
        circa = ongeveer
        conform = volgens
        constateren, constateert = zien
        correspondentie = berichten
        dan wel = of
        derhalve = daarom
        dient te, dienen te = moeten
        doch, echter = maar
        doen toekomen = sturen
        door middel van, middels = met
        elders = ergens anders
        eveneens, tevens = ook
        expireren, expireert = werkt niet meer
        gaarne = graag
        gelieve = wil je
        gereed = klaar
        geschieden, geschiedt = gebeuren
        heden = vandaag
        indien, ingeval = als
        initieel, initiële = eerst
        in het kader van = voor
        krachtens = door
        mededelen = laten weten
        met betrekking tot, ten aanzien van = over
        momenteel, thans = nu
        nadien = daarna
        nimmer = nooit
        noodzakelijk, noodzakelijke, benodigd, benodigde = nodig
        onverwijld, terstond, per omgaande, onmiddellijk = meteen
        realiseren = maken
        reeds = al
        retourneren = terugsturen
        separaat = apart
        te allen tijde = altijd
        ten behoeve van = voor
        teneinde = om
        trachten = proberen
        vernemen = horen
        verstrekken, verstrekt, verlenen = geven
        na het verstrijken van = na
        verzoeken, verzoekt = vragen
        vooralsnog = voorlopig
        voorts = verder
        waarborgen = zorgen dat
        wederom = weer
        zorg dragen = zorgen
        zulks = dit
        desondanks = toch
        verifiëren, valideren = controleren
        verificatie = controle
        verificatiecode, beveiligingscode, otp, tan, tan-code = inlogcode
        authenticatie, authenticeren = inloggen
        tweefactorauthenticatie, tweestapsverificatie, 2fa, mfa = inloggen met een extra code
        activeren, geactiveerd = aanzetten
        deactiveren, gedeactiveerd = uitzetten
        eenmalig, eenmalige = één keer
        geldigheidsduur = hoelang de code werkt
        ongeautoriseerd, ongeautoriseerde = zonder toestemming
        autoriseren = toestemming geven
        autorisatie = toestemming
        derden = anderen
        raadplegen = bekijken
        selecteren, selecteer = kiezen
        annuleren, annuleer = stoppen
        ontkoppelen, ontkoppeld = weghalen
        genereren, gegenereerd = maken
        resetten, gereset = opnieuw instellen
        beëindigen, beëindigd = stoppen
        inloggegevens = naam en wachtwoord
        identiteit = wie je bent
        overeenkomen = hetzelfde zijn
        paswoord, password = wachtwoord
        smscode, sms code = sms-code
        email = e-mail
        emailadres = e-mailadres
        logincode, login code, inlog code = inlogcode
        i.v.m., ivm = door
        m.b.t., mbt = over
        a.u.b., aub = alsjeblieft
        evt, eventueel = misschien
        """
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
