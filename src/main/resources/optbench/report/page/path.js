(() => {
  const data = JSON.parse(document.getElementById("path-data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const part = (id) => document.getElementById(id);
  const play = part("play"), slider = part("step"), speed = part("speed");
  const frames = data.frames, last = frames.length - 1;
  const [left, top, width, height] = data.plot, [xLow, xHigh, yLow, yHigh] = data.view;
  const px = (x) => left + width * (x - xLow) / (xHigh - xLow);
  const py = (y) => top + height * (yHigh - y) / (yHigh - yLow);

  // The part of a stretch that is shown, as shares of its way; null if none is.
  const inside = (x, y, dx, dy) => {
    let from = 0, to = 1;
    for (const [move, room] of [[-dx, x - xLow], [dx, xHigh - x], [-dy, y - yLow], [dy, yHigh - y]]) {
      if (move === 0 && room < 0) return null;
      if (move < 0) from = Math.max(from, room / move);
      if (move > 0) to = Math.min(to, room / move);
    }
    return from > to ? null : [from, to];
  };
  const round = (v) => Math.round(v * 10) / 10;
  const place = (command, x, y) => command + round(px(x)) + " " + round(py(y));
  const pathTo = (s, count) => {
    let d = place("M", s.x[0], s.y[0]);
    for (let i = 1; i < count; i++) {
      const x = s.x[i - 1], y = s.y[i - 1], dx = s.x[i] - x, dy = s.y[i] - y;
      const part = inside(x, y, dx, dy);
      if (!part) continue;
      if (part[0] > 0) d += place("M", x + part[0] * dx, y + part[0] * dy);
      d += place("L", x + part[1] * dx, y + part[1] * dy);
    }
    return d;
  };

  // Three digits, as in the table.
  const words = (v) => {
    const size = Math.abs(v);
    const text = size > 0 && (size < 1e-3 || size >= 1e6)
      ? Number(v.toPrecision(3)).toExponential().replace("e+", "e")
      : String(Number(v.toPrecision(3)));
    return text.replace(/^-/, "−");
  };
  const coordinate = (v) => (Math.abs(v) < 5e-5 ? "0" : words(v));

  const series = data.series.map((s, i) => {
    const way = document.querySelector('.way[data-series="' + i + '"]');
    const button = document.querySelector('.ways button[data-series="' + i + '"]');
    const head = document.createElementNS(SVG, "path");
    head.setAttribute("class", "head");
    part("path-heads").append(head);
    const item = { ...s, way, button, head, color: way.style.stroke, now: button.closest("li").querySelector(".now"), shown: true };
    button.disabled = false;
    button.addEventListener("click", () => {
      item.shown = !item.shown;
      button.setAttribute("aria-pressed", String(item.shown));
      draw();
    });
    return item;
  });

  let frame = last;
  const draw = () => {
    const step = frames[frame];
    slider.value = frame;
    slider.setAttribute("aria-valuetext", "step " + step + " of " + frames[last]);
    part("at").textContent = step + " of " + frames[last];
    for (const s of series) {
      let count = s.at.length;
      while (s.at[count - 1] > step) count--;
      const lost = s.diverged && step > s.at[s.at.length - 1];
      const x = s.x[count - 1], y = s.y[count - 1];
      s.way.style.display = s.head.style.display = s.shown ? "" : "none";
      s.way.setAttribute("d", pathTo(s, count));
      s.head.setAttribute("class", lost ? "lost" : "head");
      s.head.style.fill = lost ? "none" : s.color;
      s.head.style.stroke = lost ? s.color : "";
      // What is far away keeps a sign at the edge that it left by.
      const cx = round(Math.min(left + width - 7, Math.max(left + 7, px(x))));
      const cy = round(Math.min(top + height - 7, Math.max(top + 7, py(y))));
      s.head.setAttribute("d", lost
        ? "M" + (cx - 6) + " " + (cy - 6) + "l12 12m0 -12l-12 12"
        : "M" + (cx - 6) + " " + cy + "a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z");
      s.now.textContent = lost
        ? "diverged"
        : "f(" + coordinate(x) + ", " + coordinate(y) + ") = " + words(s.value[count - 1]);
    }
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = null;
  const stop = () => {
    if (playing) cancelAnimationFrame(playing.request);
    playing = null;
    play.textContent = "Play";
  };
  const go = (to) => {
    stop();
    frame = Math.min(last, Math.max(0, to));
    draw();
  };
  const tick = (now) => {
    if (!playing) return;
    playing.step += Math.min(0.25, (now - playing.before) / 1000) * Number(speed.value);
    playing.before = now;
    while (frame < last && frames[frame + 1] <= playing.step) frame++;
    draw();
    if (frame >= last) stop();
    else playing.request = requestAnimationFrame(tick);
  };
  play.addEventListener("click", () => {
    if (playing) return stop();
    if (frame >= last) frame = 0;
    draw();
    play.textContent = "Pause";
    playing = { step: frames[frame], before: performance.now() };
    playing.request = requestAnimationFrame(tick);
  });
  part("back").addEventListener("click", () => go(frame - 1));
  part("on").addEventListener("click", () => go(frame + 1));
  slider.max = last;
  slider.addEventListener("input", () => go(Number(slider.value)));
  const heed = () => {
    play.hidden = speed.parentElement.hidden = calm.matches;
    part("still").hidden = !calm.matches;
    if (calm.matches) stop();
  };
  calm.addEventListener("change", heed);
  heed();
  part("player").hidden = false;
  draw();
})();
