"use strict";
// The page reads without this. It adds: choosing a finding, its parts in the text, keys, theme, whole printing.
(() => {
  const root = document.documentElement;
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const one = (query, within = document) => within.querySelector(query);
  const inspector = one("#inspector");
  const inspected = one("#inspected");
  const help = one("#help");
  root.classList.remove("no-script");

  // Words are matched as attribute values, never as markup or selectors of the article's making.
  const quoted = (value) => '"' + CSS.escape(value) + '"';
  const marksOf = (anchor) => all("mark[data-f=" + quoted(anchor) + "]");
  const hidden = (mark) =>
    all("[data-filter]").some((box) => box.dataset.filter === mark.dataset.kind && !box.checked) ||
    (mark.classList.contains("quoted") && !one("#show-quoted").checked);

  let chosen = null;

  const clear = () => {
    all("mark.on").forEach((mark) => mark.classList.remove("on"));
    all(".part-on").forEach((part) => { part.className = ""; });
    inspector.hidden = true;
    inspected.replaceChildren();
    chosen = null;
  };

  const showParts = (anchor) => {
    for (const part of all("[data-p]")) {
      const name = part.dataset.p.split(" ").find((word) => word.startsWith(anchor + "."));
      if (name) part.classList.add("part-on", "part-" + name.slice(anchor.length + 1));
    }
  };

  const makeCurrent = (row) => {
    all(".row.current").forEach((other) => other.classList.toggle("current", other === row));
    if (row) row.classList.add("current");
  };

  const open = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.matches("details.article")) at.open = true;
  };

  // Beside the passage where there is room, at the foot of a narrow window.
  const wide = matchMedia("(min-width: 60.01rem)");
  const place = (row) => {
    const card = wide.matches && row && one(".card", row);
    if (card) card.insertBefore(inspector, one("details", card));
    else if (inspector.parentElement !== document.body) document.body.append(inspector);
  };

  const choose = (anchor, scroll) => {
    const marks = marksOf(anchor);
    if (!marks.length) return;
    clear();
    chosen = anchor;
    open(marks[0]);
    marks.forEach((mark) => mark.classList.add("on"));
    showParts(anchor);
    makeCurrent(marks[0].closest(".row"));
    const detail = one("[data-detail=" + quoted(anchor) + "]");
    if (detail) {
      const copy = detail.cloneNode(true);
      all("[data-part]", copy).forEach((part) => part.classList.add("part-" + part.dataset.part));
      inspected.replaceChildren(copy);
      place(marks[0].closest(".row"));
      inspector.hidden = false;
      inspector.scrollTop = 0;
    }
    if (scroll) marks[0].scrollIntoView({ block: "center" });
  };

  const visible = () => {
    const seen = new Set();
    return all("mark[id]").filter((mark) => {
      const closed = mark.closest("details.article:not([open])");
      return !closed && !hidden(mark) && !seen.has(mark.id) && seen.add(mark.id);
    });
  };

  // The place to go on from: the chosen finding, or else the first one below the top of the window.
  const step = (by) => {
    const marks = visible();
    if (!marks.length) return;
    let at = marks.findIndex((mark) => mark.dataset.f === chosen);
    if (at < 0) {
      const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 60);
      at = below < 0 ? marks.length - 1 : by > 0 ? below - 1 : below;
    }
    choose(marks[Math.max(0, Math.min(marks.length - 1, at + by))].dataset.f, true);
  };

  const rows = () => all(".row[id]").filter((row) => !row.closest("details.article:not([open])"));
  const currentRow = () =>
    one(".row.current[id]") || rows().find((row) => row.getBoundingClientRect().bottom > 80) || null;

  const walk = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(one(".row.current[id]"));
    const row = list[at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by))];
    clear();
    makeCurrent(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };

  const toggleWhy = (row) => {
    const why = row && one("details.why", row);
    if (!why) return;
    why.open = !why.open;
    makeCurrent(row);
  };

  const themes = ["system", "dark", "light"];
  const setTheme = (name) => {
    if (name === "system") delete root.dataset.theme;
    else root.dataset.theme = name;
    one("#theme").textContent = name === "system" ? "Theme" : name === "dark" ? "Dark" : "Light";
    one("#theme").setAttribute("aria-label", "Colours: " + (name === "system" ? "as the system" : name));
    try { localStorage.setItem("credscore-theme", name); } catch (refused) { /* a page without storage */ }
  };
  const nextTheme = () => setTheme(themes[(themes.indexOf(root.dataset.theme || "system") + 1) % themes.length]);
  try {
    const kept = localStorage.getItem("credscore-theme");
    if (themes.includes(kept)) setTheme(kept);
  } catch (refused) { /* a page without storage */ }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (link) {
      event.preventDefault();
      choose(link.dataset.go, true);
      return;
    }
    let mark = event.target.closest("mark");
    while (mark && hidden(mark)) mark = mark.parentElement.closest("mark");
    if (mark) {
      // A second click on the same place goes to the finding around it.
      const around = mark.parentElement.closest("mark");
      choose(mark.dataset.f === chosen && around && !hidden(around) ? around.dataset.f : mark.dataset.f, false);
      return;
    }
    const prose = event.target.closest(".row[id] .prose");
    if (prose && getSelection().isCollapsed) toggleWhy(prose.closest(".row"));
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => walk(1),
    p: () => walk(-1),
    c: () => toggleWhy(currentRow()),
    t: nextTheme,
    "?": () => help.showModal(),
    Escape: () => { clear(); makeCurrent(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".filter input") || !chosen) return;
    if (marksOf(chosen).every(hidden)) clear();
  });
  one("#theme").addEventListener("click", nextTheme);
  one("#keys").addEventListener("click", () => help.showModal());
  one("#close").addEventListener("click", clear);

  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    open(target);
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details.article:not([open])");
    closed.forEach((article) => { article.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((article) => { article.open = false; }));
})();
