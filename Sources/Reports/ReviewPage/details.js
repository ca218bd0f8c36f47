// The panel that says everything about what is selected: a well, a finding, or a shape of a layer.

class Details {
  constructor(select) {
    this.select = select;
  }

  /// Shows what is selected; hides the panel where nothing is.
  fill() {
    const { selected } = state, panel = find("detail");
    panel.hidden = !selected;
    if (!selected) return panel.replaceChildren();
    const close = make("button", { type: "button", className: "shut", textContent: "✕", title: say("close"), attr: { "aria-label": say("close") } });
    close.addEventListener("click", () => this.select(null));
    const body = selected.kind === "well" ? this.well(selected.row) : selected.kind === "finding" ? this.finding(selected.row) : this.shape(selected);
    panel.replaceChildren(close, ...body);
    panel.scrollTop = 0;
  }

  /// Label and text, for texts that are there.
  list(entries) {
    const rows = entries.filter(([, text]) => text).flatMap(([label, text]) => [make("dt", { textContent: label }), make("dd", { textContent: text })]);
    return make("dl", {}, ...rows);
  }

  well(row) {
    const at = (name) => wells.columns[name].at(row);
    const outcome = data.outcomes[wells.outcomes[row]];
    const place = wells.places.degrees[row];
    const own = wells.findings.get(row) || [];
    const names = ["decided", "possible", "mode", "deadline", "review", "unit", "responsible", "basis", "verify", "caveat", "township", "village", "use", "owner", "rule"];
    return [
      make("h2", { textContent: `${say("well")} ${at("id")}` }),
      make("p", { className: "verdict" }, swatch((context, width, height) => drawWell(context, outcome, width / 2, height / 2, 1.2), 26, 24), make("strong", { textContent: inLanguage(outcome.title) })),
      this.list([...names.map((name) => [say(name), at(name)]), [say("place"), place ? this.degrees(place) : say("noPlace")]]),
      own.length ? make("h3", { textContent: say("findingsHere") }) : null,
      own.length ? this.links(own.map((finding) => ({ kind: "finding", row: finding }))) : null,
      make("h3", { textContent: say("facts") }),
      this.facts(row),
      make("p", { className: "aside", textContent: say("explain", at("id")) }),
    ].filter(Boolean);
  }

  facts(row) {
    const heads = ["fact", "value", "source"].map((key) => make("th", { textContent: say(key), scope: "col" }));
    const rows = wells.facts.map((fact) => {
      const [value, doubt] = [fact.values.at(row), fact.doubts.at(row)];
      if (value === null && doubt === null) return null;
      return make("tr", {},
        make("th", { textContent: inLanguage(fact.title), scope: "row" }),
        make("td", { textContent: value === null ? "—" : value }),
        make("td", {}, make("span", { textContent: inLanguage(fact.source) }), doubt ? make("em", { textContent: say("doubt", doubt) }) : null));
    });
    return make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows.filter(Boolean)));
  }

  finding(row) {
    const at = (name) => findings.columns[name].at(row);
    const severity = data.severities[findings.severities[row]];
    const check = data.checks.find((own) => own.id === at("code"));
    const place = findings.places.degrees[row];
    const own = findings.wells[row];
    return [
      make("h2", { textContent: `${at("code")} ${check ? inLanguage(check.title) : ""}` }),
      make("p", { className: "verdict" }, swatch((context, width, height) => drawFinding(context, severity.id, width / 2, height / 2, 0.8), 26, 24), make("strong", { textContent: inLanguage(severity.title) })),
      make("p", { className: "message", textContent: at("message") }),
      this.list([["layers", "township"].map((name) => [say(name), at(name)]), [[say("place"), place ? this.degrees(place) : say("noPlace")]], [["ID", at("id")]]].flat()),
      own.length ? make("h3", { textContent: say("wellsHere") }) : null,
      own.length ? this.links(own.map((well) => ({ kind: "well", row: well }))) : null,
    ].filter(Boolean);
  }

  shape({ layer, row }) {
    const choice = layer.chosen && layer.choices[layer.chosen[row] - 1];
    return [
      make("h2", { textContent: inLanguage(layer.title) }),
      choice ? make("p", { className: "verdict" }, layerSwatch(styleOf(layer.role, choice.id), layer.shapes.isPolygon), make("strong", { textContent: inLanguage(choice.title) })) : null,
      this.list(layer.fields.map((field) => [inLanguage(field.title), field.values.at(row)])),
    ].filter(Boolean);
  }

  /// Buttons that lead to wells or findings.
  links(targets) {
    return make("ul", { className: "links" }, ...targets.map((target) => {
      const button = make("button", { type: "button", textContent: nameOf(target) });
      button.addEventListener("click", () => this.select(target, { moves: true }));
      return make("li", {}, button);
    }));
  }

  degrees([latitude, longitude]) { return `${longitude.toFixed(6)}°E, ${latitude.toFixed(6)}°N`; }
}
