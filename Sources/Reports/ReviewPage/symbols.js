// How things look: colour, and beside it always a shape, a hatch or an outline, so that black and white is enough.

/// Pixels to a point of the signs of wells, which are those of the maps for paper (Symbol.swift).
const SIGN_SCALE = 1.6;

/// Findings by severity, as outlines around what they are about.
const SEVERITY_SYMBOLS = {
  note: { stroke: "#1f6fb4", shape: "diamond", dash: [2, 2], size: 12 },
  warning: { stroke: "#b35c00", shape: "up", dash: [4, 2], size: 13 },
  error: { stroke: "#9b0000", shape: "circle", dash: [], size: 11 },
};

/// Layers by role, or by role and choice. `hatch`: angle of lines in degrees, or "dots", with their distance in pixels.
const LAYER_STYLES = {
  "coverage": { fill: "rgba(72,133,207,.10)", line: "#2b6cb0", width: 1.6, dash: [7, 3, 1.5, 3], hatch: { kind: 0, gap: 11, color: "rgba(43,108,176,.38)" } },
  "plots": { fill: "rgba(203,213,196,.6)", line: "#94a38a", width: 0.5 },
  "plots/planted": { fill: "#dcebc6", line: "#a3b88a", width: 0.5 },
  "plots/withdrawn": { fill: "#f1dfb4", line: "#a5895a", width: 0.7, hatch: { kind: 90, gap: 5, color: "rgba(122,92,40,.75)" } },
  "plots/fallow": { fill: "#f4f0e6", line: "#9b948a", width: 0.7, hatch: { kind: "dots", gap: 5, color: "rgba(70,62,50,.8)" } },
  "forest": { fill: "#9ecba2", line: "#3f7a4a", width: 0.8, hatch: { kind: "crosses", gap: 9, color: "rgba(24,84,40,.75)" } },
  "reservoirs": { fill: "#a9d1ef", line: "#2d6f9e", width: 1, hatch: { kind: 0, gap: 4, color: "rgba(45,111,158,.6)" } },
  "canals": { line: "#4d9bcf", width: 1.6 },
  "zones": { line: "#555555", width: 2 },
  "zones/prohibited": { fill: "rgba(196,22,28,.07)", line: "#b3141a", width: 3, hatch: { kind: 45, gap: 9, color: "rgba(179,20,26,.55)" } },
  "zones/limited": { fill: "rgba(224,123,0,.05)", line: "#b86200", width: 2.4, dash: [10, 4], hatch: { kind: 135, gap: 16, color: "rgba(184,98,0,.5)" } },
  "zones/over-extracted": { line: "#6a3d9a", width: 2, dash: [2, 4] },
  "villages": { line: "#8a8a8a", width: 0.8, dash: [2, 3] },
  "townships": { line: "#2f2f2f", width: 1.6, dash: [12, 3, 2, 3] },
  "pipes": { line: "#123f7a", width: 3.4, core: "#ffffff" },
};

const styleOf = (role, choice) => (choice && LAYER_STYLES[`${role}/${choice}`]) || LAYER_STYLES[role];

