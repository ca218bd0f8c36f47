// The page as a whole: one state, and everything that is shown follows from it.

language = data.language;
for (const key of ["wells", ...data.severities.map((own) => `findings/${own.id}`), ...data.layers.map((own) => own.role)]) {
  if (!OFF_AT_FIRST.has(key)) state.layersOn.add(key);
}

const map = new ReviewMap(state, (hit) => select(hit));
const lists = new Lists(select);
const details = new Details(select);
const paper = new Paper(map, () => { state.isPrinting = false; show(); });
let writtenAddress = null;

/// Selects a well, a finding or a shape. `moves`: whether the map goes there.
function select(target, { moves = false } = {}) {
  state.selected = target;
  if (target && target.kind !== "shape") {
    const tab = target.kind === "well" ? "wells" : "findings";
    const rows = target.kind === "well" ? state.wellsShown : state.findingsShown;
    // What is linked from elsewhere may be outside the filters: then its list stays as it is.
    if (rows.includes(target.row) && tab !== state.tab) {
      state.tab = tab;
      lists.fill();
    }
  }
  showSelection(moves);
  // On a narrow page the list lies below the map.
  if (moves) window.scrollTo(0, find("desk").offsetTop);
  writeAddress();
}

function showSelection(moves) {
  const { selected } = state;
  details.fill();
  find("desk").classList.toggle("has-detail", Boolean(selected));
  lists.markSelected();
  map.fit();
  if (selected && selected.kind !== "shape") {
    map.show((selected.kind === "well" ? wells : findings).places.degrees[selected.row], moves);
  }
  map.redraw();
}

/// Shows the state anew: after a filter, a tab, a language or an address has changed.
function show({ moves = false } = {}) {
  translate();
  document.title = say("title", data);
  find("title").textContent = say("title", data);
  find("subtitle").textContent = say("subtitle", data, data.ruleSets.map(inLanguage).join(language === "zh" ? "、" : ", "));
  document.body.classList.toggle("printing", state.isPrinting);
  applyFilters();
  lists.translate();
  lists.fill();
  map.translate();
  if (moves) map.home(state.township);
  fillAbout();
  if (state.isPrinting) paper.fill();
  showSelection(moves);
  writeAddress();
}

function writeAddress() {
  const wanted = address();
  if (wanted === location.hash.slice(1)) return;
  writtenAddress = wanted;
  location.replace(`#${wanted}`);  // no entry in the history for every click
}

function fillAbout() {
  const sum = (name) => data.layers.reduce((all, layer) => all + layer[name], 0).toLocaleString(language);
  const { tolerance } = data.scale;
  const close = make("button", { type: "button", className: "shut", textContent: "✕", title: say("close"), attr: { "aria-label": say("close") } });
  close.addEventListener("click", toggleAbout);
  find("about").replaceChildren(close,
    make("h2", { textContent: say("about") }),
    make("p", { textContent: say("offline") }),
    make("p", { textContent: `${say("frame", data)} ${tolerance ? say("thinned", tolerance, sum("vertices"), sum("verticesOfSource")) : say("full")}` }),
    ...(data.notes.length ? [make("h3", { textContent: say("notes") }), make("ul", {}, ...data.notes.map((note) => make("li", { textContent: `${note.id}: ${inLanguage(note.title)}` })))] : []),
    make("p", { className: "aside", textContent: `${say("madeBy", data.version)} ${say("credit", L.version)}` }));
}

function toggleAbout() {
  const about = find("about");
  about.hidden = !about.hidden;
  find("to-about").setAttribute("aria-expanded", String(!about.hidden));
  if (about.hidden) find("to-about").focus(); else about.querySelector("button").focus();
}

function setFilter(key, value) {
  state[key] = value;
  lists.limit = ROWS_A_PAGE;
  applyFilters();
  lists.fill();
  if (key === "township") map.home(value);
  map.redraw();
  writeAddress();
}

for (const key of ["township", "outcome", "severity", "check"]) {
  find(key).addEventListener("change", (event) => setFilter(key, event.target.value));
}
let typing = null;
find("query").addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => setFilter("query", event.target.value.trim()), 120);
});
find("filters").addEventListener("submit", (event) => {
  // Enter goes to the first that was found.
  event.preventDefault();
  clearTimeout(typing);
  setFilter("query", find("query").value.trim());
  const first = (state.tab === "wells" ? state.wellsShown : state.findingsShown)[0];
  if (first !== undefined) select({ kind: state.tab === "wells" ? "well" : "finding", row: first }, { moves: true });
});
find("clear").addEventListener("click", () => {
  for (const key of ["query", "outcome", "severity", "check"]) state[key] = "";
  setFilter("township", "");
});
for (const tab of ["wells", "findings"]) {
  find(`tab-${tab}`).addEventListener("click", () => {
    state.tab = tab;
    setFilter("query", state.query);
  });
  find(`tab-${tab}`).addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = find(tab === "wells" ? "tab-findings" : "tab-wells");
    other.click();
    other.focus();
  });
}
find("to-language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  show();
});
find("to-print").addEventListener("click", () => {
  state.isPrinting = true;
  show();
});
find("to-about").addEventListener("click", toggleAbout);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!find("about").hidden) toggleAbout();
  else if (state.selected) select(null);
});
window.addEventListener("beforeprint", () => paper.fill());
window.addEventListener("hashchange", () => {
  if (location.hash.slice(1) === writtenAddress) return;
  readAddress();
  show({ moves: true });
});

find("legend").open = window.innerWidth > 1200;
readAddress();
show({ moves: true });
document.documentElement.dataset.ready = "yes";
