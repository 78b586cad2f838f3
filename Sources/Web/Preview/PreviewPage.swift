/// The preview page. It is empty until its script fills it.
enum PreviewPage {
    static let html = """
        <!doctype html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>Voorbeeld van de teksten</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/preview.css">
        <script src="/preview.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#beeld">Naar het bericht</a>
        <header>
        <h1>Voorbeeld van de teksten</h1>
        <p id="line" class="line" role="status">Verbinden …</p>
        </header>
        <form id="tools" class="tools" aria-label="Wat je ziet">
        <label class="narrow">Bericht <select id="message"></select></label>
        <label>Taal <select id="language"><option value="nl">Nederlands</option><option value="en">Engels</option></select></label>
        <label>Voorbeeld <select id="sample"><option value="typical">gewoon</option><option value="shortest">kort</option>
        <option value="longest">langst</option></select></label>
        <label>Breedte <select id="width"><option value="375">telefoon, 375</option><option value="320">smal, 320</option>
        <option value="600">venster, 600</option><option value="100">alles wat er is</option></select></label>
        <label>Weergave <select id="look"><option value="light">licht</option><option value="dark">donker</option>
        <option value="inverted">donker, kleuren omgedraaid</option></select></label>
        </form>
        <p id="stale" class="banner" role="alert" hidden>Wat je hebt opgeslagen kan niet getoond worden. Je ziet de laatste goede versie. Rechts staat wat er mis is.</p>
        <div class="panes">
        <nav aria-labelledby="list-title">
        <h2 id="list-title">Berichten</h2>
        <div id="list"></div>
        </nav>
        <main id="beeld" tabindex="-1">
        <noscript><p>Deze pagina heeft JavaScript nodig. Zonder: <code>codebode templates check</code>.</p></noscript>
        <h2 id="title"></h2>
        <div class="pictures">
        <section id="sms" aria-labelledby="sms-title" hidden>
        <h3 id="sms-title">Sms</h3>
        <div class="phone">
        <div class="lock"><b id="lock-sender"></b><p id="lock-text"></p></div>
        <p id="bubble" class="bubble"></p>
        </div>
        <p id="price" class="price"></p>
        <p id="price-longest" class="price soft"></p>
        </section>
        <section id="mail" aria-labelledby="mail-title" hidden>
        <h3 id="mail-title">E-mail</h3>
        <div class="window">
        <dl><dt>Van</dt><dd id="from"></dd><dt>Onderwerp</dt><dd><b id="subject"></b></dd>
        <dt>Regel erachter</dt><dd id="preheader" class="soft"></dd></dl>
        <div class="glass"><iframe id="frame" title="De mail zoals de lezer hem ziet" sandbox=""></iframe></div>
        </div>
        <details><summary>Tekst zonder opmaak</summary><pre id="text" tabindex="0"></pre></details>
        <p><a id="eml" href="#">Bewaar als .eml</a> en open hem in je mailprogramma.</p>
        </section>
        </div>
        </main>
        <aside aria-labelledby="findings-title">
        <h2 id="findings-title">Wat de controle vindt</h2>
        <div id="findings"></div>
        <details class="keys"><summary>Sneltoetsen</summary>
        <label><input id="keys" type="checkbox" checked> Gebruik sneltoetsen</label>
        <p><kbd>j</kbd> volgende bericht, <kbd>k</kbd> vorige, <kbd>1</kbd> gewoon, <kbd>2</kbd> kort, <kbd>3</kbd> langst,
        <kbd>d</kbd> licht of donker, <kbd>n</kbd> volgende vondst, <kbd>c</kbd> kopieer wat er beter staat</p>
        </details>
        </aside>
        </div>
        <p id="spoken" class="spoken" role="status"></p>
        </body>
        </html>

        """
}
