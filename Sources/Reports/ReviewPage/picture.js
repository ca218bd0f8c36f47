// The map as a picture for paper: the whole county, or the township that is filtered, with its legend and a scale bar.

const PICTURE = { width: 1000, height: 720, ratio: 2 };
const EQUATOR = 40075016.7;  // metres around; a unit of the plane at the equator

/// A figure with the map in the part of the plane; null where there is nothing to draw.
function mapPicture(sheet, part) {
  if (!part || !(part[2] > part[0])) return null;
  const { width, height, ratio } = PICTURE;
  const canvas = make("canvas", { width: width * ratio, height: height * ratio });
  const context = canvas.getContext("2d");
  const view = sheet.viewOf(part, width, height);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  sheet.paint(context, view, ratio, true);
  drawScaleBar(context, view);
  return make("figure", {}, make("img", { src: canvas.toDataURL("image/png"), alt: say("mapPicture") }), pictureLegend(sheet.state));
}

/// A round length near a sixth of the width.
function drawScaleBar(context, view) {
  const y = plane.origin[1] + (view.height / 2 - view.top) / view.scale;
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  const metres = (EQUATOR * Math.cos(latitude)) / view.scale;  // of a pixel
  const wanted = (view.width / 6) * metres, unit = 10 ** Math.floor(Math.log10(wanted));
  const length = [5, 2, 1].map((n) => n * unit).find((n) => n <= wanted);
  const [x, bottom, bar] = [14, view.height - 14, length / metres];
  context.fillStyle = "rgba(255,255,255,.85)";
  context.fillRect(x - 6, bottom - 26, bar + 12, 34);
  context.beginPath();
  context.moveTo(x, bottom - 6);
  context.lineTo(x, bottom);
  context.lineTo(x + bar, bottom);
  context.lineTo(x + bar, bottom - 6);
  strokeWith(context, { line: "#000000", width: 2 });
  context.fillStyle = "#000000";
  context.font = "14px sans-serif";
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillText(length >= 1000 ? `${length / 1000} km` : `${length} m`, x + 3, bottom - 8);
}

/// What the picture shows, in a few lines below it.
function pictureLegend(state) {
  const entries = [];
  const add = (picture, title) => entries.push(make("span", {}, picture, title));
  if (state.layersOn.has("wells")) {
    data.outcomes.forEach((outcome, number) => {
      if (state.wellsShown.some((row) => wells.outcomes[row] === number)) {
        add(swatch((context, width, height) => drawWell(context, outcome, width / 2, height / 2), 22, 20), inLanguage(outcome.title));
      }
    });
  }
  for (const layer of data.layers.filter((own) => state.layersOn.has(own.role))) {
    const used = layer.choices.filter((_, number) => layer.chosen.includes(number + 1));
    for (const choice of used.length ? used : [null]) {
      add(layerSwatch(styleOf(layer.role, choice && choice.id), layer.shapes.isPolygon), inLanguage((choice || layer).title));
    }
  }
  return make("figcaption", {}, ...entries);
}
