extension InboxScript {
    /// Faults, wiping, keys.
    static let controls = #"""
        const modes = {
          sms: { later: { status: 503 }, never: { status: 400 }, slow: { delay_ms: 5000 }, drop: { drop: "after_body" } },
          mail: { later: { status: 451 }, never: { status: 550 }, slow: { delay_ms: 5000 }, drop: { drop: "after_body" } },
        };

        function describe(name, fault) {
          if (!fault) return null;
          const parts = [];
          if (fault.drop) parts.push("aannemen en verbinding verbreken");
          else if (fault.status) parts.push(`weigeren (${fault.status})`);
          if (fault.refuse?.length) parts.push(`weigeren aan ${fault.refuse.join(", ")}`);
          if (fault.delay_ms) parts.push(`traag (${fault.delay_ms / 1000} s)`);
          if (!parts.length) return null;
          const left = fault.times === undefined ? "" : `, nog ${fault.times} keer`;
          return `${name} ${parts.join(", ")}${left}`;
        }

        function showFaults(plan) {
          const lines = [describe("sms", plan.sms), describe("e-mail", plan.mail)].filter(Boolean);
          byId("banner").hidden = lines.length === 0;
          byId("banner-text").textContent = lines.length ? `Storing nagebootst: ${lines.join("; ")}.` : "";
          for (const kind of ["sms", "mail"]) if (!plan[kind]) byId(`${kind}-mode`).value = "";
        }

        const json = (method, path, value) => fetch(path, {
          method, headers: { "content-type": "application/json" }, body: value && JSON.stringify(value) });

        byId("faults-on").addEventListener("click", () => {
          const plan = {};
          for (const kind of ["sms", "mail"]) {
            const mode = modes[kind][byId(`${kind}-mode`).value];
            const times = byId(`${kind}-times`).valueAsNumber;
            if (mode) plan[kind] = { ...mode, ...(times >= 1 ? { times: Math.min(times, 1000) } : {}) };
          }
          json("PUT", "/faults", plan);
        });
        byId("banner-off").addEventListener("click", () => { json("DELETE", "/faults"); main.focus({ preventScroll: true }); });

        byId("wipe").addEventListener("click", () => byId("sure").showModal());
        byId("sure-no").addEventListener("click", () => byId("sure").close());
        byId("sure-yes").addEventListener("click", () => { byId("sure").close(); json("DELETE", "/messages"); });
        byId("copy-command").addEventListener("click", (event) => copy(byId("command"), event.currentTarget));

        addEventListener("hashchange", () => {
          const id = location.hash.slice(1);
          if (!messages.has(id)) return;
          show(id);
          main.focus({ preventScroll: true });
          main.scrollIntoView({ block: "nearest" });
        });

        const keys = byId("keys");
        try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* without storage they start on */ }
        keys.addEventListener("change", () => {
          try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* lasts as long as the page */ }
        });

        function step(way) {
          const here = document.activeElement.closest?.("#list li")
            ?? (shown && rowOf(shown)?.parentNode);
          const inList = document.activeElement.closest?.("#list li");
          const next = !here ? list.firstElementChild : !inList && way === 0 ? here
            : way > 0 ? here.nextElementSibling : way < 0 ? here.previousElementSibling : here;
          (next ?? here)?.firstChild.focus();
        }

        addEventListener("keydown", (event) => {
          if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
          const way = { j: 1, k: -1, Escape: 0 }[event.key];
          if (way === undefined) return;
          event.preventDefault();
          step(way);
        });

        connect();

        """#
}
