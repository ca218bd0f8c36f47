// The map: Leaflet with the sheet on it, scale bar, zoom, legend with switches, and what a click or a pointer finds.

/// Layers that are off at first: they are many, and they are about what is on.
const OFF_AT_FIRST = new Set(["findings/warning", "findings/note"]);

class ReviewMap {
  /// `state` is shared with the lists; `select` is called with what was clicked, or null.
  constructor(state, select) {
    this.state = state;
    // No animation: the sheet is drawn anew for every zoom, and a projector shows it at once.
    this.map = L.map("map", {
      zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
      zoomSnap: 0.1, zoomDelta: 0.8, minZoom: 3, maxZoom: 21, preferCanvas: true,
    });
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.map);
    this.map.setView([40, 90], 5);
    this.sheet = new Sheet(state).addTo(this.map);
    this.map.on("click", (event) => select(this.sheet.hit(event.containerPoint)));
    this.map.on("mousemove", (event) => this.point(event));
    this.map.on("mouseout", () => { find("hint").hidden = true; });
    new ResizeObserver(() => this.fit()).observe(find("map"));
  }

  redraw() { this.sheet.redrawSoon(); }

  /// The part of the plane that is asked for: the township of a name, else the whole county; null without shapes.
  part(name) {
    const layer = data.layers.find((own) => own.role === "townships" && own.fields.length);
    const row = layer && name ? layer.fields[0].values.rows.findIndex((_, own) => layer.fields[0].values.key(own) === name) : -1;
    if (row >= 0) return layer.shapes.boxes.subarray(4 * row, 4 * row + 4);
    // A plot with a wrong digit lies far away: the county is where its townships are.
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { shapes } of layer && layer.shapes.boxes.length ? [layer] : data.layers) {
      for (let i = 0; i < shapes.boxes.length; i += 4) {
        minX = Math.min(minX, shapes.boxes[i]); minY = Math.min(minY, shapes.boxes[i + 1]);
        maxX = Math.max(maxX, shapes.boxes[i + 2]); maxY = Math.max(maxY, shapes.boxes[i + 3]);
      }
    }
    return maxX > minX ? [minX, minY, maxX, maxY] : null;
  }

  /// Goes to the township of a name, or to the whole county.
  home(name) {
    this.fit();
    const part = this.part(name);
    const bounds = part && part[2] > part[0] ? L.latLngBounds([this.degrees(part[0], part[1]), this.degrees(part[2], part[3])])
      : L.latLngBounds(wells.places.degrees.filter(Boolean));
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [12, 12], animate: false });
  }
  degrees(x, y) {
    return this.map.unproject([(x + plane.origin[0]) * 256, (y + plane.origin[1]) * 256], 0);
  }

  /// The panel of details has taken some of the width, or given it back; what is seen stays where it is.
  fit() { this.map.invalidateSize({ animate: false, pan: false }); }

  /// Goes to a place, near enough to see what is around it; or only as far as it takes to have it in sight.
  show(place, moves) {
    if (!place) return;
    if (moves) this.map.setView(place, Math.max(this.map.getZoom(), 14.5), { animate: false });
    else this.map.panInside(place, { padding: [40, 40], animate: false });
  }

  /// The name of what is under the pointer.
  point(event) {
    const hit = this.sheet.hit(event.containerPoint), hint = find("hint");
    this.map.getContainer().style.cursor = hit && hit.kind !== "shape" ? "pointer" : "";
    hint.hidden = !hit;
    if (!hit) return;
    hint.textContent = nameOf(hit);
    const { x, y } = event.containerPoint, isRight = x > this.map.getSize().x / 2;
    hint.style.transform = `translate(${x}px, ${y}px) translate(${isRight ? "calc(-100% - 14px)" : "14px"}, 12px)`;
  }

  /// The controls and the legend, in the language of the page.
  translate() {
    if (this.zoom) this.zoom.remove();
    this.zoom = L.control.zoom({ position: "topleft", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(this.map);
    const home = make("button", { type: "button", className: "home", textContent: "⌂", title: say("home"), attr: { "aria-label": say("home") } });
    home.addEventListener("click", () => this.home());
    L.DomEvent.disableClickPropagation(home);
    this.zoom.getContainer().append(home);
    this.fillLegend();
  }

  fillLegend() {
    const rows = [];
    const switchFor = (key, picture, title, count) => {
      const box = make("input", { type: "checkbox", checked: this.state.layersOn.has(key) });
      box.addEventListener("change", () => {
        if (box.checked) this.state.layersOn.add(key); else this.state.layersOn.delete(key);
        this.redraw();
      });
      rows.push(make("label", {}, box, picture, make("span", { className: "name", textContent: title }), make("span", { className: "number", textContent: count ?? "" })));
    };
    const entry = (picture, title, count) =>
      rows.push(make("p", {}, picture, make("span", { className: "name", textContent: title }), make("span", { className: "number", textContent: count ?? "" })));
    const none = make("span", { className: "swatch" });

    if (wells.count) {
      switchFor("wells", none.cloneNode(), say("wells"), wells.count);
      data.outcomes.forEach((outcome, number) => {
        const count = wells.outcomes.filter((own) => own === number).length;
        if (count) entry(swatch((context, width, height) => drawWell(context, outcome, width / 2, height / 2)), inLanguage(outcome.title), count);
      });
    }
    for (const severity of [...data.severities].reverse()) {
      const count = findings.severities.filter((own) => data.severities[own].id === severity.id).length;
      if (count) {
        const picture = swatch((context, width, height) => drawFinding(context, severity.id, width / 2, height / 2, 0.7));
        switchFor(`findings/${severity.id}`, picture, `${say("findings")}：${inLanguage(severity.title)}`.replace("：", language === "zh" ? "：" : ": "), count);
      }
    }
    for (const layer of [...data.layers].reverse()) {
      const isPolygon = layer.shapes.isPolygon;
      const counts = layer.choices.map((_, number) => layer.chosen.filter((own) => own === number + 1).length);
      const hasChoices = counts.some(Boolean);
      switchFor(layer.role, hasChoices ? none.cloneNode() : layerSwatch(styleOf(layer.role), isPolygon), inLanguage(layer.title), layer.rows);
      layer.choices.forEach((choice, number) => {
        if (counts[number]) entry(layerSwatch(styleOf(layer.role, choice.id), isPolygon), inLanguage(choice.title), counts[number]);
      });
      // So that the rows below a layer add up to it.
      const others = layer.rows - counts.reduce((sum, own) => sum + own, 0);
      if (hasChoices && others) entry(layerSwatch(styleOf(layer.role), isPolygon), say("unsaid"), others);
    }
    find("legend-rows").replaceChildren(...rows);
  }
}

/// What a person calls a well, a finding or a shape.
function nameOf(hit) {
  const columns = hit.kind === "well" ? wells.columns : findings.columns;
  switch (hit.kind) {
    case "well": return `${columns.id.at(hit.row)}　${inLanguage(data.outcomes[wells.outcomes[hit.row]].title)}`;
    case "finding": return `${columns.code.at(hit.row)}　${columns.message.at(hit.row)}`;
    default: {
      const choice = hit.layer.chosen && hit.layer.choices[hit.layer.chosen[hit.row] - 1];
      const name = hit.layer.fields.length ? hit.layer.fields[0].values.at(hit.row) : null;
      return [inLanguage(hit.layer.title), name, choice && inLanguage(choice.title)].filter(Boolean).join("　");
    }
  }
}
