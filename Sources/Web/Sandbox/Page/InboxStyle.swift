/// How the inbox page looks, light and dark.
enum InboxStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --page: #f3f4f6; --card: #fff; --text: #1b1f24; --soft: #57606a; --edge: #d0d5db;
          --blue: #1f5fbf; --on-blue: #fff; --chosen: #e4eefc; --bubble: #e9ebee;
          --amber: #fff1cf; --amber-text: #5c3b00; --amber-edge: #c98a00; --red: #b3261e; --green: #17693a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171b; --card: #1d2126; --text: #e8eaed; --soft: #a5adb8; --edge: #3a4048;
            --blue: #86b3ff; --on-blue: #10151c; --chosen: #23344e; --bubble: #30353c;
            --amber: #43300a; --amber-text: #ffdf9b; --amber-edge: #b98514; --red: #ff9c94; --green: #7fd6a2;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { scroll-padding-top: 140px; }
        body { margin: 0; min-height: 100vh; }
        body {
          background: var(--page); color: var(--text);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
        }
        h1, h2, p, dl, ol { margin: 0; }
        h1 { font-size: 1.25rem; }
        h2 { font-size: 1.125rem; }
        a { color: var(--blue); }
        :focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; border-radius: 4px; }
        main:focus { outline: none; }
        button, select, input { font: inherit; color: inherit; }
        button {
          min-height: 36px; padding: 4px 14px; border: 1px solid var(--soft); border-radius: 8px;
          background: var(--card); cursor: pointer;
        }
        button:hover:enabled { border-color: var(--blue); color: var(--blue); }
        button:disabled { opacity: .55; cursor: default; }
        .danger { background: var(--red); border-color: var(--red); color: var(--card); }
        button.danger:hover:enabled { color: var(--card); filter: brightness(1.1); }
        select, input[type=number] {
          min-height: 36px; padding: 4px 8px; border: 1px solid var(--soft); border-radius: 8px;
          background: var(--card); max-width: 100%;
        }
        .skip { position: absolute; left: -999px; top: 8px; padding: 8px; background: var(--card); z-index: 2; }
        .skip:focus { left: 8px; }
        .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

        header {
          display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 12px 20px;
          background: var(--card); border-bottom: 1px solid var(--edge);
        }
        .top { position: sticky; top: 0; z-index: 1; }
        .notice {
          padding: 4px 12px; border: 1px solid var(--amber-edge); border-radius: 8px;
          background: var(--amber); color: var(--amber-text);
        }
        .line { margin-left: auto; color: var(--soft); font-size: .875rem; }
        .line.live { color: var(--green); }
        .line.lost { color: var(--red); font-weight: 600; }
        .banner {
          display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 10px 20px;
          background: var(--amber); color: var(--amber-text); border-bottom: 2px solid var(--amber-edge);
        }
        .banner p::before { content: "⚠ "; }

        .panes {
          display: grid; grid-template-columns: minmax(280px, 360px) minmax(0, 1fr); gap: 20px;
          grid-template-areas: "list message" "tools message"; grid-template-rows: auto 1fr;
          padding: 20px; align-items: start; max-width: 1500px; margin: 0 auto;
        }
        nav { grid-area: list; display: grid; gap: 12px; }
        main { grid-area: message; }
        aside { grid-area: tools; display: grid; gap: 12px; }
        #count { color: var(--soft); font-weight: 400; }
        #list { list-style: none; padding: 0; display: grid; gap: 6px; max-height: 62vh; overflow-y: auto; }
        #list:empty { display: none; }
        #list li { padding: 3px; }
        .row {
          display: grid; grid-template-columns: auto 1fr auto; gap: 2px 10px; padding: 10px 12px;
          border: 1px solid var(--edge); border-left-width: 4px; border-radius: 8px;
          background: var(--card); color: inherit; text-decoration: none;
        }
        .row:hover { border-color: var(--blue); }
        .row[aria-current=true] { background: var(--chosen); border-color: var(--blue); }
        .row .to { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .row.unread .to { font-weight: 700; }
        .row time { color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
        .row .first {
          grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
          color: var(--soft); font-size: .9375rem;
        }
        .kind {
          align-self: center; min-width: 3.75em; padding: 0 6px; border: 1px solid var(--edge); border-radius: 6px;
          font-size: .8125rem; text-align: center; background: var(--page);
        }
        .faults { padding: 10px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); }
        .faults summary { cursor: pointer; min-height: 24px; }
        .faults fieldset { display: grid; gap: 8px; margin: 10px 0; border: 1px solid var(--edge); border-radius: 8px; }
        .faults label { display: grid; gap: 2px; font-size: .875rem; }
        .keys { display: grid; gap: 4px; color: var(--soft); font-size: .875rem; }
        kbd { padding: 0 5px; border: 1px solid var(--edge); border-radius: 4px; background: var(--card); }

        main { min-width: 0; padding: 24px; border: 1px solid var(--edge); border-radius: 12px; background: var(--card); }
        #empty { display: grid; gap: 12px; justify-items: start; padding: 40px 8px; }
        .command { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
        .command code { padding: 6px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--page); }
        #detail { display: grid; gap: 20px; }
        #detail h2 { overflow-wrap: anywhere; }
        #strips { display: grid; gap: 8px; }
        .strip {
          padding: 8px 12px; border-left: 4px solid var(--amber-edge); border-radius: 4px;
          background: var(--amber); color: var(--amber-text);
        }
        .code { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
        .code output {
          padding: 4px 18px; border: 2px solid var(--blue); border-radius: 12px; font-size: 2.5rem; line-height: 1.3;
          font-weight: 700; font-variant-numeric: tabular-nums; letter-spacing: .12em; overflow-wrap: anywhere;
        }
        .body { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); align-items: start; }
        .body h3 { margin: 0 0 6px; font-size: .875rem; font-weight: 600; color: var(--soft); }
        .phone {
          width: min(340px, 100%); padding: 18px 16px 40px; border: 8px solid var(--edge); border-radius: 36px;
          background: var(--page);
        }
        .phone .sender { padding-bottom: 10px; margin-bottom: 16px; border-bottom: 1px solid var(--edge); text-align: center; }
        .bubble {
          padding: 10px 14px; border-radius: 18px 18px 18px 4px; background: var(--bubble);
          white-space: pre-wrap; overflow-wrap: anywhere;
        }
        .phone time { display: block; margin: 6px 4px 0; color: var(--soft); font-size: .8125rem; }
        iframe { width: 100%; height: 66vh; min-height: 420px; border: 1px solid var(--edge); border-radius: 8px; }
        pre {
          margin: 0; padding: 14px; border: 1px solid var(--edge); border-radius: 8px; background: var(--page);
          font: .875rem/1.5 ui-monospace, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere;
        }
        .facts {
          display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; align-content: start;
          font-size: .9375rem;
        }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .links { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: .9375rem; }
        dialog {
          padding: 24px; border: 1px solid var(--edge); border-radius: 12px; background: var(--card); color: inherit;
        }
        dialog::backdrop { background: #0008; }
        dialog p { margin-top: 12px; }

        @media (min-width: 700px) { .body.sms { grid-template-columns: max-content minmax(0, 1fr); } .phone { width: 340px; } }
        @media (min-width: 1100px) { .body.email { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
        @media (max-width: 860px) {
          .panes {
            grid-template-areas: "list" "message" "tools"; grid-template-columns: minmax(0, 1fr);
            grid-template-rows: auto; padding: 12px;
          }
          .top { position: static; }
          #list { max-height: 40vh; }
          main { padding: 16px; }
          .line { margin-left: 0; }
        }
        @media (pointer: coarse) { button, select, input[type=number] { min-height: 44px; } }
        @media (prefers-reduced-motion: no-preference) {
          .row.fresh { animation: arrive 1s ease-out; }
          @keyframes arrive { from { border-color: var(--blue); background: var(--chosen); } }
        }

        """
}
