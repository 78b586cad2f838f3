/// How the preview page looks, light and dark; the mail in it has its own look.
enum PreviewStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --page: #f3f4f6; --card: #fff; --text: #1b1f24; --soft: #57606a; --edge: #d0d5db;
          --blue: #1f5fbf; --chosen: #e4eefc; --bubble: #e9ebee;
          --amber: #fff1cf; --amber-text: #5c3b00; --amber-edge: #c98a00; --red: #b3261e; --green: #17693a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171b; --card: #1d2126; --text: #e8eaed; --soft: #a5adb8; --edge: #3a4048;
            --blue: #86b3ff; --chosen: #23344e; --bubble: #30353c;
            --amber: #43300a; --amber-text: #ffdf9b; --amber-edge: #b98514; --red: #ff9c94; --green: #7fd6a2;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body {
          margin: 0; background: var(--page); color: var(--text);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
        }
        h1, h2, h3, p, dl, dd, ol, ul { margin: 0; padding: 0; }
        h1 { font-size: 1.25rem; }
        h2 { font-size: 1.125rem; }
        h3 { font-size: 1rem; margin-bottom: 8px; }
        a { color: var(--blue); }
        :focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; border-radius: 4px; }
        main:focus { outline: none; }
        button, select { font: inherit; color: inherit; }
        button, select {
          min-height: 36px; padding: 4px 12px; border: 1px solid var(--soft); border-radius: 8px;
          background: var(--card); max-width: 100%;
        }
        button { cursor: pointer; }
        button:hover { border-color: var(--blue); color: var(--blue); }
        .skip { position: absolute; left: -999px; top: 8px; padding: 8px; background: var(--card); z-index: 2; }
        .skip:focus { left: 8px; }
        .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .soft { color: var(--soft); }

        header {
          display: flex; flex-wrap: wrap; align-items: center; gap: 8px 20px; padding: 12px 20px;
          background: var(--card); border-bottom: 1px solid var(--edge);
        }
        .line { margin-left: auto; color: var(--soft); font-size: .875rem; }
        .line.live { color: var(--green); }
        .line.lost { color: var(--red); font-weight: 600; }
        .tools { display: flex; flex-wrap: wrap; gap: 8px 20px; padding: 12px 20px; border-bottom: 1px solid var(--edge); }
        .tools label { display: flex; align-items: center; gap: 8px; }
        .tools select { min-width: 0; }
        .tools .narrow { display: none; }
        .banner {
          margin: 12px 20px 0; padding: 8px 14px; border: 1px solid var(--amber-edge); border-radius: 8px;
          background: var(--amber); color: var(--amber-text);
        }
        .panes { display: grid; grid-template-columns: 250px minmax(0, 1fr) 360px; gap: 20px; padding: 20px; align-items: start; }
        .panes > * { min-width: 0; }
        nav ul { list-style: none; margin-bottom: 14px; }
        nav h3 { margin: 12px 0 4px; color: var(--soft); font-size: .875rem; }
        nav button {
          display: flex; justify-content: space-between; gap: 8px; width: 100%; text-align: left;
          border-color: transparent; background: none;
        }
        nav button[aria-current=true] { background: var(--chosen); border-color: var(--blue); }
        .mark { white-space: nowrap; font-size: .875rem; }
        .mark.error { color: var(--red); font-weight: 600; }
        .mark.warning { color: var(--amber-text); font-weight: 600; }
        .mark.fine { color: var(--green); }
        #title { margin-bottom: 12px; }
        .pictures { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; }
        .stale .pictures { opacity: .55; }
        #sms { flex: 0 0 300px; max-width: 100%; }
        #mail { flex: 1 1 375px; min-width: 0; }
        .phone {
          min-height: 420px; padding: 28px 16px; border: 10px solid #2b3038; border-radius: 36px;
          background: var(--card); overflow-wrap: anywhere;
        }
        .lock {
          padding: 10px 12px; margin-bottom: 28px; border: 1px solid var(--edge); border-radius: 14px; font-size: .875rem;
          background: var(--page);
        }
        .lock p { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
        .bubble {
          max-width: 90%; padding: 10px 14px; border-radius: 18px 18px 18px 4px; background: var(--bubble);
          font-size: 17px; line-height: 1.35; white-space: pre-wrap;
        }
        mark { background: var(--amber); color: var(--amber-text); text-decoration: underline wavy var(--red); }
        .price { margin-top: 10px; }
        .price.dear { color: var(--red); font-weight: 600; }
        .window { border: 1px solid var(--edge); border-radius: 12px; background: var(--card); overflow: hidden; }
        .window dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; padding: 12px 16px; }
        .window dt { color: var(--soft); }
        .window dd { overflow-wrap: anywhere; }
        .glass { overflow-x: auto; border-top: 1px solid var(--edge); }
        iframe { display: block; border: 0; height: 640px; margin: 0 auto; background: #fff; color-scheme: light; }
        iframe.w320 { width: 320px; } iframe.w375 { width: 375px; } iframe.w600 { width: 600px; } iframe.w100 { width: 100%; }
        iframe.dark { color-scheme: dark; background: #12171e; }
        iframe.inverted { filter: invert(1) hue-rotate(180deg); }
        details { margin-top: 12px; }
        pre { padding: 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); white-space: pre-wrap; }
        #mail > p { margin-top: 12px; }
        .finding {
          margin: 12px 0; padding: 10px 14px; border: 1px solid var(--edge); border-left: 5px solid var(--amber-edge);
          border-radius: 8px; background: var(--card); overflow-wrap: anywhere;
        }
        .finding.error { border-left-color: var(--red); }
        .finding h3 { margin: 0; }
        .finding p { margin-top: 4px; }
        .finding button { margin-top: 8px; }
        .place { color: var(--soft); font: .8125rem ui-monospace, "Liberation Mono", monospace; }
        kbd { padding: 0 5px; border: 1px solid var(--edge); border-radius: 4px; background: var(--card); }

        @media (max-width: 1200px) {
          .panes { grid-template-columns: 220px minmax(0, 1fr); }
          aside { grid-column: 1 / -1; }
        }
        @media (max-width: 700px) {
          .panes { grid-template-columns: minmax(0, 1fr); padding: 12px; }
          .panes nav { display: none; }
          .tools { padding: 12px; }
          .tools label, .tools .narrow { display: grid; grid-template-columns: 90px minmax(0, 1fr); width: 100%; }
          button, select { min-height: 44px; }
          #sms { flex-basis: 100%; }
          .phone { max-width: 320px; margin: 0 auto; }
        }
        """
}
