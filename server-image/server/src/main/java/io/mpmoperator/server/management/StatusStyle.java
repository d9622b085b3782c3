package io.mpmoperator.server.management;

/** How {@code /server-status} looks, by day and by night. */
final class StatusStyle {

    static final String CSS = """
        :root { color-scheme: light dark;
          --paper: #f6f7f9; --card: #fff; --ink: #1b1f24; --soft: #5d6672; --line: #dde1e7; --link: #0a58b8;
          --good: #1a7f45; --warn: #a35a00; --bad: #b3261e; --track: #e8ebef; --open: #c3c9d1;
          --ready: #d3ecd9; --ready-ink: #2c6b41; --starting: #cfdcf7; --starting-ink: #2f4f93;
          --reading: #2f7de1; --writing: #e0662b; --keepalive: #8a63d2; --logging: #0f8f8a;
          --dns: #8a6a3b; --closing: #7b8794; --graceful: #c99700; --idlekill: #d0568f; --on: #fff; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #12151a; --card: #1a1f26; --ink: #e6e9ee; --soft: #98a2b0; --line: #2c333d; --link: #7db4ff;
          --good: #57c785; --warn: #e9a23b; --bad: #ff7b72; --track: #2a313a; --open: #4a5360;
          --ready: #23492f; --ready-ink: #86d9a4; --starting: #2a3d66; --starting-ink: #9db8f2;
          --reading: #3b86e6; --writing: #dd6a33; --keepalive: #9270d8; --logging: #1b9c96;
          --dns: #9c7a48; --closing: #6d7885; --graceful: #c59a1a; --idlekill: #cf5f93; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main, header { max-width: 1280px; margin: 0 auto; padding: 0 20px; }
        header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding-top: 18px; }
        h1 { font-size: 20px; margin: 0; letter-spacing: -.01em; }
        h2 { font-size: 15px; margin: 28px 0 8px; }
        h2 small { font-weight: 400; color: var(--soft); font-size: 13px; margin-left: 6px; }
        a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
        nav { margin-left: auto; color: var(--soft); font-size: 13px; display: flex; gap: 14px; flex-wrap: wrap; }
        nav b { color: var(--ink); }
        .tag { display: inline-block; border-radius: 99px; padding: 1px 9px; font-size: 12px; font-weight: 600;
          border: 1px solid var(--line); color: var(--soft); white-space: nowrap; }
        .slot .tag { line-height: 16px; margin-left: 4px; }
        .tag.good { color: var(--good); border-color: currentColor; }
        .tag.warn { color: var(--warn); border-color: currentColor; }
        .tag.bad { color: var(--bad); border-color: currentColor; }
        .since { margin: 4px 0 0; color: var(--soft); font-size: 13px; } .since b { color: var(--ink); }
        .alert { margin: 12px 0 0; padding: 8px 12px; border-left: 4px solid var(--warn); background: var(--card);
          border-radius: 4px; }
        .alert.bad { border-color: var(--bad); }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 12px;
          margin-top: 16px; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
        .card h3 { margin: 0; font-size: 12px; font-weight: 600; color: var(--soft); }
        .big { font-size: 24px; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums;
          white-space: nowrap; }
        .big small { font-size: 13px; font-weight: 400; color: var(--soft); letter-spacing: 0; }
        .card p { margin: 2px 0 0; color: var(--soft); font-size: 12.5px; }
        .bar { display: flex; height: 6px; border-radius: 3px; overflow: hidden; background: var(--track);
          margin: 6px 0 6px; }
        .bar i { display: block; height: 100%; }
        .panel { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
        .slot { display: flex; gap: 10px; align-items: flex-start; padding: 3px 0; }
        .slot > span { flex: 0 0 290px; font-size: 12.5px; color: var(--soft); line-height: 20px;
          font-variant-numeric: tabular-nums; white-space: nowrap; }
        .slot > span b { color: var(--ink); font-weight: 600; }
        .cells { display: flex; flex-wrap: wrap; gap: 2px; }
        .cells i, .legend i { width: 20px; height: 20px; border-radius: 4px; display: inline-flex;
          align-items: center; justify-content: center; font: 600 11px/1 ui-monospace, "DejaVu Sans Mono", monospace;
          color: var(--on); }
        .cells i.o, .legend i.o { background: none; color: var(--open); }
        i.r { background: var(--ready); color: var(--ready-ink) !important; }
        i.s { background: var(--starting); color: var(--starting-ink) !important; }
        i.R { background: var(--reading); } i.W { background: var(--writing); }
        i.K { background: var(--keepalive); } i.L { background: var(--logging); } i.D { background: var(--dns); }
        i.C { background: var(--closing); } i.G { background: var(--graceful); }
        i.I { background: var(--idlekill); }
        .legend { display: flex; flex-wrap: wrap; gap: 6px 16px; margin-top: 12px; padding-top: 10px;
          border-top: 1px solid var(--line); font-size: 12.5px; color: var(--soft); }
        .legend span { display: inline-flex; align-items: center; gap: 6px; }
        .legend b { color: var(--ink); font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
        table { border-collapse: collapse; width: 100%; font-size: 13px; }
        th { text-align: left; font-weight: 600; color: var(--soft); font-size: 12px; white-space: nowrap; }
        th, td { padding: 5px 10px; border-bottom: 1px solid var(--line); }
        thead tr:first-child th[colspan] { text-align: center; border-left: 1px solid var(--line); }
        tbody tr:last-child td { border-bottom: 0; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.c { white-space: nowrap; }
        td.q { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12px; word-break: break-all;
          min-width: 220px; }
        tfoot td { font-weight: 600; border-top: 1px solid var(--line); border-bottom: 0; }
        td > i { display: inline-flex; width: 18px; height: 18px; border-radius: 4px; align-items: center;
          justify-content: center; font: 600 10.5px/1 ui-monospace, monospace; color: var(--on); margin-right: 6px; }
        td > i.o { color: var(--open); }
        summary { cursor: pointer; margin: 14px 0 8px; color: var(--soft); } summary h2 { display: inline-block; margin: 14px 0 0; color: var(--ink); }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 2px 24px; margin: 0; }
        dl div { display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--line);
          padding: 4px 0; font-size: 13px; }
        dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; }
        footer { height: 32px; }
        @media (max-width: 620px) { .slot { flex-direction: column; gap: 2px; } .slot > span { flex: none; } nav { margin-left: 0; } }
        """;

    private StatusStyle() {}
}
