(() => {
  const source = document.getElementById("chart-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const LEAST_LOSS = 1e-8, MOST_READ = 14;
  const { digits } = scales;
  const color = (s) => "var(--s" + s.color + ")";
  const there = (v) => v !== null && v !== undefined;

  const node = (name, attributes, parent, text) => {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  };
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const swatch = (s) => {
    const svg = node("svg", { class: "swatch", viewBox: "0 0 26 8", "aria-hidden": "true" });
    node("line", { x1: 1, x2: 25, y1: 4, y2: 4, style: "stroke:" + color(s), "stroke-dasharray": s.dash }, svg);
    return svg;
  };
  const fill = (select, options) => {
    for (const [value, text] of options) {
      const option = element("option", "", text);
      option.value = value;
      select.append(option);
    }
    if (options.length < 2) select.closest("label").hidden = true;
  };
  const nearest = (xs, v) => {
    let best = 0;
    xs.forEach((x, i) => { if (Math.abs(x - v) < Math.abs(xs[best] - v)) best = i; });
    return best;
  };

  const charts = [];
  const redrawAll = () => charts.forEach((chart) => chart.redraw());
  // What the reader changed stands in the address, so that a view can be linked.
  const VIEW = "#view&", CHOICES = ["figure", "axis", "scale-y", "scale-x", "band"];
  const shownAtFirst = data.series.map((s) => s.shown);
  const remember = () => {
    const view = new URLSearchParams();
    for (const chart of charts) for (const [name, value] of chart.changed()) view.set(name, value);
    data.series.forEach((s, i) => { if (s.shown !== shownAtFirst[i]) view.append(s.shown ? "show" : "hide", s.label); });
    const text = view.toString();
    if (text || location.hash.startsWith(VIEW)) history.replaceState(null, "", text ? VIEW + text : "#");
  };
  const recall = () => {
    if (!location.hash.startsWith(VIEW)) return;
    const view = new URLSearchParams(location.hash.slice(VIEW.length));
    data.series.forEach((s, i) => {
      s.shown = view.getAll("show").includes(s.label) || shownAtFirst[i] && !view.getAll("hide").includes(s.label);
    });
    for (const chart of charts) chart.recall(view);
    redrawAll();
  };
  const highlightAll = (one) => charts.forEach((chart) => chart.highlight(one));

  // An optimizer is shown in all charts or in none: each legend drives all.
  const legend = (box, series) => {
    const presses = series.map((s) => {
      const button = element("button", "");
      button.type = "button";
      button.append(swatch(s), element("bdi", "", (s.mark ? s.mark + " " : "") + s.label));
      button.title = s.label;
      button.addEventListener("click", () => {
        s.shown = !s.shown;
        redrawAll();
        remember();
      });
      for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => highlightAll(s));
      for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => highlightAll(null));
      box.querySelector(".entries").append(button);
      return () => button.setAttribute("aria-pressed", String(s.shown));
    });
    const all = (on) => {
      data.series.forEach((s) => { s.shown = on; });
      redrawAll();
      remember();
    };
    box.querySelector(".show-all").addEventListener("click", () => all(true));
    box.querySelector(".show-none").addEventListener("click", () => all(false));
    return () => {
      presses.forEach((press) => press());
      box.querySelector(".count").textContent = series.filter((s) => s.shown).length + " of " + series.length + " shown";
    };
  };

  const install = (model, box) => {
    const part = (name) => box.querySelector("." + name);
    const choice = (name) => box.querySelector("[name=" + name + "]");
    const plot = part("plot"), read = part("read"), said = part("said");
    box.hidden = false;
    model.intervals = model.lines.some((line) => Object.values(line.y).some((figures) => figures.over));
    fill(choice("figure"), model.figures.map((f) => [f.id, f.name]));
    fill(choice("axis"), model.axes.map((a) => [a.id, a.name]));
    fill(choice("band"), model.bands.length ? [...model.bands, ["none", "none"]] : []);
    // Bands this wide hide each other.
    if (model.id === "best-of-k" && model.lines.length > 3) choice("band").value = "none";

    const figure = () => model.figures.find((f) => f.id === choice("figure").value);
    const axis = () => model.axes.find((a) => a.id === choice("axis").value);
    const band = () => choice("band").value || "none";
    const startScale = () => {
      const only = axis().scale.endsWith("_only");
      choice("scale-x").value = axis().scale.startsWith("log") ? "log" : "linear";
      choice("scale-x").closest("label").hidden = only;
    };
    startScale();
    const atFirst = CHOICES.map((name) => choice(name).value);
    const own = data.series.filter((s, i) => model.lines.some((line) => line.series === i));
    const lines = () => model.lines
      .filter((line) => data.series[line.series].shown && line.x[axis().id])
      .map((line) => ({ line, s: data.series[line.series], xs: line.x[axis().id], figures: line.y[figure().id] }));
    let cursor = null, frame = null;

    const valueText = (v) => figure().accuracy ? (100 * v).toFixed(2) : v.toPrecision(4);
    const placeText = (v) => axis().accuracy ? digits(100 * v, 6) + " %" : digits(v, 4);
    const tickText = (v, accuracy) => accuracy ? digits(100 * v, 5) + " %" : digits(v, 4);
    const cap = (line, v) =>
      v > model.most && !figure().accuracy && !model.points && (model.capped || line.ended) ? model.most : v;
    const spread = (figures, i) => {
      if (band() === "none" || !there(figures.mean[i])) return null;
      if (band() === "sd") return figures.sd ? [figures.mean[i] - figures.sd[i], figures.mean[i] + figures.sd[i]] : null;
      return figures.low && there(figures.low[i]) ? [figures.low[i], figures.high[i]] : null;
    };

    const verticalScale = (drawn) => {
      const accuracy = figure().accuracy, values = [];
      for (const { line, figures } of drawn) {
        figures.mean.forEach((v, i) => {
          if (there(v)) values.push(cap(line, v));
          if (figures.over && there(figures.over[i])) values.push(figures.over[i]);
          if (figures.under && there(figures.under[i])) values.push(figures.under[i]);
          // A deviation may reach below what a figure can be.
          for (const b of spread(figures, i) || []) if (there(b) && b > 0 && (!accuracy || b < 1)) values.push(cap(line, b));
        });
      }
      if (!values.length) return null;
      const low = Math.max(Math.min(...values), accuracy ? 0 : LEAST_LOSS), high = Math.max(...values, low);
      if (choice("scale-y").value === "linear") {
        const margin = 0.03 * (high - low);
        return scales.linear(Math.max(0, low - margin), accuracy ? Math.min(1, high + margin) : high + margin);
      }
      return accuracy
        ? scales.byError(1 - Math.min(1, (1 - low) * 1.05), 1 - (1 - high) * 0.92)
        : scales.logarithmic(low * 0.94, high * 1.06);
    };
    // Within an epoch there is no training loss: places without a value make no room for themselves.
    const drawable = ({ line, figures }, i) =>
      there(figures.mean[i]) || [figures.over, figures.under].some((f) => f && there(f[i])) || line.failed && line.failed[i];
    const positions = (drawn) => [...new Set(drawn.flatMap((d) => d.xs.filter((x, i) => drawable(d, i))))].sort((a, b) => a - b);
    const horizontalScale = (all) => {
      const first = all[0], last = all[all.length - 1], log = choice("scale-x").value === "log";
      if (axis().accuracy) return log ? scales.byError(first, last) : scales.linear(first, last);
      if (log) return scales.logarithmic(first, last);
      const whole = all.every((v) => v === Math.round(v));
      const low = (axis().id === "epoch" || model.points) && all.length > 1 ? first : 0;
      const scale = scales.linear(low, last);
      if (whole && last - low < 1000) scale.ticks = [...new Set([low, ...scale.ticks.filter((t) => t === Math.round(t))])];
      return scale;
    };

    const nothing = (svg, width, height) => node("text", { x: width / 2, y: height / 2, "text-anchor": "middle" }, svg,
      own.some((s) => s.shown) ? "No value to show." : "Nothing is shown: choose an optimizer below.");
    const draw = () => {
      plot.replaceChildren();
      const width = Math.max(plot.clientWidth, 240), height = Math.round(Math.max(270, Math.min(model.id === "curves" ? 460 : 380, width * 0.52)));
      const drawn = lines();
      const svg = node("svg", {
        viewBox: "0 0 " + width + " " + height, height, tabindex: 0, role: "img",
        "aria-label": figure().name + " over " + axis().name + " of " + own.filter((s) => s.shown).length + " optimizers; arrow keys read values",
      }, plot);
      const all = positions(drawn), y = all.length ? verticalScale(drawn) : null;
      frame = null;
      if (!y) {
        nothing(svg, width, height);
        return;
      }
      const x = horizontalScale(all), inset = model.points ? 16 + 3.5 * own.filter((s) => s.shown).length * model.intervals : 0;
      const left = 62, right = width - 12, top = 26, bottom = height - 44;
      const px = (v) => left + inset + x.u(v) * (right - left - 2 * inset), py = (v) => bottom - y.u(v) * (bottom - top);
      const back = (at) => x.back(Math.max(0, Math.min(1, (at - left - inset) / (right - left - 2 * inset))));
      frame = { svg, px, py, back, left, right, top, bottom, width, all, drawn };
      axes(x, y);
      const id = "inside-" + model.id;
      node("rect", { x: left, y: top - 7, width: right - left + 4, height: bottom - top + 8 }, node("clipPath", { id }, node("defs", {}, svg)));
      const inside = node("g", { "clip-path": "url(#" + id + ")" }, svg);
      drawn.forEach((d) => drawBand(inside, d));
      drawn.forEach((d) => drawLine(inside, d));
      if (model.points) drawn.forEach((d) => drawPoints(inside, d));
      frame.pointer = node("g", {}, svg);
      svg.addEventListener("pointermove", moveTo);
      svg.addEventListener("pointerdown", moveTo);
      svg.addEventListener("pointerleave", () => point(null));
      svg.addEventListener("blur", () => point(null));
      svg.addEventListener("keydown", step);
    };
    const axes = (x, y) => {
      const { svg, left, right, top, bottom, px, py, width } = frame;
      let last = Infinity;
      for (const t of y.ticks) {
        const at = Math.round(py(t));
        if (at < top - 2 || at > bottom + 1 || last - at < 15) continue;
        last = at;
        node("line", { class: "grid", x1: left, x2: right, y1: at, y2: at }, svg);
        node("text", { x: left - 8, y: at + 4, "text-anchor": "end" }, svg, tickText(t, figure().accuracy));
      }
      last = -Infinity;
      for (const t of axis().accuracy ? frame.all : x.ticks) {
        const text = axis().accuracy ? placeText(t) : digits(t, 6), at = Math.round(px(t)), half = 3.6 * text.length;
        if (at < left - 1 || at > right + 1) continue;
        node("line", { class: "base", x1: at, x2: at, y1: bottom, y2: bottom + 4 }, svg);
        if (at - half < last + 8) continue;
        last = at + half;
        node("text", { x: Math.min(at, width - half), y: bottom + 18, "text-anchor": "middle" }, svg, text);
      }
      node("line", { class: "base", x1: left, x2: right, y1: bottom, y2: bottom }, svg);
      const scaled = (what, log) => what.name + (log ? what.accuracy ? " (log scale of the error)" : " (log scale)" : "");
      node("text", { class: "axis-name", x: 0, y: 14 }, svg, scaled(figure(), choice("scale-y").value === "log"));
      const name = scaled(axis(), choice("scale-x").value === "log"), wide = name.length * 6.8 > right - left;
      node("text", { class: "axis-name", x: wide ? width : (left + right) / 2, y: bottom + 38, "text-anchor": wide ? "end" : "middle" }, svg, name);
    };
    const bounded = (v) => Math.max(figure().accuracy ? 0 : LEAST_LOSS, figure().accuracy ? Math.min(1, v) : v);
    const drawBand = (parent, { line, s, xs, figures }) => {
      const bands = xs.map((x, i) => [x, spread(figures, i)]).filter((b) => b[1]);
      if (!bands.length) return;
      if (model.intervals) {
        bands.forEach(([x, [low, high]]) => drawInterval(parent, s, x, low, high));
        return;
      }
      const at = ([x, b], side) => frame.px(x).toFixed(1) + "," + frame.py(bounded(cap(line, b[side]))).toFixed(1);
      const points = [...bands.map((b) => at(b, 1)), ...bands.reverse().map((b) => at(b, 0))].join(" ");
      node("polygon", { class: "band", points, style: "fill:" + color(s) }, parent);
    };
    // Open above where nobody knows how long the slowest half would have taken.
    const drawInterval = (parent, s, x, low, high) => {
      const at = frame.px(x) + aside(s), from = frame.py(low), style = "stroke:" + color(s);
      const to = there(high) ? frame.py(high) : Math.max(frame.top - 6, from - 40);
      node("line", { class: "interval", x1: at, x2: at, y1: from, y2: to, style, "stroke-dasharray": there(high) ? "none" : "2 3" }, parent);
      for (const end of there(high) ? [from, to] : [from]) node("line", { class: "interval", x1: at - 3, x2: at + 3, y1: end, y2: end, style }, parent);
    };
    const drawLine = (parent, { line, s, xs, figures }) => {
      const style = "stroke:" + color(s), runs = [[]];
      xs.forEach((x, i) => {
        if (there(figures.mean[i])) runs[runs.length - 1].push([frame.px(x) + aside(s), frame.py(cap(line, figures.mean[i]))]);
        else runs.push([]);
      });
      const drawn = runs.filter((run) => run.length);
      for (const run of drawn) {
        node("polyline", {
          class: "curve", points: run.map((p) => p[0].toFixed(1) + "," + p[1].toFixed(1)).join(" "), style,
          "stroke-dasharray": s.dash, "data-series": line.series,
        }, parent);
      }
      if (!drawn.length) return;
      const [endX, endY] = drawn[drawn.length - 1].slice(-1)[0];
      if (xs.length === 1 && !line.ended && !model.points) node("circle", { cx: endX, cy: endY, r: 3.5, style: "fill:" + color(s) }, parent);
      if (line.ended) cross(parent, endX, endY, style);
    };
    const cross = (parent, x, y, style) =>
      node("path", { class: "end", style, d: "M" + (x - 5) + " " + (y - 5) + "l10 10m0 -10l-10 10" }, parent);
    // Intervals and crosses of several optimizers at one place stand side by side.
    const aside = (s, always) => {
      const beside = own.filter((o) => o.shown);
      const needed = always || model.intervals;
      if (!needed || beside.length < 2) return 0;
      const places = frame.all.map(frame.px), gap = Math.min(...places.slice(1).map((p, i) => p - places[i]), 80);
      const step = Math.min(always ? 11 : 7, 0.6 * gap / beside.length);
      return (beside.indexOf(s) - (beside.length - 1) / 2) * step;
    };
    const drawPoints = (parent, { line, s, xs, figures }) => {
      const style = "stroke:" + color(s), filled = "fill:" + color(s);
      xs.forEach((x, i) => {
        const at = frame.px(x) + aside(s), v = figures.mean[i], over = figures.over && figures.over[i];
        const under = figures.under && figures.under[i];
        if (there(v)) node("circle", { class: "point", cx: at, cy: frame.py(v), r: 3.6, style: filled }, parent);
        else if (there(under)) node("path", { class: "open", style, d: "M" + (at - 4.5) + " " + (frame.py(under) - 3) + "h9l-4.5 8z" }, parent);
        else if (there(over)) {
          const y = frame.py(over);
          node("path", { class: "open", style, d: "M" + (at - 4.5) + " " + (y + 3) + "h9l-4.5 -8z" }, parent);
        } else if (line.failed && line.failed[i]) cross(parent, frame.px(x) + aside(s, true), frame.bottom - 7, style);
        if (line.chosen === i && there(v)) node("circle", { class: "chosen", cx: at, cy: frame.py(v), r: 7.5, style }, parent);
      });
    };

    const moveTo = (event) => {
      if (!frame) return;
      const box = frame.svg.getBoundingClientRect();
      const place = frame.back((event.clientX - box.left) * (frame.width / box.width));
      const at = frame.all[nearest(frame.all.map(frame.px), frame.px(place))];
      if (at !== cursor) point(at);
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
    const reading = ({ line, s, xs, figures }, at) => {
      const i = model.points ? xs.indexOf(at) : nearest(xs, at);
      if (i < 0) return null;
      const value = figures.mean[i], over = figures.over && figures.over[i];
      if (there(value)) {
        const b = spread(figures, i);
        const range = b ? there(b[1]) ? " (" + valueText(b[0]) + " to " + valueText(b[1]) + ")" : " (from " + valueText(b[0]) + ")" : "";
        const chosen = line.chosen === i ? ", chosen" : "";
        return { s, x: xs[i], value, order: value, text: valueText(value) + range + chosen, brief: valueText(value) + chosen };
      }
      const under = figures.under && figures.under[i];
      if (there(under)) return { s, x: xs[i], order: under, text: "< " + valueText(under), brief: "less than " + valueText(under) };
      const last = figure().accuracy ? -Infinity : Infinity;
      if (there(over)) return { s, order: last, text: "> " + valueText(over), brief: "more than " + valueText(over) };
      if (line.failed && line.failed[i]) return { s, order: last, text: "diverged", brief: "diverged" };
      return null;
    };
    const readings = (at) => frame.drawn
      .filter((d) => !d.line.ended)
      .map((d) => reading(d, at))
      .filter((r) => r)
      .sort((a, b) => a.order === b.order ? 0 : a.order > b.order === figure().accuracy ? -1 : 1);
    const point = (at, speak) => {
      cursor = at;
      if (!frame) { read.hidden = true; return; }
      frame.pointer.replaceChildren();
      read.hidden = at === null;
      if (at === null) return;
      const x = frame.px(at), rows = readings(at);
      node("line", { class: "cursor", x1: x, x2: x, y1: frame.top, y2: frame.bottom }, frame.pointer);
      rows.filter((r) => there(r.value)).forEach((r) => node("circle", {
        class: "dot", cx: frame.px(r.x) + aside(r.s), cy: frame.py(r.value), r: 4, style: "fill:" + color(r.s),
      }, frame.pointer));
      show(at, rows);
      const scale = plot.clientWidth / frame.width;
      const toLeft = x > frame.width / 2;
      read.style.left = toLeft ? Math.max(0, x * scale - read.offsetWidth - 14) + "px" : Math.min(x * scale + 14, box.clientWidth - read.offsetWidth) + "px";
      read.style.top = plot.offsetTop + 24 + "px";
      if (speak) {
        said.textContent = axis().name + " " + placeText(at) + ": " + rows.slice(0, 5).map((r) => r.s.label + " " + r.brief).join(", ");
      }
    };
    const show = (at, rows) => {
      read.replaceChildren(element("div", "at", axis().name + " " + placeText(at)));
      for (const r of rows.slice(0, MOST_READ)) {
        const row = element("div", "row");
        row.append(swatch(r.s), element("bdi", "who", r.s.label), element("span", "", r.text));
        read.append(row);
      }
      if (!rows.length) read.append(element("div", "hint", "no value"));
      if (rows.length > MOST_READ) read.append(element("div", "hint", "and " + (rows.length - MOST_READ) + " more"));
    };

    const press = legend(part("legend"), own);
    const redraw = () => {
      press();
      read.hidden = true;
      cursor = null;
      draw();
    };
    let before = axis();
    choice("axis").addEventListener("change", () => {
      // What the reader chose stays, where both axes can have it.
      if (axis().scale !== before.scale) startScale();
      before = axis();
    });
    for (const name of CHOICES) {
      choice(name).addEventListener("change", () => {
        redraw();
        remember();
      });
    }
    const changed = () => CHOICES
      .map((name, i) => [model.id + "." + name, choice(name).value, atFirst[i]])
      .filter(([name, value, first]) => value !== first);
    const recallChart = (view) => CHOICES.forEach((name, i) => {
      const wanted = view.get(model.id + "." + name) || (name === "scale-x" ? "" : atFirst[i]);
      if ([...choice(name).options].some((option) => option.value === wanted)) choice(name).value = wanted;
      if (name === "axis") startScale();
      before = axis();
    });
    // A picture by itself: with the colours of the page as it is, and with the names of its lines.
    const picture = () => {
      const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity",
        "font-family", "font-size", "font-weight", "text-anchor"];
      const shown = own.filter((s) => s.shown), copy = frame.svg.cloneNode(true);
      const from = [frame.svg, ...frame.svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
      from.forEach((one, i) => {
        const style = getComputedStyle(one);
        to[i].removeAttribute("class");
        to[i].setAttribute("style", KEPT.map((name) => name + ":" + style.getPropertyValue(name)).join(";"));
      });
      const size = frame.svg.viewBox.baseVal, text = getComputedStyle(box).color, line = 18;
      const height = size.height + line * shown.length + 8;
      copy.setAttribute("viewBox", "0 0 " + size.width + " " + height);
      copy.setAttribute("width", size.width);
      copy.setAttribute("height", height);
      const ground = node("rect", { width: size.width, height, style: "fill:" + getComputedStyle(document.body).backgroundColor });
      copy.prepend(ground);
      shown.forEach((s, i) => {
        const y = size.height + line * (i + 0.5), stroke = getComputedStyle(document.documentElement).getPropertyValue("--s" + s.color);
        node("line", { x1: 62, x2: 88, y1: y, y2: y, style: "stroke:" + stroke + ";stroke-width:2.5;stroke-dasharray:" + (s.dash || "none") }, copy);
        node("text", { x: 96, y: y + 4, style: "font:13px sans-serif;fill:" + text }, copy, s.label);
      });
      return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(copy);
    };
    const save = part("save");
    save.addEventListener("click", () => {
      if (!frame) return;
      point(null);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([picture()], { type: "image/svg+xml" }));
      link.download = model.id + ".svg";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    const highlight = (one) => {
      for (const line of plot.querySelectorAll(".curve")) {
        line.classList.toggle("faded", one !== null && one.shown && own.includes(one) && data.series[line.dataset.series] !== one);
      }
    };
    // The chart has the height that its width asks for, so that a redraw may resize what is observed.
    let width = plot.clientWidth;
    new ResizeObserver(() => {
      if (plot.clientWidth === width) return;
      width = plot.clientWidth;
      requestAnimationFrame(redraw);
    }).observe(plot);
    return { redraw, highlight, changed, recall: recallChart, picture };
  };

  for (const model of data.charts) charts.push(install(model, document.getElementById("chart-" + model.id)));
  redrawAll();
  addEventListener("hashchange", recall);
  recall();
})();