/// The outline of a shape about a place.
function outline(context, shape, x, y, r) {
  context.beginPath();
  const corners = (points) => {
    points.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    context.closePath();
  };
  switch (shape) {
    case "diamond": corners([[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]]); break;
    case "up": corners([[0, -1.1], [1.05, .8], [-1.05, .8]]); break;
    default: context.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/// A well by its outcome, with a halo so that it stands out of any hatch.
function drawWell(context, outcome, x, y, scale = 1) {
  context.save();
  context.translate(x, y);
  context.scale(SIGN_SCALE * scale, SIGN_SCALE * scale);
  context.setLineDash([]);
  context.lineJoin = "round";
  if (outcome.id !== "none") {
    context.strokeStyle = "rgba(255,255,255,.85)";
    context.lineWidth = 2.2;
    context.stroke(outcome.sign[0].outline);
  }
  for (const stroke of outcome.sign) {
    if (stroke.fill) {
      context.fillStyle = stroke.fill;
      context.fill(stroke.outline);
    }
    if (stroke.ink) {
      context.strokeStyle = stroke.ink;
      context.lineWidth = stroke.width;
      context.stroke(stroke.outline);
    }
  }
  context.restore();
}

function drawFinding(context, severity, x, y, scale = 1) {
  const symbol = SEVERITY_SYMBOLS[severity];
  outline(context, symbol.shape, x, y, symbol.size * scale);
  context.setLineDash([]);
  context.lineWidth = 4;
  context.strokeStyle = "rgba(255,255,255,.7)";
  context.stroke();
  context.setLineDash(symbol.dash);
  context.lineWidth = 2;
  context.strokeStyle = symbol.stroke;
  context.stroke();
  context.setLineDash([]);
}

const patterns = new Map();

/// A hatch as a pattern that repeats without seams, anchored at a place so that it moves with the map.
function hatchPattern(context, hatch, ratio, left = 0, top = 0) {
  const key = JSON.stringify(hatch) + ratio;
  if (!patterns.has(key)) {
    const isDiagonal = hatch.kind === 45 || hatch.kind === 135;
    const side = Math.round(hatch.gap * (isDiagonal ? Math.SQRT2 : 1) * ratio);
    const tile = make("canvas", { width: side, height: side });
    const pen = tile.getContext("2d");
    pen.strokeStyle = pen.fillStyle = hatch.color;
    pen.lineWidth = 1.1 * ratio;
    pen.beginPath();
    const line = (x0, y0, x1, y1) => { pen.moveTo(x0, y0); pen.lineTo(x1, y1); };
    const [s, m] = [side, side / 2];
    switch (hatch.kind) {
      case 0: line(0, m, s, m); break;
      case 90: line(m, 0, m, s); break;
      case 45: line(-m, m, m, -m); line(0, s, s, 0); line(m, s + m, s + m, m); break;
      case 135: line(-m, m, m, s + m); line(0, 0, s, s); line(m, -m, s + m, m); break;
      case "crosses": line(m - 2 * ratio, m, m + 2 * ratio, m); line(m, m - 2 * ratio, m, m + 2 * ratio); break;
      case "dots": pen.arc(m, m, 0.9 * ratio, 0, 2 * Math.PI); pen.fill(); break;
    }
    pen.stroke();
    patterns.set(key, { pattern: context.createPattern(tile, "repeat"), side: side / ratio });
  }
  const { pattern, side } = patterns.get(key);
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, left % side, top % side]));
  return pattern;
}

/// A small picture for the legend.
function swatch(draw, width = 34, height = 20) {
  const ratio = 2;
  const canvas = make("canvas", { width: width * ratio, height: height * ratio, className: "swatch", attr: { "aria-hidden": "true" } });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  draw(context, width, height, ratio);
  return canvas;
}

function layerSwatch(style, isPolygon) {
  return swatch((context, width, height, ratio) => {
    context.beginPath();
    if (isPolygon) {
      context.rect(2.5, 2.5, width - 5, height - 5);
      fillWith(context, style, ratio);
    } else {
      context.moveTo(2, height / 2);
      context.lineTo(width - 2, height / 2);
    }
    strokeWith(context, style);
  });
}

function fillWith(context, style, ratio, left, top) {
  if (style.fill) {
    context.fillStyle = style.fill;
    context.fill("evenodd");
  }
  if (style.hatch) {
    context.fillStyle = hatchPattern(context, style.hatch, ratio, left, top);
    context.fill("evenodd");
  }
}

function strokeWith(context, style) {
  context.setLineDash(style.dash || []);
  context.lineWidth = style.width;
  context.strokeStyle = style.line;
  context.stroke();
  if (style.core) {
    context.lineWidth = style.width - 2;
    context.strokeStyle = style.core;
    context.stroke();
  }
  context.setLineDash([]);
}
