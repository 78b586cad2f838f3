/// What moves the preview page. Texts come into it as text, never as HTML.
enum PreviewScript {
    static let js = #"""
        "use strict";
        const byId = (id) => document.getElementById(id);
        const groups = [
          ["Inlogcode", { login_code: "Inlogcode" }],
          ["Telefoonnummer", { confirm_phone_link: "Bevestigen: de link", confirm_phone_code: "Bevestigen: de code" }],
          ["Meldingen", { notice_password_changed: "Wachtwoord gewijzigd", notice_phone_changed: "Nummer gewijzigd",
            notice_phone_removed: "Nummer verwijderd", notice_totp_enabled: "App ingesteld",
            notice_totp_disabled: "App uitgezet", notice_two_factor_disabled: "Extra code uitgezet" }],
        ];
        const titles = Object.assign({}, ...groups.map(([, names]) => names));
        const names = Object.keys(titles);
        const choice = { message: "login_code", language: "nl", sample: "typical", width: "375", look: "light" };
        const controls = Object.keys(choice).map(byId);
        let state = null;

        for (const [key, value] of new URLSearchParams(location.search)) {
          const options = key === "message" ? names : key in choice ? [...byId(key).options].map((option) => option.value) : [];
          if (options.includes(value)) choice[key] = value;
        }

        function element(name, text, className) {
          const made = document.createElement(name);
          if (text !== undefined) made.textContent = text;
          if (className) made.className = className;
          return made;
        }

        const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

        function mark(entry) {
          if (entry.errors) return element("span", `✕ ${count(entry.errors, "fout", "fouten")}`, "mark error");
          if (entry.warnings) return element("span", `! ${entry.warnings} let op`, "mark warning");
          return element("span", "✓ goed", "mark fine");
        }

        // MARK: What can be chosen

        for (const [title, messages] of groups) {
          const list = element("ul");
          const group = element("optgroup");
          group.label = title;
          for (const [name, text] of Object.entries(messages)) {
            const button = element("button");
            button.type = "button";
            button.dataset.message = name;
            button.append(element("span", text));
            button.addEventListener("click", () => choose("message", name));
            const item = element("li");
            item.append(button);
            list.append(item);
            group.append(new Option(text, name));
          }
          byId("list").append(element("h3", title), list);
          byId("message").append(group);
        }
        for (const control of controls) control.addEventListener("change", () => choose(control.id, control.value));
        byId("tools").addEventListener("submit", (event) => event.preventDefault());

        function choose(key, value) {
          choice[key] = value;
          history.replaceState(null, "", `?${new URLSearchParams(choice)}`);
          show();
        }

        // MARK: Showing

        const path = () => `${choice.message}/${choice.language}/${choice.sample}`;

        async function load() {
          state = await (await fetch("/state")).json();
          await show();
        }

        async function show() {
          for (const control of controls) control.value = choice[control.id];
          byId("title").textContent = titles[choice.message];
          document.body.classList.toggle("stale", state.isStale);
          byId("stale").hidden = !state.isStale;
          for (const button of document.querySelectorAll("nav button")) {
            const name = button.dataset.message;
            button.setAttribute("aria-current", name === choice.message);
            const entry = state.messages.find((one) => one.name === name && one.language === choice.language);
            button.replaceChildren(button.firstChild, mark(entry));
          }
          showFindings();
          const wanted = path();
          const answer = await fetch(`/messages/${wanted}`);
          if (wanted !== path()) return;
          const message = answer.ok ? await answer.json() : {};
          showSMS(message.sms, message.longest);
          showMail(message.mail);
        }

        function marked(place, text, unusual) {
          const pieces = [...text].map((letter) => unusual.includes(letter) ? element("mark", letter) : letter);
          place.replaceChildren(...pieces);
        }

        function price(place, sms, start) {
          const parts = sms.segments === 1 ? `1 sms, nog ${count(sms.left, "teken", "tekens")} over`
            : `${sms.segments} sms'en: ${sms.segments} keer de prijs`;
          const cause = sms.isGSM ? "" : `, door ${sms.unusual.join(" ")}`;
          place.textContent = `${start}${parts}${cause}.`;
          place.classList.toggle("dear", sms.segments > 1);
        }

        function showSMS(sms, longest) {
          byId("sms").hidden = !sms;
          if (!sms) return;
          byId("lock-sender").textContent = sms.sender;
          byId("lock-text").textContent = sms.text;
          marked(byId("bubble"), sms.text, sms.unusual);
          price(byId("price"), sms, "Dit bericht: ");
          price(byId("price-longest"), longest, "Met de langste waarden: ");
        }

