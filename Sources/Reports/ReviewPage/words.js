// Every text of the page in both languages, and the language in which it speaks.

const WORDS = {
  title: (d) => [`${d.county}${d.year}年度套核`, `${d.county}, annual check of ${d.year}`],
  subtitle: (d, rules) => [`判定日 ${d.decisionDate}${rules ? `　依据 ${rules}` : ""}`, `decided as of ${d.decisionDate}${rules ? ` · by ${rules}` : ""}`],
  printList: ["打印关停清单", "Print closing list"],
  print: ["打印", "Print"],
  back: ["返回地图", "Back to the map"],
  about: ["说明", "About"],
  otherLanguage: ["English", "中文"],
  close: ["关闭", "Close"],
  wells: ["机井", "Wells"],
  findings: ["检查发现", "Findings"],
  search: ["查找：井号、单位、村、产权单位、发现编号", "Search: well, unit, village, owner, finding"],
  township: ["乡镇（街道）", "Township"],
  outcome: ["处置", "Outcome"],
  severity: ["级别", "Severity"],
  check: ["检查项", "Check"],
  all: ["全部", "all"],
  clear: ["清除筛选", "Clear filters"],
  wellCount: (n, all) => [n === all ? `共 ${all} 眼` : `${all} 眼中的 ${n} 眼`, n === all ? `${all} wells` : `${n} of ${all} wells`],
  findingCount: (n, all) => [n === all ? `共 ${all} 项` : `${all} 项中的 ${n} 项`, n === all ? `${all} findings` : `${n} of ${all} findings`],
  nothing: ["没有符合条件的记录；请放宽筛选条件", "Nothing matches; widen the filters"],
  more: (n) => [`再显示 ${n} 条`, `Show ${n} more`],
  map: ["地图：方向键移动，+ 和 - 缩放", "Map: arrow keys move it, + and - zoom"],
  zoomIn: ["放大", "Zoom in"],
  zoomOut: ["缩小", "Zoom out"],
  mapPicture: ["地图", "Map"],
  home: ["全图", "Whole county"],
  unsaid: ["未填", "not given"],
  legend: ["图例与图层", "Legend and layers"],
  well: ["机井", "Well"],
  finding: ["检查发现", "Finding"],
  mode: ["方式", "How"],
  deadline: ["期限", "Deadline"],
  review: ["复核", "Review on"],
  unit: ["任务单位", "Listed under"],
  responsible: ["责任单位", "Responsible"],
  basis: ["依据", "Basis"],
  rule: ["规则", "Rule"],
  verify: ["待核", "To be verified"],
  decided: ["判定处置", "Decided"],
  possible: ["可能为", "May be"],
  caveat: ["未核实", "Not verified"],
  village: ["村（社区）", "Village"],
  use: ["用途", "Use"],
  owner: ["产权单位", "Owner"],
  layers: ["图层", "Layers"],
  place: ["位置", "Place"],
  noPlace: ["没有可用坐标，不在图上", "No usable coordinates: not on the map"],
  facts: ["事实与来源", "Facts and where they come from"],
  fact: ["事实", "Fact"],
  value: ["值", "Value"],
  source: ["来源", "Source"],
  doubt: (text) => [`存疑：${text}`, `In doubt: ${text}`],
  findingsHere: ["该井的检查发现", "Findings about this well"],
  wellsHere: ["涉及机井", "Wells concerned"],
  explain: (id) => [`逐条规则与“若某项事实不同”：taohe explain 结果文件夹 ${id}`, `Rule by rule, and had facts been otherwise: taohe explain FOLDER ${id}`],
  detail: ["详情", "Details"],
  closingOf: (d, isClosing) => isClosing
    ? [`${d.county}${d.year}年度机电井关停清单`, `${d.county}: wells to close, ${d.year}`]
    : [`${d.county}${d.year}年度机电井停止取水清单`, `${d.county}: wells to take no more water, ${d.year}`],
  closingSum: (n, units) => [`共 ${n} 眼，涉及 ${units} 个单位。`, `${n} wells under ${units} units.`],
  only: (text) => [`仅列：${text}`, `Only: ${text}`],
  number: ["序号", "No."],
  wellNumber: ["井编号", "Well"],
  total: ["合计", "Total"],
  subtotal: (n) => [`小计 ${n} 眼`, `Subtotal: ${n}`],
  noDeadline: ["无期限", "no deadline"],
  wellsUnit: (n) => [`${n} 眼`, `${n}`],
  summary: ["分单位汇总", "By unit"],
  details: ["明细", "Wells in detail"],
  noClosing: ["经判定，没有应关停的机电井。", "There are no wells to close."],
  firstDay: ["最早期限", "first day"],
  lastDay: ["最迟期限", "last day"],
  noRegister: ["未提交机电井登记表，未作判定。", "No register of wells was handed in, so nothing was judged."],
  noRules: ["判定日没有有效的规则表，机电井未作判定。", "No rule table applies on the day of decision, so no well was judged."],
  openWells: (n) => [`另有 ${n} 眼待核，经核实也可能须关停，未计入关停眼数。`, `${n} more are to be verified and may have to be closed too; they are not counted.`],
  overdue: (n, isClosing) => isClosing
    ? [`其中逾期未关停 ${n} 眼。`, `${n} are past their day and not closed.`]
    : [`其中逾期未停止取水 ${n} 眼。`, `${n} are past their day and still take water.`],
  signed: [["编制", "审核", "批准", "单位（盖章）"], ["Prepared by", "Checked by", "Approved by", "Seal of the office"]],
  date: ["日期", "Date"],
  full: ["地图保留全部折点，坐标取至 1 厘米。", "The map has every vertex; coordinates are kept to a centimetre."],
  thinned: (m, n, of) => [`地图已简化：相邻图斑的公共边一并简化，偏移不超过 ${m} 米，保留 ${of} 个折点中的 ${n} 个；可供查看，不可量算。`,
    `The map is simplified: shared edges once for both neighbours, by no more than ${m} m, keeping ${n} of ${of} vertices. It is for looking, not for measuring.`],
  offline: ["本文件不联网，不从外部加载任何内容；可复制到任何电脑用浏览器打开。", "This file needs no network and loads nothing; copy it anywhere and open it in a browser."],
  frame: (d) => [`判定采用 ${d.frame} 坐标系；图上为 WGS 84 坐标。`, `Decided in ${d.frame}; the map is in WGS 84.`],
  notes: ["本次运行的说明", "Notes of the run"],
  madeBy: (version) => [`由套核 ${version} 生成。`, `Made by Taohe ${version}.`],
  credit: (version) => [`地图库：Leaflet ${version}，© 2010–2019 Vladimir Agafonkin，© 2010–2011 CloudMade，BSD-2-Clause 许可（全文在本文件源代码内）。`,
    `Map library: Leaflet ${version}, © 2010–2019 Vladimir Agafonkin, © 2010–2011 CloudMade, under the BSD-2-Clause licence (in full in the source of this file).`],
};

let language = "zh";

/// A text of the page by its key, with what it is to be filled with.
function say(key, ...values) {
  const words = WORDS[key];
  return inLanguage(typeof words === "function" ? words(...values) : words);
}

/// A text of the data: the same in both languages, or Chinese and English.
function inLanguage(text) {
  return Array.isArray(text) ? text[language === "zh" ? 0 : 1] : text;
}

/// An element with properties, attributes (`attr`) and children. Text goes in as text: nothing of it is ever parsed.
function make(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const find = (id) => document.getElementById(id);

/// Fills the fixed texts of the page.
function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", say(element.dataset.tLabel));
}
