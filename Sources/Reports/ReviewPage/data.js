// The run as the page has it: columns of texts, and shapes as flat arrays in the plane of the map.
//
// Numbers are packed as PackedText.swift says: letters of five bits, lowest first, 32 more where another letter follows.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE_OF_LETTER = new Uint8Array(128);
for (let i = 0; i < LETTERS.length; i++) VALUE_OF_LETTER[LETTERS.charCodeAt(i)] = i;

class PackedReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  get isDone() { return this.at >= this.text.length; }
  number() {
    let number = 0, unit = 1;
    for (;;) {
      const value = VALUE_OF_LETTER[this.text.charCodeAt(this.at++)];
      number += (value & 31) * unit;  // not shifted: numbers are larger than 32 bits
      if (value < 32) return number;
      unit *= 32;
    }
  }
  signed() {
    const folded = this.number();
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
  static all(text) {
    const reader = new PackedReader(text), numbers = [];
    while (!reader.isDone) numbers.push(reader.number());
    return numbers;
  }
}

/// One attribute of all rows.
class Column {
  constructor({ texts, rows }) {
    this.texts = texts;
    this.rows = PackedReader.all(rows);
  }
  /// The text of a row, or null where it has none.
  at(row) {
    const number = this.rows[row];
    return number ? inLanguage(this.texts[number - 1]) : null;
  }
  /// The value itself, the same whatever the language.
  key(row) {
    const number = this.rows[row];
    if (!number) return null;
    const text = this.texts[number - 1];
    return Array.isArray(text) ? text[0] : text;
  }
}

/// The plane of the map: Web Mercator as a square of side 1, about an origin within the data so that 32 bits are enough.
const plane = {
  origin: null,
  place(longitude, latitude) {
    const x = (longitude + 180) / 360;
    const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);
    this.origin = this.origin || [x, y];
    return [x - this.origin[0], y - this.origin[1]];
  },
};

/// Lines or polygons: rows → rings → x y x y …, with a box for every row.
class Shapes {
  constructor(packed, step, isPolygon) {
    const reader = new PackedReader(packed);
    const xy = [], ringStarts = [0], rowStarts = [0], boxes = [];
    let x = 0, y = 0;
    while (!reader.isDone) {
      let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let parts = reader.number(); parts > 0; parts--) {
        for (let rings = reader.number(); rings > 0; rings--) {
          for (let vertices = reader.number(); vertices > 0; vertices--) {
            x += reader.signed();
            y += reader.signed();
            const [px, py] = plane.place(x * step, y * step);
            xy.push(px, py);
            if (px < minX) minX = px;
            if (px > maxX) maxX = px;
            if (py < minY) minY = py;
            if (py > maxY) maxY = py;
          }
          ringStarts.push(xy.length);
        }
      }
      rowStarts.push(ringStarts.length - 1);
      boxes.push(minX, minY, maxX, maxY);
    }
    this.count = rowStarts.length - 1;
    this.isPolygon = isPolygon;
    this.xy = Float32Array.from(xy);
    this.ringStarts = Uint32Array.from(ringStarts);
    this.rowStarts = Uint32Array.from(rowStarts);
    this.boxes = Float32Array.from(boxes);
  }

  /// The last row, drawn uppermost, that holds a place of the plane; lines within a distance. −1 where there is none.
  rowAt(x, y, reach) {
    for (let row = this.count - 1; row >= 0; row--) {
      const b = 4 * row;
      if (x < this.boxes[b] - reach || x > this.boxes[b + 2] + reach || y < this.boxes[b + 1] - reach || y > this.boxes[b + 3] + reach) continue;
      if (this.isPolygon ? this.holds(row, x, y) : this.isNear(row, x, y, reach)) return row;
    }
    return -1;
  }
  holds(row, x, y) {
    let inside = false;
    for (let ring = this.rowStarts[row]; ring < this.rowStarts[row + 1]; ring++) {
      const [start, end] = [this.ringStarts[ring], this.ringStarts[ring + 1]];
      for (let i = start, j = end - 2; i < end; j = i, i += 2) {
        const [xi, yi, xj, yj] = [this.xy[i], this.xy[i + 1], this.xy[j], this.xy[j + 1]];
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
      }
    }
    return inside;
  }
  isNear(row, x, y, reach) {
    for (let ring = this.rowStarts[row]; ring < this.rowStarts[row + 1]; ring++) {
      for (let i = this.ringStarts[ring] + 2; i < this.ringStarts[ring + 1]; i += 2) {
        const [ax, ay] = [this.xy[i - 2], this.xy[i - 1]];
        const [dx, dy] = [this.xy[i] - ax, this.xy[i + 1] - ay];
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
        if (Math.hypot(x - ax - along * dx, y - ay - along * dy) <= reach) return true;
      }
    }
    return false;
  }
}

/// Points, NaN for rows without a place.
class Places {
  constructor(packed, step) {
    const reader = new PackedReader(packed), xy = [], degrees = [];
    let x = 0, y = 0;
    while (!reader.isDone) {
      if (reader.number() === 0) {
        xy.push(NaN, NaN);
        degrees.push(null);
      } else {
        x += reader.signed();
        y += reader.signed();
        xy.push(...plane.place(x * step, y * step));
        degrees.push([y * step, x * step]);
      }
    }
    this.xy = Float32Array.from(xy);
    /// Latitude and longitude, as Leaflet has them.
    this.degrees = degrees;
  }
}

const data = JSON.parse(find("data").textContent);

for (const layer of data.layers) {
  layer.shapes = layer.kind === "point" ? null : new Shapes(layer.geometry, data.step, layer.kind === "polygon");
  layer.labels = new Places(layer.labels, data.step);
  layer.chosen = layer.choices.length ? PackedReader.all(layer.chosen) : null;
  for (const field of layer.fields) field.values = new Column(field.values);
}
data.layers = data.layers.filter((layer) => layer.shapes);

for (const { sign } of data.outcomes) for (const stroke of sign) stroke.outline = new Path2D(stroke.path);

const { wells, findings } = data;
for (const list of [wells, findings]) {
  list.places = new Places(list.places, data.step);
  for (const name of Object.keys(list.columns)) list.columns[name] = new Column(list.columns[name]);
}
wells.outcomes = PackedReader.all(wells.outcomes);
wells.closing = PackedReader.all(wells.closing);
for (const fact of wells.facts) {
  fact.values = new Column(fact.values);
  fact.doubts = new Column(fact.doubts);
}
findings.severities = PackedReader.all(findings.severities);
findings.wells = Array.from({ length: findings.count }, (_, row) => (findings.columns.wells.key(row) || "").split(" ").filter(Boolean).map(Number));

/// Findings by well.
wells.findings = new Map();
findings.wells.forEach((own, finding) => {
  for (const well of own) wells.findings.set(well, [...(wells.findings.get(well) || []), finding]);
});
