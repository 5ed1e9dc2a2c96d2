// Scales: u runs from 0 to 1 on paper, back is its inverse; accuracies on a log scale are drawn by their error.
const scales = (() => {
  const LEAST_ERROR = 1e-5;
  const digits = (v, n) => String(Number(v.toPrecision(n)));
  const linear = (low, high) => {
    if (high === low) { high += 1e-3; low -= 1e-3; }
    const raw = (high - low) / 6;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= raw);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
    return { u: (v) => (v - low) / (high - low), back: (u) => low + u * (high - low), ticks };
  };
  const logarithmic = (low, high) => {
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
    return { u: (v) => (Math.log10(Math.max(v, low * 1e-3)) - a) / (b - a), back: (u) => 10 ** (a + u * (b - a)), ticks };
  };
  const byError = (low, high) => {
    const error = (v) => Math.max(1 - v, LEAST_ERROR);
    const scale = logarithmic(error(high), error(low));
    return {
      u: (v) => 1 - scale.u(error(v)), back: (u) => 1 - scale.back(1 - u), ticks: scale.ticks.map((t) => 1 - t).reverse(),
    };
  };
  return { digits, linear, logarithmic, byError };
})();
