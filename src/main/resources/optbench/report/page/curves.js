(() => {
  const source = document.getElementById("curve-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const find = (id) => document.getElementById(id);
  const chart = find("chart"), plot = find("plot"), read = find("read"), said = find("said");
  const SVG = "http://www.w3.org/2000/svg";
  const LEAST_ERROR = 1e-5, LEAST_LOSS = 1e-8, MOST_LOSS = 20, MOST_READ = 14;
  const color = (s) => "var(--s" + s.color + ")";

  const node = (name, attributes, parent, text) => {
    const element = document.createElementNS(SVG, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };
  const option = (select, value, text) => {
    const element = document.createElement("option");
    element.value = value;
    element.textContent = text;
    select.append(element);
  };
  data.metrics.forEach((m) => option(find("metric"), m.id, m.name));
  data.axes.forEach((a) => option(find("axis"), a[0], a[1]));
  chart.hidden = false;

  const metric = () => data.metrics.find((m) => m.id === find("metric").value);
  const axis = () => find("axis").value;
  const axisName = () => data.axes.find((a) => a[0] === axis())[1];
  const shown = () => data.series.filter((s) => s.shown);
  let cursor = null, frame = null;

  // Scales: u is linear on paper; accuracies on a log scale are drawn by their error.
  const digits = (v, n) => String(Number(v.toPrecision(n)));
  const linear = (low, high, name) => {
    if (high === low) { high += 1e-3; low -= 1e-3; }
    const raw = (high - low) / 6;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= raw);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
    return { u: (v) => (v - low) / (high - low), back: (u) => low + u * (high - low), ticks, name };
  };
  const logarithmic = (low, high, name) => {
    if (high <= low * 1.0001) { high = low * 1.5; low /= 1.5; }
    const a = Math.log10(low), b = Math.log10(high);
    const factors = b - a > 4 ? [1] : b - a > 2.2 ? [1, 2, 5] : b - a > 0.9 ? [1, 2, 3, 5] : [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
    const ticks = [];
    for (let p = Math.floor(a); p <= b; p++) {
      for (const f of factors) {
        const v = f * 10 ** p;
        if (v >= low * 0.9999 && v <= high * 1.0001) ticks.push(v);
      }
    }
    return {
      u: (v) => (Math.log10(Math.max(v, low * 1e-3)) - a) / (b - a), back: (u) => 10 ** (a + u * (b - a)), ticks, name,
    };
  };
  const byError = (low, high) => {
    const error = (v) => Math.max(1 - v, LEAST_ERROR);
    const scale = logarithmic(error(high), error(low));
    return { u: (v) => 1 - scale.u(error(v)), ticks: scale.ticks.map((t) => 1 - t).reverse() };
  };
  const percent = (v) => (100 * v).toFixed(2);
  const tickText = (v, accuracy) => accuracy ? digits(100 * v, 5) + " %" : digits(v, 4);
  const valueText = (v) => metric().accuracy ? percent(v) : v.toPrecision(4);

  const spread = (figures, i) => {
    const band = find("band").value;
    if (!figures.low || band === "none") return null;
    return band === "range"
      ? [figures.low[i], figures.high[i]]
      : [figures.mean[i] - figures.sd[i], figures.mean[i] + figures.sd[i]];
  };
  const capped = (line, v) => line.diverged && !metric().accuracy ? Math.min(v, MOST_LOSS) : v;

  const verticalScale = () => {
    const values = [];
    for (const s of shown()) {
      for (const line of s.lines) {
        const figures = line[metric().id];
        figures.mean.forEach((v, i) => {
          values.push(capped(line, v));
          const band = spread(figures, i);
          // A deviation may reach below what a figure can be.
          if (band) band.forEach((b) => { if (b > 0 && (!metric().accuracy || b < 1)) values.push(b); });
        });
      }
    }
    const floor = metric().accuracy ? 0 : LEAST_LOSS;
    const low = Math.max(Math.min(...values), floor), high = Math.max(...values, low);
    if (!values.length) return null;
    if (find("scale-y").value === "linear") {
      const margin = 0.03 * (high - low);
      return linear(Math.max(0, low - margin), metric().accuracy ? Math.min(1, high + margin) : high + margin);
    }
    if (metric().accuracy) {
      return byError(1 - Math.min(1, (1 - low) * 1.05), 1 - (1 - high) * 0.92);
    }
    return logarithmic(low * 0.94, high * 1.06);
  };
  const positions = () =>
    [...new Set(shown().flatMap((s) => s.lines.flatMap((l) => l[axis()])))].sort((a, b) => a - b);
  const horizontalScale = (all) => {
    const high = all[all.length - 1];
    if (find("scale-x").value === "log") return logarithmic(all[0], high, axisName());
    const low = axis() === "epoch" && all.length > 1 ? all[0] : 0;
    const scale = linear(low, high, axisName());
    if (axis() === "epoch") scale.ticks = [...new Set([low, ...scale.ticks.filter((t) => t === Math.round(t))])];
    return scale;
  };

  const draw = () => {
    plot.replaceChildren();
    const width = Math.max(plot.clientWidth, 240), height = Math.round(Math.max(270, Math.min(460, width * 0.52)));
    const svg = node("svg", {
      viewBox: "0 0 " + width + " " + height, height, tabindex: 0, role: "img",
      "aria-label": metric().name + " over " + axisName() + " of " + shown().length + " optimizers; arrow keys read values",
    }, plot);
    const all = positions(), y = all.length ? verticalScale() : null;
    frame = null;
    if (!y) {
      node("text", { x: width / 2, y: height / 2, "text-anchor": "middle" }, svg, "Nothing is shown: choose an optimizer below.");
      return;
    }
    const x = horizontalScale(all);
    const left = 62, right = width - 12, top = 26, bottom = height - 44;
    const px = (v) => left + x.u(v) * (right - left), py = (v) => bottom - y.u(v) * (bottom - top);
    frame = { svg, x, px, py, left, right, top, bottom, width, all };
    axes(svg, x, y);
    const id = "inside";
    node("rect", { x: left, y: top - 4, width: right - left + 4, height: bottom - top + 5 }, node("clipPath", { id }, node("defs", {}, svg)));
    const inside = node("g", { "clip-path": "url(#" + id + ")" }, svg);
    shown().forEach((s) => s.lines.forEach((line) => drawBand(inside, s, line)));
    shown().forEach((s) => s.lines.forEach((line) => drawLine(inside, s, line)));
    frame.pointer = node("g", {}, svg);
    svg.addEventListener("pointermove", (event) => moveTo(event));
    svg.addEventListener("pointerdown", (event) => moveTo(event));
    svg.addEventListener("pointerleave", () => point(null));
    svg.addEventListener("blur", () => point(null));
    svg.addEventListener("keydown", step);
  };
  const axes = (svg, x, y) => {
    const { left, right, top, bottom, px, py, width } = frame;
    let last = Infinity;
    for (const t of y.ticks) {
      const at = Math.round(py(t));
      if (at < top - 2 || at > bottom + 1 || last - at < 15) continue;
      last = at;
      node("line", { class: "grid", x1: left, x2: right, y1: at, y2: at }, svg);
      node("text", { x: left - 8, y: at + 4, "text-anchor": "end" }, svg, tickText(t, metric().accuracy));
    }
    last = -Infinity;
    for (const t of x.ticks) {
      const at = Math.round(px(t)), half = 3.6 * digits(t, 6).length;
      if (at < left - 1 || at > right + 1) continue;
      node("line", { class: "base", x1: at, x2: at, y1: bottom, y2: bottom + 4 }, svg);
      if (at - half < last + 8) continue;
      last = at + half;
      node("text", { x: Math.min(at, width - half), y: bottom + 18, "text-anchor": "middle" }, svg, digits(t, 6));
    }
    node("line", { class: "base", x1: left, x2: right, y1: bottom, y2: bottom }, svg);
    const log = find("scale-y").value === "log";
    node("text", { class: "axis-name", x: 0, y: 14 }, svg,
      metric().name + (log ? metric().accuracy ? " (log scale of the error)" : " (log scale)" : ""));
    node("text", { class: "axis-name", x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" }, svg,
      x.name + (find("scale-x").value === "log" ? " (log scale)" : ""));
  };
  const drawBand = (parent, s, line) => {
    const figures = line[metric().id];
    const bands = figures.mean.map((v, i) => spread(figures, i));
    if (!bands.length || !bands[0]) return;
    const floor = metric().accuracy ? 0 : LEAST_LOSS;
    const at = (i, side) => {
      const v = Math.max(floor, metric().accuracy ? Math.min(1, bands[i][side]) : bands[i][side]);
      return frame.px(line[axis()][i]).toFixed(1) + "," + frame.py(v).toFixed(1);
    };
    const order = bands.map((b, i) => i);
    const points = [...order.map((i) => at(i, 1)), ...order.reverse().map((i) => at(i, 0))].join(" ");
    node("polygon", { class: "band", points, style: "fill:" + color(s) }, parent);
  };
  const drawLine = (parent, s, line) => {
    const xs = line[axis()], ys = line[metric().id].mean.map((v) => capped(line, v));
    const at = xs.map((v, i) => [frame.px(v), frame.py(ys[i])]);
    const style = "stroke:" + color(s);
    node("polyline", {
      class: "curve", points: at.map((p) => p[0].toFixed(1) + "," + p[1].toFixed(1)).join(" "), style,
      "stroke-dasharray": s.dash, "data-series": data.series.indexOf(s),
    }, parent);
    const [endX, endY] = at[at.length - 1];
    if (at.length === 1 && !line.diverged) node("circle", { cx: endX, cy: endY, r: 3.5, style: "fill:" + color(s) }, parent);
    if (line.diverged) {
      node("path", { class: "end", style, d: "M" + (endX - 5) + " " + (endY - 5) + "l10 10m0 -10l-10 10" }, parent);
    }
  };

  const nearest = (xs, v) => {
    let best = 0;
    xs.forEach((x, i) => { if (Math.abs(x - v) < Math.abs(xs[best] - v)) best = i; });
    return best;
  };
  const moveTo = (event) => {
    if (!frame) return;
    const box = frame.svg.getBoundingClientRect();
    const at = (event.clientX - box.left) * (frame.width / box.width);
    const u = (at - frame.left) / (frame.right - frame.left);
    point(frame.all[nearest(frame.all, frame.x.back(Math.max(0, Math.min(1, u))))]);
  };
  const step = (event) => {
    if (!frame) return;
    const last = frame.all.length - 1;
    const now = cursor === null ? -1 : frame.all.indexOf(cursor);
    const to = { ArrowRight: Math.min(last, now + 1), ArrowLeft: now < 0 ? last : Math.max(0, now - 1), Home: 0, End: last }[event.key];
    if (event.key === "Escape") point(null);
    if (to === undefined) return;
    event.preventDefault();
    point(frame.all[to], true);
  };
  const readings = (at) => shown()
    .filter((s) => s.lines.length && !s.lines[0].diverged)
    .map((s) => {
      const line = s.lines[0], figures = line[metric().id];
      const i = nearest(line[axis()], at);
      return { s, x: line[axis()][i], value: figures.mean[i], spread: spread(figures, i) };
    })
    .sort((a, b) => metric().accuracy ? b.value - a.value : a.value - b.value);
  const point = (at, speak) => {
    cursor = at;
    if (!frame) { read.hidden = true; return; }
    frame.pointer.replaceChildren();
    read.hidden = at === null;
    if (at === null) return;
    const x = frame.px(at), rows = readings(at);
    node("line", { class: "cursor", x1: x, x2: x, y1: frame.top, y2: frame.bottom }, frame.pointer);
    rows.forEach((r) => node("circle", {
      class: "dot", cx: frame.px(r.x), cy: frame.py(r.value), r: 4, style: "fill:" + color(r.s),
    }, frame.pointer));
    fill(at, rows);
    const scale = plot.clientWidth / frame.width;
    const toLeft = x > frame.width / 2;
    read.style.left = toLeft ? Math.max(0, x * scale - read.offsetWidth - 14) + "px" : Math.min(x * scale + 14, chart.clientWidth - read.offsetWidth) + "px";
    read.style.top = plot.offsetTop + 24 + "px";
    if (speak) {
      said.textContent = axisName() + " " + digits(at, 4) + ": " +
        rows.slice(0, 5).map((r) => r.s.label + " " + valueText(r.value)).join(", ");
    }
  };
  const element = (name, className, text) => {
    const e = document.createElement(name);
    e.className = className;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const swatch = (s) => {
    const svg = node("svg", { class: "swatch", viewBox: "0 0 26 8", "aria-hidden": "true" });
    node("line", { x1: 1, x2: 25, y1: 4, y2: 4, style: "stroke:" + color(s), "stroke-dasharray": s.dash }, svg);
    return svg;
  };
  const fill = (at, rows) => {
    read.replaceChildren(element("div", "at", axisName() + " " + digits(at, 4)));
    for (const r of rows.slice(0, MOST_READ)) {
      const row = element("div", "row");
      const band = r.spread ? " (" + valueText(r.spread[0]) + " to " + valueText(r.spread[1]) + ")" : "";
      const who = element("bdi", "who", r.s.label);
      row.append(swatch(r.s), who, element("span", "", valueText(r.value) + band));
      read.append(row);
    }
    if (rows.length > MOST_READ) read.append(element("div", "hint", "and " + (rows.length - MOST_READ) + " more"));
  };

  const redraw = () => {
    find("count").textContent = shown().length + " of " + data.series.length + " shown";
    read.hidden = true;
    cursor = null;
    draw();
  };
  for (const id of ["metric", "axis", "scale-y", "scale-x", "band"]) {
    find(id).addEventListener("change", () => {
      const means = { range: "; band: minimum to maximum", sd: "; band: ± standard deviation", none: "" };
      find("means-band").textContent = data.series.some((s) => s.seeds > 1) ? means[find("band").value] : "";
      redraw();
    });
  }
  const toggles = data.series.map((s) => {
    const button = element("button", "");
    button.type = "button";
    button.append(swatch(s), element("bdi", "", (s.mark ? s.mark + " " : "") + s.label));
    button.title = s.label;
    const press = (on) => {
      s.shown = on;
      button.setAttribute("aria-pressed", String(on));
    };
    press(s.shown);
    button.addEventListener("click", () => {
      press(!s.shown);
      redraw();
    });
    button.addEventListener("pointerenter", () => highlight(s));
    button.addEventListener("pointerleave", () => highlight(null));
    find("legend").append(button);
    return press;
  });
  const highlight = (one) => {
    for (const line of plot.querySelectorAll(".curve")) {
      line.classList.toggle("faded", one !== null && one.shown && data.series[line.dataset.series] !== one);
    }
  };
  find("show-all").addEventListener("click", () => { toggles.forEach((press) => press(true)); redraw(); });
  find("show-none").addEventListener("click", () => { toggles.forEach((press) => press(false)); redraw(); });
  if (!data.series.some((s) => s.seeds > 1)) {
    find("band").closest("label").hidden = true;
    find("means-band").textContent = "";
  }

  // The chart has the height that its width asks for, so that a redraw may resize what is observed.
  let width = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    requestAnimationFrame(redraw);
  }).observe(plot);
  redraw();
})();
