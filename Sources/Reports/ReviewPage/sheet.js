// The sheet that the map shows: one canvas under Leaflet's hands on which all layers are drawn from flat arrays. An object
// a plot, as Leaflet has them, would take seconds for a county.

const MARGIN = 0.2;  // of the window on every side, so that dragging shows no empty edge at once
const ROWS_A_PATH = 400;  // longer paths take longer to fill than many short ones

const Sheet = L.Layer.extend({
  initialize(state) {
    this.state = state;
  },
  onAdd(map) {
    this.canvas = make("canvas", { className: "sheet" });
    map.getPane("overlayPane").append(this.canvas);
    map.on("moveend zoom viewreset resize", this.redrawSoon, this);
    this.redrawSoon();
  },
  onRemove(map) {
    this.canvas.remove();
    map.off("moveend zoom viewreset resize", this.redrawSoon, this);
  },
  redrawSoon() {
    if (!this.frame) this.frame = requestAnimationFrame(() => { this.frame = null; this.draw(); });
  },

  /// From the plane of the data to pixels of the canvas, as factor and offsets.
  view() {
    const map = this._map, size = map.getSize();
    const margin = size.multiplyBy(MARGIN).round();
    const scale = 256 * 2 ** map.getZoom();
    const corner = map.containerPointToLayerPoint([0, 0]).subtract(margin);
    const pixel = map.getPixelOrigin().add(corner);
    return {
      corner, scale, width: size.x + 2 * margin.x, height: size.y + 2 * margin.y,
      left: plane.origin[0] * scale - pixel.x, top: plane.origin[1] * scale - pixel.y,
    };
  },

  draw() {
    if (!this._map || !plane.origin || !this._map.getSize().x) return;
    const view = (this.last = this.view());
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this.canvas, view.corner);
    this.canvas.width = Math.round(view.width * ratio);
    this.canvas.height = Math.round(view.height * ratio);
    this.canvas.style.width = `${view.width}px`;
    this.canvas.style.height = `${view.height}px`;
    this.paint(this.canvas.getContext("2d"), view, ratio);
  },

  /// Draws everything in a view. A picture for paper has neither findings nor what is selected.
  paint(context, view, ratio, isPicture = false) {
    context.scale(ratio, ratio);
    context.lineJoin = "round";
    const { layersOn } = this.state;
    for (const layer of data.layers) if (layersOn.has(layer.role)) this.drawLayer(context, layer, view, ratio);
    if (!isPicture) {
      this.drawSelectedShape(context, view);
      this.drawFindings(context, view);
    }
    if (layersOn.has("wells")) this.drawWells(context, view);
    for (const layer of data.layers) if (layersOn.has(layer.role)) this.drawLabels(context, layer, view);
    if (!isPicture) this.drawSelectedPlace(context, view);
  },

  /// A view of a part of the plane in a window without margins.
  viewOf([minX, minY, maxX, maxY], width, height) {
    const scale = Math.min(width / (maxX - minX), height / (maxY - minY)) * 0.96;
    return { scale, width, height, left: width / 2 - ((minX + maxX) / 2) * scale, top: height / 2 - ((minY + maxY) / 2) * scale };
  },

  drawLayer(context, layer, view, ratio) {
    // Outlines of plots that are only a few pixels large would cover their colour.
    const { boxes, count } = layer.shapes;
    const extent = count ? ((boxes[2] - boxes[0]) + (boxes[3] - boxes[1])) / 2 * view.scale : 0;
    const isFine = count > 500 && extent < 9;
    const choices = layer.chosen ? [null, ...layer.choices] : [null];
    choices.forEach((choice, number) => {
      const style = styleOf(layer.role, choice && choice.id);
      const rows = [];
      for (let row = 0; row < count; row++) {
        if (layer.chosen && layer.chosen[row] !== number) continue;
        const b = 4 * row;
        if (boxes[b + 2] * view.scale + view.left < 0 || boxes[b] * view.scale + view.left > view.width) continue;
        if (boxes[b + 3] * view.scale + view.top < 0 || boxes[b + 1] * view.scale + view.top > view.height) continue;
        rows.push(row);
      }
      for (let first = 0; first < rows.length; first += ROWS_A_PATH) {
        context.beginPath();
        for (const row of rows.slice(first, first + ROWS_A_PATH)) this.trace(context, layer.shapes, row, view);
        if (layer.shapes.isPolygon) fillWith(context, style, ratio, view.left, view.top);
        if (!isFine) strokeWith(context, style);
      }
    });
  },

  /// Adds a row to the path; vertices within less than a pixel of the last are passed over.
  trace(context, shapes, row, view) {
    for (let ring = shapes.rowStarts[row]; ring < shapes.rowStarts[row + 1]; ring++) {
      let [lastX, lastY] = [Infinity, Infinity];
      const end = shapes.ringStarts[ring + 1];
      for (let i = shapes.ringStarts[ring]; i < end; i += 2) {
        const x = shapes.xy[i] * view.scale + view.left, y = shapes.xy[i + 1] * view.scale + view.top;
        if (lastX === Infinity) context.moveTo(x, y);
        else if (Math.abs(x - lastX) + Math.abs(y - lastY) > 0.7 || i === end - 2) context.lineTo(x, y);
        else continue;
        [lastX, lastY] = [x, y];
      }
      if (shapes.isPolygon) context.closePath();
    }
  },

  drawLabels(context, layer, view) {
    const size = view.scale < 256 * 2 ** 12.5 ? 12 : 14;
    context.font = `bold ${size}px "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 4;
    context.strokeStyle = "rgba(255,255,255,.9)";
    context.fillStyle = "#222222";
    const { xy } = layer.labels;
    for (let row = 0; 2 * row < xy.length; row++) {
      const name = layer.fields[0].values.at(row);
      if (!name || Number.isNaN(xy[2 * row])) continue;
      const x = xy[2 * row] * view.scale + view.left, y = xy[2 * row + 1] * view.scale + view.top;
      context.strokeText(name, x, y);
      context.fillText(name, x, y);
    }
  },

  /// Calls back with the place in pixels of every row that is in the window.
  forEachPlace(rows, places, view, body) {
    for (const row of rows) {
      const x = places.xy[2 * row] * view.scale + view.left, y = places.xy[2 * row + 1] * view.scale + view.top;
      if (x > -20 && y > -20 && x < view.width + 20 && y < view.height + 20) body(row, x, y);
    }
  },

  symbolScale(view) {
    const zoom = Math.log2(view.scale / 256);
    return Math.max(0.6, Math.min(1.5, 0.95 + (zoom - 12.75) * 0.18));
  },

  /// The strictest outcomes last, on top.
  drawWells(context, view) {
    const scale = this.symbolScale(view);
    for (let number = data.outcomes.length - 1; number >= 0; number--) {
      const rows = this.state.wellsShown.filter((row) => wells.outcomes[row] === number), outcome = data.outcomes[number];
      // Wells about which nothing is to be done are dots where they would stand too close for circles.
      const isCrowded = outcome.id === "none" && rows.length > (view.width * view.height) / 500 && view.scale < 256 * 2 ** 13;
      if (isCrowded) context.fillStyle = "rgba(60,60,60,.75)";
      this.forEachPlace(rows, wells.places, view, (_, x, y) => (isCrowded ? context.fillRect(x - 0.9, y - 0.9, 1.8, 1.8) : drawWell(context, outcome, x, y, scale)));
    }
  },

  drawFindings(context, view) {
    const scale = this.symbolScale(view);
    data.severities.forEach((severity, number) => {
      if (!this.state.layersOn.has(`findings/${severity.id}`)) return;
      const rows = this.state.findingsShown.filter((row) => findings.severities[row] === number);
      this.forEachPlace(rows, findings.places, view, (_, x, y) => drawFinding(context, severity.id, x, y, scale));
    });
  },

  drawSelectedShape(context, view) {
    const { selected } = this.state;
    if (!selected || selected.kind !== "shape") return;
    context.beginPath();
    this.trace(context, selected.layer.shapes, selected.row, view);
    for (const [color, width] of [["#ffffff", 6], ["#000000", 3]]) strokeWith(context, { line: color, width });
  },

  /// A ring with a gap to what it is about, black on white.
  drawSelectedPlace(context, view) {
    const { selected } = this.state;
    if (!selected || selected.kind === "shape") return;
    const isWell = selected.kind === "well";
    this.forEachPlace([selected.row], (isWell ? wells : findings).places, view, (row, x, y) => {
      if (isWell) drawWell(context, data.outcomes[wells.outcomes[row]], x, y, 1.4);
      else drawFinding(context, data.severities[findings.severities[row]].id, x, y, 1.2);
      for (const [color, width] of [["#ffffff", 7], ["#000000", 3.5]]) {
        outline(context, "circle", x, y, 19);
        strokeWith(context, { line: color, width });
      }
    });
  },

  /// What lies at a place of the window: the nearest well or finding that is shown, else the uppermost shape.
  hit(point) {
    const view = this.last;
    if (!view) return null;
    const at = this._map.containerPointToLayerPoint(point).subtract(view.corner);
    let best = null, least = 14;
    const consider = (kind, rows, places) => this.forEachPlace(rows, places, view, (row, x, y) => {
      const distance = Math.hypot(x - at.x, y - at.y);
      if (distance < least) [best, least] = [{ kind, row }, distance];
    });
    if (this.state.layersOn.has("wells")) consider("well", this.state.wellsShown, wells.places);
    consider("finding", this.state.findingsShown.filter((row) =>
      this.state.layersOn.has(`findings/${data.severities[findings.severities[row]].id}`)), findings.places);
    if (best) return best;
    const x = (at.x - view.left) / view.scale, y = (at.y - view.top) / view.scale, reach = 5 / view.scale;
    for (const layer of [...data.layers].reverse()) {
      // Boundaries of units are lines to the eye; what lies inside them is meant.
      if (!this.state.layersOn.has(layer.role) || ["townships", "villages", "coverage", "zones"].includes(layer.role)) continue;
      const row = layer.shapes.rowAt(x, y, reach);
      if (row >= 0) return { kind: "shape", layer, row };
    }
    for (const role of ["zones", "coverage", "villages", "townships"]) {
      const layer = data.layers.find((own) => own.role === role);
      const row = layer && this.state.layersOn.has(role) ? layer.shapes.rowAt(x, y, reach) : -1;
      if (row >= 0) return { kind: "shape", layer, row };
    }
    return null;
  },
});
