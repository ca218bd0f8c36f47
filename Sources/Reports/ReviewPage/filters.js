// Which wells and findings are asked for. The address of the page says it too, behind the #, so that a view can be sent to
// somebody else:  #well=JD0002   #finding=…   #township=…&outcome=close   #tab=findings&severity=error&check=W01   #q=…
// #lang=en   #print

const state = {
  tab: "wells",
  query: "",
  township: "",
  outcome: "",
  severity: "",
  check: "",
  isPrinting: false,
  /// {kind: "well" | "finding", row}, {kind: "shape", layer, row}, or null.
  selected: null,
  layersOn: new Set(),
  /// Rows that pass the filters, the strictest outcome and the gravest finding first.
  wellsShown: [],
  findingsShown: [],
};

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const rowsOf = (list) => Array.from({ length: list.count }, (_, row) => row);
const wellOrder = rowsOf(wells).sort((a, b) => wells.outcomes[a] - wells.outcomes[b]
  || byText(wells.columns.deadline.key(a) || "~", wells.columns.deadline.key(b) || "~") || a - b);
const findingOrder = rowsOf(findings).sort((a, b) => findings.severities[b] - findings.severities[a] || a - b);

const rowOfWell = new Map(Array.from({ length: wells.count }, (_, row) => [wells.columns.id.key(row), row]));
const rowOfFinding = new Map(Array.from({ length: findings.count }, (_, row) => [findings.columns.id.key(row), row]));

/// What a search looks through, in both languages, in small letters; made at the first search.
let haystacks = null;
function searchable() {
  const texts = (column, row) => {
    const number = column.rows[row];
    return number ? [column.texts[number - 1]].flat().join(" ") : "";
  };
  const rows = (list, names) => Array.from({ length: list.count }, (_, row) =>
    names.map((name) => texts(list.columns[name], row)).join("\n").toLowerCase());
  haystacks = haystacks || {
    wells: rows(wells, ["id", "unit", "responsible", "township", "village", "use", "owner"]),
    findings: rows(findings, ["id", "message", "township"]),
  };
  return haystacks;
}

/// Finds the rows that pass. Words of the query may stand anywhere, and all must.
function applyFilters() {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = words.length ? searchable() : null;
  const passes = (list, name, row, township) =>
    (!township || list.columns.township.key(row) === township) && (!texts || words.every((word) => texts[name][row].includes(word)));
  const outcome = data.outcomes.findIndex((own) => own.id === state.outcome);
  const severity = data.severities.findIndex((own) => own.id === state.severity);
  state.wellsShown = [];
  for (const row of wellOrder) {
    if ((outcome < 0 || wells.outcomes[row] === outcome) && passes(wells, "wells", row, state.township)) state.wellsShown.push(row);
  }
  // With an outcome, findings are those about its wells.
  state.findingsShown = [];
  for (const row of findingOrder) {
    if ((outcome < 0 || findings.wells[row].some((well) => wells.outcomes[well] === outcome)) && (severity < 0 || findings.severities[row] === severity) && (!state.check || findings.columns.code.key(row) === state.check)
      && passes(findings, "findings", row, state.township)) state.findingsShown.push(row);
  }
}

/// The filters that are set, in words.
function filterWords() {
  const title = (list, id) => id && inLanguage((list.find((own) => own.id === id) || { title: id }).title);
  return [state.township, title(data.outcomes, state.outcome), state.query && `“${state.query}”`].filter(Boolean).join(language === "zh" ? "、" : ", ");
}

/// Takes over what the address says.
function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  for (const key of ["township", "outcome", "severity", "check"]) state[key] = words.get(key) || "";
  state.query = words.get("q") || "";
  state.isPrinting = words.has("print");
  language = ["zh", "en"].includes(words.get("lang")) ? words.get("lang") : language;
  const [well, finding] = [rowOfWell.get(words.get("well")), rowOfFinding.get(words.get("finding"))];
  if (well !== undefined) state.selected = { kind: "well", row: well };
  else if (finding !== undefined) state.selected = { kind: "finding", row: finding };
  else if (!state.selected || state.selected.kind !== "shape") state.selected = null;
  const asked = words.get("tab");
  if (["wells", "findings"].includes(asked)) state.tab = asked;
  else state.tab = finding !== undefined || words.has("severity") || words.has("check") ? "findings" : "wells";
}

/// The address of what is shown now.
function address() {
  const words = new URLSearchParams();
  const { selected } = state;
  if (state.tab === "findings") words.set("tab", "findings");
  if (state.query) words.set("q", state.query);
  for (const key of ["township", "outcome", "severity", "check"]) if (state[key]) words.set(key, state[key]);
  if (selected && selected.kind === "well") words.set("well", wells.columns.id.key(selected.row));
  if (selected && selected.kind === "finding") words.set("finding", findings.columns.id.key(selected.row));
  if (language !== data.language) words.set("lang", language);
  if (state.isPrinting) words.set("print", "1");
  return words.toString();
}
