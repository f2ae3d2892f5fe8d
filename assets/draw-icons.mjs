// Draws every icon of the app into this folder: `node assets/draw-icons.mjs`. The PNG files are committed; run it after a change.
// The tray glyphs are drawn anew at 16, 22 and 32 so that their straight edges fall on whole pixels; they are never scaled.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const folder = import.meta.dirname;
const SAMPLES = 8;
const DARK = [0x14, 0x18, 0x1b];
const LIGHT = [0xff, 0xff, 0xff];

const rect = (x, y, width, height) => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** A rail that leaves the lower line at `foot` and runs level from `bend` to `end`, with butt ends and a mitred bend. */
function divergingRail(foot, bend, end, width) {
  const [dx, dy] = [bend[0] - foot[0], bend[1] - foot[1]];
  const length = Math.hypot(dx, dy);
  const [nx, ny] = [(-dy / length) * (width / 2), (dx / length) * (width / 2)];
  // Where the edges of the slope meet the edges of the level part.
  const meet = (side, y) => {
    const [px, py] = [foot[0] + side * nx, foot[1] + side * ny];
    return [px + ((y - py) * dx) / dy, y];
  };
  const [top, bottom] = [bend[1] - width / 2, bend[1] + width / 2];
  const upper = ny < 0 ? 1 : -1;
  const at = (side) => [foot[0] + side * nx, foot[1] + side * ny];
  return [at(upper), meet(upper, top), [end, top], [end, bottom], meet(-upper, bottom), at(-upper)];
}

/** The four states, told apart by shape alone. */
const trayGlyphs = {
  on: {
    16: [rect(0, 12, 16, 2), divergingRail([2.5, 13], [10, 4], 16, 2)],
    22: [rect(0, 17, 22, 3), divergingRail([3.5, 18.5], [14, 5.5], 22, 3)],
    32: [rect(0, 24, 32, 4), divergingRail([5, 26], [20, 8], 32, 4)],
  },
  paused: {
    16: [rect(0, 12, 16, 2), rect(5, 2, 2, 7), rect(9, 2, 2, 7)],
    22: [rect(0, 17, 22, 3), rect(6, 3, 3, 10), rect(13, 3, 3, 10)],
    32: [rect(0, 24, 32, 4), rect(10, 4, 4, 14), rect(18, 4, 4, 14)],
  },
  stopped: {
    16: [rect(0, 7, 13, 2), rect(12, 2, 2, 12)],
    22: [rect(0, 9, 18, 3), rect(17, 2, 3, 17)],
    32: [rect(0, 14, 26, 4), rect(24, 4, 4, 24)],
  },
  fault: {
    16: [rect(0, 12, 5, 2), rect(11, 12, 5, 2), rect(7, 1, 2, 8), rect(7, 12, 2, 2)],
    22: [rect(0, 17, 6, 3), rect(16, 17, 6, 3), rect(9, 1, 4, 12), rect(9, 17, 4, 3)],
    32: [rect(0, 24, 10, 4), rect(22, 24, 10, 4), rect(14, 2, 4, 16), rect(14, 24, 4, 4)],
  },
};

const insidePolygon = (points) => (x, y) => {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
    const [xi, yi] = points[i];
    const [xj, yj] = points[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
};

/** Within `width / 2` of a line through the points: a stroke with round ends and bends. */
const insideStroke = (points, width) => (x, y) =>
  points.slice(1).some(([bx, by], i) => {
    const [ax, ay] = points[i];
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= width / 2;
  });

const insideRoundedSquare = (from, to, radius) => (x, y) => {
  if (x < from || x > to || y < from || y > to) return false;
  const dx = Math.max(from + radius - x, x - (to - radius), 0);
  const dy = Math.max(from + radius - y, y - (to - radius), 0);
  return Math.hypot(dx, dy) <= radius;
};

/** Paints layers of { inside, colour, opacity } over each other; the result is straight (not premultiplied) RGBA. */
function paint(size, layers) {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (const { inside, colour, opacity = 1 } of layers) {
        const over = coverage(inside, x, y) * opacity;
        const rest = alpha * (1 - over);
        [red, green, blue] = [red, green, blue].map((channel, i) => channel * (1 - over) + colour[i] * over);
        alpha = over + rest;
      }
      const straight = alpha > 0 ? [red, green, blue].map((channel) => Math.round(channel / alpha)) : [0, 0, 0];
      pixels.set([...straight, Math.round(alpha * 255)], (y * size + x) * 4);
    }
  }
  return pixels;
}

function coverage(inside, x, y) {
  let hits = 0;
  for (let sy = 0; sy < SAMPLES; sy += 1) {
    for (let sx = 0; sx < SAMPLES; sx += 1) {
      if (inside(x + (sx + 0.5) / SAMPLES, y + (sy + 0.5) / SAMPLES)) hits += 1;
    }
  }
  return hits / SAMPLES ** 2;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function writePng(name, size, layers) {
  const pixels = paint(size, layers);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function drawTrayIcons() {
  for (const [state, sizes] of Object.entries(trayGlyphs)) {
    const layers = (size, colour) => sizes[size].map((points) => ({ inside: insidePolygon(points), colour }));
    for (const size of [16, 22, 32]) {
      writePng(`tray/${state}-light-${size}.png`, size, layers(size, DARK));
      writePng(`tray/${state}-dark-${size}.png`, size, layers(size, LIGHT));
    }
    // macOS colours a template image itself; the name makes it one, and @2x is picked on a Retina screen.
    writePng(`tray/${state}Template.png`, 16, layers(16, [0, 0, 0]));
    writePng(`tray/${state}Template@2x.png`, 32, layers(32, [0, 0, 0]));
  }
}

/** The logo mark on a dark tile: the straight line recedes, the points are set to the branch. */
function drawAppIcon() {
  const unit = 512 / 28;
  const at = (points) => points.map(([x, y]) => [(x + 5) * unit, (y + 7.5) * unit]);
  writePng('icon.png', 512, [
    { inside: insideRoundedSquare(24, 488, 104), colour: DARK },
    {
      inside: insideStroke(
        at([
          [1.5, 11],
          [16.5, 11],
        ]),
        2.2 * unit,
      ),
      colour: LIGHT,
      opacity: 0.35,
    },
    {
      inside: insideStroke(
        at([
          [1.5, 11],
          [4.7, 11],
          [10.7, 2],
          [16.5, 2],
        ]),
        2.2 * unit,
      ),
      colour: LIGHT,
    },
  ]);
}

drawTrayIcons();
drawAppIcon();