        function showMail(mail) {
          byId("mail").hidden = !mail;
          if (!mail) return;
          byId("from").textContent = mail.sender;
          byId("subject").textContent = mail.subject;
          byId("preheader").textContent = mail.preheader;
          byId("text").textContent = mail.text;
          byId("eml").href = `/eml/${path()}`;
          const frame = byId("frame");
          frame.className = `w${choice.width} ${choice.look}`;
          const source = `/mail/${path()}?v=${state.version}`;
          if (frame.getAttribute("src") !== source) frame.setAttribute("src", source);
        }

        function concerns(finding) {
          const steps = finding.file.split("/");
          if (steps.length === 3) return steps[0] === choice.language && steps[1] === choice.message;
          return steps.length === 1 || steps[0] === choice.language;
        }

        function showFindings() {
          const here = state.findings.filter(concerns);
          const elsewhere = state.findings.length - here.length;
          const place = byId("findings");
          place.replaceChildren();
          if (!here.length) place.append(element("p", `✓ Niets gevonden bij dit bericht (${state.rules} regels bekeken).`));
          here.sort((one, other) => (one.severity === "error" ? 0 : 1) - (other.severity === "error" ? 0 : 1));
          for (const finding of here) place.append(card(finding));
          if (elsewhere) place.append(element("p", `In andere berichten: ${elsewhere} te bekijken.`, "soft"));
        }

        function card(finding) {
          const card = element("article", undefined, `finding ${finding.severity}`);
          card.tabIndex = -1;
          card.append(element("h3", `${finding.severity === "error" ? "✕ Fout" : "! Let op"}: ${finding.message}`));
          if (finding.why) card.append(element("p", finding.why));
          if (finding.suggestion) card.append(element("p", `→ ${finding.suggestion}`));
          const line = finding.line ? `:${finding.line}:${finding.column}` : "";
          card.append(element("p", `${finding.file}${line} [${finding.rule}]`, "place"));
          const better = finding.replacement?.text || finding.suggestion;
          if (better) {
            const button = element("button", finding.replacement?.text ? `Kopieer “${better}”` : "Kopieer dit advies");
            button.type = "button";
            button.addEventListener("click", () => copy(better));
            card.append(button);
          }
          return card;
        }

        async function copy(text) {
          try {
            await navigator.clipboard.writeText(text);
            say(`Gekopieerd: ${text}`);
          } catch {
            say("Kopiëren is niet gelukt");
          }
        }

        let speaking;
        function say(text) {
          clearTimeout(speaking);
          speaking = setTimeout(() => { byId("spoken").textContent = text; }, 500);
        }

        // MARK: Keys

        const keys = byId("keys");
        try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* without storage they start on */ }
        keys.addEventListener("change", () => {
          try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* lasts as long as the page */ }
        });

        const looks = ["light", "dark", "inverted"];
        const step = (way) => choose("message", names[(names.indexOf(choice.message) + way + names.length) % names.length]);
        function nextFinding() {
          const cards = [...document.querySelectorAll(".finding")];
          cards[(cards.indexOf(document.activeElement.closest(".finding")) + 1) % cards.length]?.focus();
        }
        const actions = {
          j: () => step(1), k: () => step(-1), n: nextFinding,
          1: () => choose("sample", "typical"), 2: () => choose("sample", "shortest"), 3: () => choose("sample", "longest"),
          d: () => choose("look", looks[(looks.indexOf(choice.look) + 1) % looks.length]),
          c: () => (document.activeElement.closest(".finding") ?? document.querySelector(".finding"))
            ?.querySelector("button")?.click(),
        };
        addEventListener("keydown", (event) => {
          const isTyping = event.target.closest?.("select, input, textarea");
          if (!keys.checked || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
          actions[event.key]?.();
        });

        // MARK: Changes

        const line = byId("line");
        function tell(text, className) {
          line.textContent = text;
          line.className = `line ${className}`;
        }

        const events = new EventSource("/events");
        events.addEventListener("version", async (event) => {
          const isFirst = state === null;
          if (state?.version === Number(event.data)) return tell("Volgt wat je opslaat", "live");
          await load();
          document.documentElement.dataset.version = state.version;
          const sum = `${count(state.errors, "fout", "fouten")}, ${count(state.warnings, "waarschuwing", "waarschuwingen")}`;
          tell(isFirst ? `Volgt wat je opslaat. ${sum}` : `Bijgewerkt om ${new Date().toLocaleTimeString("nl")}. ${sum}`, "live");
          if (!isFirst) say(`Opgeslagen. ${sum}.`);
        });
        events.addEventListener("error", () => tell("De verbinding is weg. Draait codebode templates preview nog?", "lost"));
        """#
}
