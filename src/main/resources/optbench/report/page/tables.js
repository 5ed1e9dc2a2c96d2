"use strict";
(() => {
  const root = document.documentElement;

  // Kept where the browser allows it; a page opened from a file may have no storage.
  const stored = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch (refused) { /* The choice then lasts as long as the page. */ }
    return null;
  };

  const theme = document.getElementById("theme");
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const nameTheme = () => {
    theme.textContent = dark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", "Use " + (dark() ? "light" : "dark") + " colours");
  };
  const before = stored("optbench-theme");
  if (before === "dark" || before === "light") root.dataset.theme = before;
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    stored("optbench-theme", root.dataset.theme);
    nameTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameTheme);
  nameTheme();

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const keyOf = (row, column, number) => {
    const cell = row.cells[column];
    if (!number) return cell.querySelector("bdi").textContent;
    return cell.dataset.key === undefined ? null : Number(cell.dataset.key);
  };
  // Cells without a value stay behind in either direction.
  const compare = (a, b, number, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (number ? a - b : collator.compare(a, b));
  };

  for (const table of document.querySelectorAll("table")) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      const number = head.classList.contains("number");
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" };
        const order = next[head.getAttribute("aria-sort")];
        heads.forEach((other) => other.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", order);
        const sign = order === "descending" ? -1 : 1;
        const rows = order === "none"
          ? original
          : original
              .map((row) => [keyOf(row, column, number), row])
              .sort((a, b) => compare(a[0], b[0], number, sign))
              .map((pair) => pair[1]);
        body.append(...rows);
      });
    });
  }

  // Which targets a colour of the strip stands for, by pointer, finger or keyboard.
  const winner = document.getElementById("winner-read");
  for (const segment of document.querySelectorAll(".strip li")) {
    for (const event of ["pointerenter", "focus", "click"]) {
      segment.addEventListener(event, () => { winner.textContent = segment.dataset.text; });
    }
  }

  const verdicts = document.getElementById("verdicts");
  if (verdicts) {
    verdicts.hidden = false;
    const buttons = [...verdicts.querySelectorAll("[data-verdict]")];
    const rows = [...document.querySelectorAll("#table-claims tbody tr")];
    for (const button of buttons) {
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        const shown = buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.verdict);
        for (const row of rows) row.hidden = !shown.includes(row.dataset.verdict);
      });
    }
    const unfold = document.getElementById("unfold");
    unfold.addEventListener("click", () => {
      const open = unfold.getAttribute("aria-expanded") !== "true";
      unfold.setAttribute("aria-expanded", String(open));
      unfold.textContent = open ? "Hide all figures" : "Show all figures";
      for (const figures of document.querySelectorAll("details.figures")) figures.open = open;
    });
  }

  // A link into what is folded away unfolds it; on paper nothing is.
  const unfoldTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", unfoldTarget);
  unfoldTarget();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });

  const selected = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  };
  for (const button of document.querySelectorAll(".copy")) {
    const source = document.getElementById(button.dataset.of);
    button.hidden = false;
    button.setAttribute("aria-label", "Copy the " + button.dataset.of);
    button.addEventListener("click", async () => {
      let copied;
      try {
        await navigator.clipboard.writeText(source.textContent);
        copied = true;
      } catch (refused) {
        copied = selected(source);
      }
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }
})();
