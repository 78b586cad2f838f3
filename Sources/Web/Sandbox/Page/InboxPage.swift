/// The inbox page. It is empty until its script fills it: nothing that was sent is ever part of this text.
enum InboxPage {
    static let html = """
        <!doctype html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>Proefpostbus</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/inbox.css">
        <script src="/inbox.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#bericht">Naar het bericht</a>
        <div class="top">
        <header>
        <h1>Proefpostbus</h1>
        <p class="notice"><strong>Proefomgeving: er gaat niets naar buiten</strong></p>
        <p id="line" class="line" role="status">Verbinden …</p>
        <button id="wipe" type="button" disabled>Wis alles</button>
        </header>
        <div id="banner" class="banner" role="alert" hidden>
        <p id="banner-text"></p>
        <button id="banner-off" type="button">Zet uit</button>
        </div>
        </div>
        <div class="panes">
        <nav aria-labelledby="list-title">
        <h2 id="list-title">Berichten <span id="count"></span></h2>
        <ol id="list"></ol>
        </nav>
        <main id="bericht" tabindex="-1">
        <noscript><p>Deze pagina heeft JavaScript nodig. Zonder: <a href="/messages">alle berichten als JSON</a>.</p></noscript>
        <section id="empty" hidden>
        <h2>Nog geen berichten</h2>
        <p>Verstuur je eerste bericht:</p>
        <p class="command"><code id="command">codebode send examples/send_code.json</code>
        <button id="copy-command" type="button">Kopieer</button></p>
        <p>Het verschijnt hier vanzelf.</p>
        </section>
        <article id="detail" hidden></article>
        </main>
        <aside aria-label="Gereedschap">
        <details class="faults">
        <summary>Storing nabootsen</summary>
        <fieldset data-kind="sms">
        <legend>Sms</legend>
        <label>Wat gebeurt er? <select id="sms-mode">
        <option value="">gewoon aannemen</option>
        <option value="later">weigeren, later mag weer (503)</option>
        <option value="never">weigeren, voorgoed (400)</option>
        <option value="slow">traag: 5 seconden</option>
        <option value="drop">aannemen, verbinding verbreken</option>
        </select></label>
        <label>Hoe vaak? <input id="sms-times" type="number" min="1" max="1000" placeholder="altijd"></label>
        </fieldset>
        <fieldset data-kind="mail">
        <legend>E-mail</legend>
        <label>Wat gebeurt er? <select id="mail-mode">
        <option value="">gewoon aannemen</option>
        <option value="later">weigeren, later mag weer (451)</option>
        <option value="never">weigeren, voorgoed (550)</option>
        <option value="slow">traag: 5 seconden</option>
        <option value="drop">aannemen, verbinding verbreken</option>
        </select></label>
        <label>Hoe vaak? <input id="mail-times" type="number" min="1" max="1000" placeholder="altijd"></label>
        </fieldset>
        <button id="faults-on" type="button">Pas toe</button>
        </details>
        <p class="keys"><label><input id="keys" type="checkbox" checked> Sneltoetsen</label>
        <span><kbd>j</kbd> volgende, <kbd>k</kbd> vorige, <kbd>Enter</kbd> open, <kbd>Esc</kbd> terug</span></p>
        </aside>
        </div>
        <p id="spoken" class="spoken" role="status"></p>
        <dialog id="sure" aria-labelledby="sure-title">
        <h2 id="sure-title">Alle berichten wissen?</h2>
        <p>Dat kun je niet terugdraaien.</p>
        <p><button id="sure-yes" type="button" class="danger">Wis alles</button>
        <button id="sure-no" type="button" autofocus>Niet wissen</button></p>
        </dialog>
        </body>
        </html>

        """
}
