import chunk from '../../shaders/chunk.wgsl?raw';
import dispatch from '../../shaders/dispatch.wgsl?raw';
import draw from '../../shaders/draw.wgsl?raw';
import random from '../../shaders/random.wgsl?raw';
import simulateDaily from '../../shaders/simulate_daily.wgsl?raw';
import simulateHeld from '../../shaders/simulate_held.wgsl?raw';
import simulateHeldTiled from '../../shaders/simulate_held_tiled.wgsl?raw';
import tally from '../../shaders/tally.wgsl?raw';

const randomFile = { name: 'random.wgsl', source: random };
const simulationFiles = [
  randomFile,
  { name: 'chunk.wgsl', source: chunk },
  { name: 'tally.wgsl', source: tally },
  { name: 'dispatch.wgsl', source: dispatch },
];

/** What each program is made of, in the order in which the files are joined. */
export const SHADERS = {
  daily: {
    name: 'daily',
    files: [...simulationFiles, { name: 'simulate_daily.wgsl', source: simulateDaily }],
  },
  held: {
    name: 'held',
    files: [...simulationFiles, { name: 'simulate_held.wgsl', source: simulateHeld }],
  },
  heldTiled: {
    name: 'heldTiled',
    files: [...simulationFiles, { name: 'simulate_held_tiled.wgsl', source: simulateHeldTiled }],
  },
  draw: { name: 'draw', files: [randomFile, { name: 'draw.wgsl', source: draw }] },
};
