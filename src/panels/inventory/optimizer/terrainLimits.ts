import type { TerrainLimit } from '../../../charts/terrainLayout';
import type { Solved } from '../../../lab/optimizer/solving';
import { rangeOf, type OptimizerSettings } from '../../../lab/optimizerSettings';
import type { Others } from '../../../inventory/terrain';

const SIGNS = [1, -1] as const;

/** A limit of the terrain, and how a settings object looks with another value of it. */
export interface MovableLimit extends TerrainLimit {
  changed: (value: number) => Partial<OptimizerSettings>;
}

/**
 * The limits that can be moved in the plane of two assets. Held weights use up a part of gross and net; free ones can
 * give all of it, and can offset any net, which then has no line of its own.
 */
export function movableLimits(
  settings: OptimizerSettings,
  { tickers, optimum }: Solved,
  [i, j]: [number, number],
  others: Others,
): MovableLimit[] {
  const rest = optimum.weights.filter((_, k) => k !== i && k !== j);
  const isHeld = others === 'held';
  const used = isHeld ? rest.reduce((sum, w) => sum + Math.abs(w), 0) : 0;
  const total = rest.reduce((sum, w) => sum + w, 0);
  const limits: MovableLimit[] = [];
  if (settings.gross.isOn) {
    const at = settings.gross.value - used;
    limits.push({
      name: 'gross',
      value: settings.gross.value,
      direction: 1,
      faces: SIGNS.flatMap((a) => SIGNS.map((b) => ({ a, b, at }))),
      changed: (value) => ({ gross: { isOn: true, value: Math.max(value, 0) } }),
    });
  }
  if (settings.net.isOn && (isHeld || rest.length === 0)) {
    limits.push({
      name: 'net',
      value: settings.net.value,
      direction: 1,
      faces: SIGNS.map((a) => ({ a, b: a, at: settings.net.value - a * total })),
      changed: (value) => ({ net: { isOn: true, value: Math.max(value, 0) } }),
    });
  }
  if (settings.limitsNames) {
    for (const [axis, asset] of [i, j].entries()) {
      limits.push(...rangeLimits(settings, tickers[asset]!, axis === 0 ? [1, 0] : [0, 1]));
    }
  }
  return limits;
}

function rangeLimits(
  settings: OptimizerSettings,
  ticker: string,
  [a, b]: [number, number],
): MovableLimit[] {
  const range = rangeOf(settings, ticker);
  const changed = (change: Partial<typeof range>): Partial<OptimizerSettings> => ({
    rangeOf: { ...settings.rangeOf, [ticker]: { ...range, ...change } },
  });
  return [
    {
      name: `${ticker} at most`,
      value: range.maximum,
      direction: 1,
      faces: [{ a, b, at: range.maximum }],
      changed: (value) => changed({ maximum: Math.max(value, range.minimum) }),
    },
    {
      name: `${ticker} at least`,
      value: range.minimum,
      direction: -1,
      faces: [{ a: 0 - a, b: 0 - b, at: -range.minimum }],
      changed: (value) => changed({ minimum: Math.min(value, range.maximum) }),
    },
  ];
}
