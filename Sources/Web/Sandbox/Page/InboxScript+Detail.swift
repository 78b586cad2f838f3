extension InboxScript {
    /// One message.
    static let detail = #"""
        function show(id) {
          if (shown) rowOf(shown)?.removeAttribute("aria-current");
          const message = messages.get(id);
          shown = message ? id : null;
          detail.hidden = !message;
          detail.replaceChildren();
          if (message) {
            unread.delete(id);
            const link = rowOf(id);
            link?.setAttribute("aria-current", "true");
            link?.classList.remove("unread");
            detail.append(...(message.kind === "sms" ? smsParts(message) : mailParts(message)).filter(Boolean));
            refreshStrips();
          }
          summarise();
        }

        function smsParts(message) {
          const parts = message.segments === 1 ? "1 sms" : `${message.segments} sms’en`;
          return [
            make("h2", { textContent: `Sms aan ${message.to}` }),
            strips(), codeBlock(message),
            make("div", { className: "body sms" },
              make("div", { className: "phone" },
                make("p", { className: "sender", textContent: message.from }),
                make("p", { className: "bubble", textContent: message.text }),
                make("time", { dateTime: message.received_at, textContent: clock(message.received_at).slice(0, 5) })),
              facts([
                ["Van", message.from], ["Aan", message.to], ["Ontvangen", clock(message.received_at)], ["Omvang", parts],
                ["Geldig", message.validity_s && `${message.validity_s} seconden`], ["Kenmerk", message.reference],
                ["Nummer", message.id]])),
            links(message)];
        }

        function mailParts(message) {
          const frame = message.html === undefined ? null : make("iframe",
            { title: "De e-mail als HTML", src: `/messages/${message.id}/html` });
          frame?.setAttribute("sandbox", "");
          return [
            make("h2", { textContent: message.subject || "(geen onderwerp)" }),
            strips(), codeBlock(message),
            facts([["Van", message.from], ["Aan", message.to], ["Ontvangen", clock(message.received_at)],
              ["Message-ID", message.message_id], ["Nummer", message.id]]),
            make("div", { className: "body email" },
              frame && make("section", {}, make("h3", { textContent: "HTML" }), frame),
              make("section", {}, make("h3", { textContent: "Tekst" }),
                make("pre", { textContent: message.text || "(geen tekstdeel)", tabIndex: 0 }))),
            links(message)];
        }

        function facts(pairs) {
          const table = make("dl", { className: "facts" });
          for (const [name, value] of pairs) {
            if (value) table.append(make("dt", { textContent: name }), make("dd", { textContent: value }));
          }
          return table;
        }

        function links(message) {
          const path = `/messages/${message.id}`;
          return make("p", { className: "links" },
            make("a", { href: path, textContent: "Als JSON" }),
            message.kind === "email" ? make("a", { href: `${path}/raw`, textContent: "Bron (.eml)" }) : null,
            message.html === undefined ? null : make("a", { href: `${path}/html`, textContent: "Alleen de HTML" }));
        }

        function codeBlock(message) {
          if (!message.code) return null;
          const output = make("output", { textContent: message.code });
          const button = make("button", { type: "button", textContent: "Kopieer code" });
          button.addEventListener("click", () => copy(output, button));
          return make("div", { className: "code" }, output, button);
        }

        const strips = () => make("div", { id: "strips" });

        /// Says what is odd about the message, in words.
        function refreshStrips() {
          const message = messages.get(shown);
          const place = byId("strips");
          if (!message || !place) return;
          const lines = [];
          if (message.dropped) lines.push("Verbinding verbroken: de afzender kreeg geen antwoord.");
          const same = [...messages.values()].filter((other) => other.kind === message.kind && other.to === message.to
            && (message.kind === "sms" ? other.reference === message.reference : other.message_id === message.message_id)
            && (message.reference || message.message_id));
          if (same.length > 1) lines.push(`Dit bericht kwam ${same.length} keer binnen.`);
          place.replaceChildren(...lines.map((text) => make("p", { className: "strip", textContent: text })));
          place.hidden = lines.length === 0;
        }

        async function copy(source, button) {
          const label = button.dataset.label ??= button.textContent;
          try {
            await navigator.clipboard.writeText(source.textContent);
            button.textContent = "Gekopieerd";
          } catch {
            getSelection().selectAllChildren(source);
            button.textContent = "Geselecteerd: druk Ctrl+C";
          }
          setTimeout(() => { button.textContent = label; }, 2000);
        }

        """#
}
