/// What the inbox page does. Everything that was sent goes in as text, never as markup.
enum InboxScript {
    static let js = messages + detail + controls

    /// The list, and the line that keeps it fresh.
    static let messages = #"""
        "use strict";
        const byId = (id) => document.getElementById(id);
        const list = byId("list"), detail = byId("detail"), main = byId("bericht");
        const messages = new Map();
        const unread = new Set();
        let shown = null;
        let settled = false;

        function make(tag, props = {}, ...children) {
          const node = Object.assign(document.createElement(tag), props);
          node.append(...children.filter((child) => child !== null && child !== undefined));
          return node;
        }

        const kindName = (message) => message.kind === "sms" ? "sms" : "e-mail";
        const clock = (iso) => new Date(iso).toLocaleTimeString("nl-NL", { hour12: false });

        function age(iso) {
          const seconds = Math.max(0, Math.floor((Date.now() - new Date(iso)) / 1000));
          if (seconds < 60) return `${seconds} s`;
          if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
          return clock(iso).slice(0, 5);
        }

        function row(message) {
          const link = make("a", { className: "row", href: `#${message.id}` },
            make("span", { className: "kind", textContent: kindName(message) }),
            make("span", { className: "to", textContent: message.to }),
            make("time", { dateTime: message.received_at, textContent: age(message.received_at) }),
            make("span", { className: "first", textContent: message.subject || message.text.split("\n")[0] }));
          if (unread.has(message.id)) link.classList.add("unread");
          const item = make("li", {}, link);
          item.dataset.id = message.id;
          return item;
        }

        const rowOf = (id) => list.querySelector(`li[data-id="${CSS.escape(id)}"] a`);

        function add(message) {
          if (messages.has(message.id)) return false;
          messages.set(message.id, message);
          if (settled) unread.add(message.id);
          const item = row(message);
          if (settled) item.firstChild.classList.add("fresh");
          const above = list.scrollTop;
          const height = list.scrollHeight;
          // While the page catches up, an older message may come after a newer one.
          const isOlder = (row) => messages.get(row.dataset.id).received_at <= message.received_at;
          list.insertBefore(item, [...list.children].find(isOlder) ?? null);
          // The rows that one looks at stay where they are.
          if (above > 0) list.scrollTop = above + list.scrollHeight - height;
          return true;
        }

        function forget(id) {
          messages.delete(id);
          unread.delete(id);
          const link = rowOf(id);
          if (!link) return;
          const next = link === document.activeElement && link.parentNode.nextElementSibling;
          link.parentNode.remove();
          if (next) next.firstChild.focus();
        }

        function summarise() {
          byId("count").textContent = messages.size ? `(${messages.size})` : "";
          byId("wipe").disabled = messages.size === 0;
          byId("empty").hidden = messages.size > 0 || shown !== null;
          document.title = unread.size ? `(${unread.size}) Proefpostbus` : "Proefpostbus";
        }

        async function resync() {
          const answer = await fetch("/messages");
          const now = (await answer.json()).messages;
          const ids = new Set(now.map((message) => message.id));
          for (const id of [...messages.keys()]) if (!ids.has(id)) forget(id);
          for (const message of now.reverse()) add(message);
          settled = true;
          const wanted = location.hash.slice(1);
          if (shown === null) show(messages.has(wanted) ? wanted : newest());
          summarise();
        }

        const newest = () => list.firstElementChild?.dataset.id ?? null;

        function state(text, kind) {
          byId("line").textContent = text;
          byId("line").className = `line ${kind}`;
        }

        let source = null;
        let pending = 0;

        function connect() {
          source = new EventSource("/events");
          source.onopen = () => { state("● Live", "live"); resync().catch(() => state("✕ Geen verbinding", "lost")); };
          source.onerror = () => state("✕ Geen verbinding, ik probeer het opnieuw", "lost");
          source.addEventListener("message", (event) => {
            const message = JSON.parse(event.data);
            if (!add(message)) return;
            if (settled && shown === null) show(message.id);
            else if (messages.get(shown)) refreshStrips();
            announce();
            summarise();
          });
          source.addEventListener("removed", (event) => { JSON.parse(event.data).forEach(forget); summarise(); });
          source.addEventListener("cleared", () => {
            for (const id of [...messages.keys()]) forget(id);
            show(null);
            summarise();
          });
          source.addEventListener("faults", (event) => showFaults(JSON.parse(event.data)));
        }

        // Spoken as a sum, so that a burst is one sentence.
        let speaking = null;
        function announce() {
          pending += 1;
          speaking ??= setTimeout(() => {
            byId("spoken").textContent = pending === 1 ? "1 nieuw bericht" : `${pending} nieuwe berichten`;
            pending = 0;
            speaking = null;
          }, 500);
        }

        setInterval(() => {
          for (const time of list.querySelectorAll("time")) {
            const text = age(time.dateTime);
            if (time.textContent !== text) time.textContent = text;
          }
        }, 1000);

        // A browser grants a host six lines over all its tabs: a hidden page gives its own back.
        document.addEventListener("visibilitychange", () => {
          if (document.hidden) { source?.close(); source = null; } else if (!source) connect();
        });

        """#
}
