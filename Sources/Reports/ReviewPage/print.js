// The closing list on paper: by unit with subtotals, in the order of the clauses, and lines for signatures. What the
// filters leave out is left out here, and it is said.

class Paper {
  constructor(map, leave) {
    this.map = map;
    this.leave = leave;
  }

  fill() {
    const rows = state.wellsShown.filter((row) => wells.closing[row]);
    const at = (name, row) => wells.columns[name].at(row) || "";
    const groups = new Map();
    for (const row of rows) {
      const unit = at("unit", row) || "—";
      groups.set(unit, [...(groups.get(unit) || []), row]);
    }
    const place = new Map(data.units.map((unit, index) => [unit, index]));
    const units = [...groups].sort((a, b) => (place.get(a[0]) ?? -1) - (place.get(b[0]) ?? -1));
    for (const [, own] of units) own.sort((a, b) => (at("deadline", a) || "~").localeCompare(at("deadline", b) || "~") || at("id", a).localeCompare(at("id", b)));

    const print = make("button", { type: "button", textContent: say("print") });
    print.addEventListener("click", () => window.print());
    const back = make("button", { type: "button", textContent: say("back") });
    back.addEventListener("click", this.leave);
    const only = filterWords();
    find("paper").replaceChildren(
      make("p", { className: "tools" }, print, back),
      make("h1", { textContent: say("closingOf", data, this.isClosing(rows)) }),
      make("p", { className: "from", textContent: `${say("title", data)}　${say("subtitle", data, data.ruleSets.map(inLanguage).join(language === "zh" ? "、" : ", "))}` }),
      make("p", {}, rows.length ? say("closingSum", rows.length, units.length) : this.answered ? say("noClosing") : "", only ? ` ${say("only", only)}` : ""),
      ...this.openQuestions().map((words) => make("p", { className: "open", textContent: words })),
      ...(rows.length ? [make("h2", { textContent: say("summary") }), this.summary(units, at), make("h2", { textContent: say("details") }), this.table(units, at)] : []),
      make("p", { className: "signatures" }, ...say("signed").map((who) => make("span", { textContent: who })), make("span", { textContent: say("date") })),
      mapPicture(this.map.sheet, this.map.part(state.township)) || "");
  }

  /// Whether closing is all that ends the taking of some wells: their number is one of 关停 only then.
  isClosing(rows) { return rows.every((row) => data.outcomes[wells.outcomes[row]].id === "close"); }

  /// Whether anybody has judged the wells: "none to close" is an answer only then.
  get answered() { return data.hasRegister && data.ruleSets.length > 0; }

  /// What keeps the list from being the whole answer.
  openQuestions() {
    if (!data.hasRegister) return [say("noRegister")];
    if (!data.ruleSets.length) return [say("noRules")];
    const open = state.wellsShown.filter((row) => data.outcomes[wells.outcomes[row]].id === "verify").length;
    const overdue = state.wellsShown.filter((row) => {
      const day = wells.closing[row] && wells.columns.deadline.at(row);
      return day && day < data.decisionDate;
    });
    return [...(open ? [say("openWells", open)] : []), ...(overdue.length ? [say("overdue", overdue.length, this.isClosing(overdue))] : [])];
  }

  cells(tag, texts, numeric = new Set()) {
    return texts.map((text, i) => make(tag, { textContent: text, className: numeric.has(i) ? "n" : "" }));
  }

  /// Units by deadlines, as the county's document has it.
  summary(units, at) {
    const days = [...new Set(units.flatMap(([, rows]) => rows.map((row) => at("deadline", row))))].sort((a, b) => (a || "~").localeCompare(b || "~"));
    // Permits end on many days: the first and the last of each unit then, because a page is only so wide.
    const isWide = days.length > 6;
    const heads = isWide ? [say("firstDay"), say("lastDay")] : days.map((day) => day || say("noDeadline"));
    const numeric = new Set(isWide ? [3] : [...days.keys(), days.length].map((i) => i + 1));
    const counts = (rows) => days.map((day) => rows.filter((row) => at("deadline", row) === day).length || "");
    const span = (rows) => {
      const own = rows.map((row) => at("deadline", row)).filter(Boolean).sort();
      return own.length ? [own[0], own[own.length - 1]] : [say("noDeadline"), ""];
    };
    const line = (name, rows, last) => make("tr", {}, ...this.cells("td", [name, ...(isWide ? span(rows) : counts(rows)), rows.length, last], numeric));
    const all = units.flatMap(([, rows]) => rows);
    const total = line(say("total"), all, "");
    total.className = "total";
    const responsible = (rows) => [...new Set(rows.map((row) => at("responsible", row)))].filter(Boolean).join(language === "zh" ? "、" : ", ");
    return make("table", { className: "summary" },
      make("thead", {}, make("tr", {}, ...this.cells("th", [say("unit"), ...heads, say("total"), say("responsible")], numeric))),
      make("tbody", {}, ...units.map(([unit, rows]) => line(unit, rows, responsible(rows))), total));
  }

  /// Well by well under the heading of its unit.
  table(units, at) {
    const heads = ["number", "wellNumber", "village", "use", "outcome", "deadline", "responsible", "basis"];
    let number = 0;
    const bodies = units.map(([unit, rows]) => make("tbody", {},
      make("tr", { className: "unit" }, make("th", { colSpan: heads.length, scope: "rowgroup", textContent: unit })),
      ...rows.map((row) => make("tr", {}, ...this.cells("td", [
        String(++number), at("id", row), at("village", row), at("use", row), inLanguage(data.outcomes[wells.outcomes[row]].title),
        at("deadline", row) || say("noDeadline"), at("responsible", row), at("basis", row)], new Set([0])))),
      make("tr", { className: "subtotal" }, make("td", { colSpan: heads.length, textContent: `${unit}　${say("subtotal", rows.length)}` }))));
    return make("table", { className: "closing" },
      make("thead", {}, make("tr", {}, ...this.cells("th", heads.map((key) => say(key)), new Set([0])))),
      ...bodies,
      make("tbody", {}, make("tr", { className: "total" }, make("td", { colSpan: heads.length, textContent: `${say("total")} ${say("wellsUnit", number)}` }))));
  }
}
