// The list beside the map: wells or findings that pass the filters, a page at a time.

const ROWS_A_PAGE = 200;

class Lists {
  constructor(select) {
    this.select = select;
    this.limit = ROWS_A_PAGE;
    find("list").addEventListener("keydown", (event) => this.step(event));
  }

  /// Fills the choices of the filters in the language of the page.
  translate() {
    const option = (value, text) => make("option", { value, textContent: text });
    const choices = (id, options) => find(id).replaceChildren(option("", say("all")), ...options);
    const townships = new Set();
    for (const list of [wells, findings]) {
      for (const text of list.columns.township.texts) townships.add(Array.isArray(text) ? text[0] : text);
    }
    choices("township", [...townships].sort((a, b) => a.localeCompare(b, "zh")).map((name) => option(name, name)));
    const counted = (list, numbers) => list.map((own, number) => [own, numbers.filter((one) => one === number).length])
      .filter(([, count]) => count).map(([own, count]) => option(own.id, `${inLanguage(own.title)} (${count})`));
    choices("outcome", counted(data.outcomes, wells.outcomes));
    choices("severity", counted(data.severities, findings.severities).reverse());
    const codes = findings.columns.code;
    choices("check", data.checks.filter((check) => codes.texts.includes(check.id)).map((check) => option(check.id, `${check.id} ${inLanguage(check.title)}`)));
  }

  /// Shows the rows that pass the filters.
  fill() {
    const isWells = state.tab === "wells";
    const rows = isWells ? state.wellsShown : state.findingsShown;
    for (const tab of ["wells", "findings"]) {
      const count = tab === "wells" ? state.wellsShown.length : state.findingsShown.length;
      const button = find(`tab-${tab}`);
      button.textContent = `${say(tab)} ${count}`;
      button.setAttribute("aria-selected", String(state.tab === tab));
      button.tabIndex = state.tab === tab ? 0 : -1;
    }
    find("panel").setAttribute("aria-labelledby", `tab-${state.tab}`);
    for (const label of document.querySelectorAll("#filters [data-for]")) label.hidden = label.dataset.for !== state.tab;
    for (const key of ["township", "outcome", "severity", "check"]) find(key).value = state[key];
    if (find("query").value.trim() !== state.query) find("query").value = state.query;
    find("count").textContent = isWells ? say("wellCount", rows.length, wells.count) : say("findingCount", rows.length, findings.count);
    find("clear").hidden = ![state.query, state.township, state.outcome, state.severity, state.check].some(Boolean);

    const shown = rows.slice(0, this.limit).map((row) => (isWells ? this.wellRow(row) : this.findingRow(row)));
    if (!rows.length) shown.push(make("li", { className: "nothing", textContent: say("nothing") }));
    if (rows.length > this.limit) {
      const more = make("button", { type: "button", className: "more", textContent: say("more", Math.min(ROWS_A_PAGE, rows.length - this.limit)) });
      more.addEventListener("click", () => {
        const first = this.limit;
        this.limit += ROWS_A_PAGE;
        this.fill();
        find("list").children[first].firstElementChild.focus();
      });
      shown.push(make("li", {}, more));
    }
    find("list").replaceChildren(...shown);
    this.markSelected();
  }

  row(kind, row, ...children) {
    const button = make("button", { type: "button", attr: { "data-kind": kind, "data-row": row } }, ...children);
    button.addEventListener("click", () => this.select({ kind, row }, { moves: true }));
    return make("li", {}, button);
  }

  wellRow(row) {
    const { id, unit, township, use, deadline } = wells.columns;
    const outcome = data.outcomes[wells.outcomes[row]];
    return this.row("well", row,
      swatch((context, width, height) => drawWell(context, outcome, width / 2, height / 2), 22, 20),
      make("span", { className: "key", textContent: id.at(row) }),
      make("span", { className: "what", textContent: [inLanguage(outcome.title), outcome.id !== "closed" && deadline.at(row)].filter(Boolean).join(" ") }),
      make("span", { className: "more-of-it", textContent: [unit.at(row) || township.at(row), use.at(row)].filter(Boolean).join(" · ") }));
  }

  findingRow(row) {
    const { code, message, problem, state } = findings.columns;
    const severity = data.severities[findings.severities[row]];
    return this.row("finding", row,
      swatch((context, width, height) => drawFinding(context, severity.id, width / 2, height / 2, 0.7), 22, 20),
      make("span", { className: "key", textContent: problem.at(row) || code.at(row) }),
      make("span", { className: "what", textContent: [inLanguage(severity.title), state.at(row)].filter(Boolean).join(" · ") }),
      make("span", { className: "more-of-it", textContent: message.at(row) }));
  }

  /// Marks the row of what is selected and brings it into sight.
  markSelected() {
    const { selected } = state;
    for (const button of document.querySelectorAll("#list [aria-current]")) button.removeAttribute("aria-current");
    if (!selected || selected.kind === "shape") return;
    const rows = selected.kind === "well" ? state.wellsShown : state.findingsShown;
    const place = rows.indexOf(selected.row);
    if (place >= this.limit && (selected.kind === "well") === (state.tab === "wells")) {
      this.limit = Math.ceil((place + 1) / ROWS_A_PAGE) * ROWS_A_PAGE;
      this.fill();
      return;
    }
    const button = document.querySelector(`#list [data-kind="${selected.kind}"][data-row="${selected.row}"]`);
    if (!button) return;
    button.setAttribute("aria-current", "true");
    // Within the list alone: on a narrow page the list is as long as the page, which must not run away.
    const list = find("list"), top = button.parentElement.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + button.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
  }

  /// Arrow keys go from row to row.
  step(event) {
    const item = event.target.closest("li");
    const next = { ArrowDown: item && item.nextElementSibling, ArrowUp: item && item.previousElementSibling }[event.key];
    if (!next || !next.firstElementChild) return;
    event.preventDefault();
    next.firstElementChild.focus();
  }
}
