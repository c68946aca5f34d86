import { readFileSync } from 'node:fs';

interface KalmanReference {
  bars: number;
  delta: number;
  measurementVariance: number;
  checkpoints: {
    bar: number;
    alpha: number;
    beta: number;
    innovation: number;
    innovationSd: number;
    zScore: number;
  }[];
  finalStateCovariance: number[][];
  logLikelihood: number;
  asPublishedBacktest: { totalReturn: number; sharpeAnnualised: number; activeBars: number };
  staticOls: { alpha: number; beta: number };
  engleGranger: { t: number; criticalValues_1_5_10: number[] };
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

export const kalmanReference = JSON.parse(read('./kalman_intraday.json')) as KalmanReference;
export const intradayCsv = read('../../static/data/intraday.csv');

const rows = intradayCsv.trim().split('\n').slice(1);
const cells = rows.map((row) => row.split(','));

/** BAC is x, JPM is y: five days of one-minute closes. */
export const intradayPair = {
  timestamps: cells.map(([timestamp]) => timestamp!),
  x: Float64Array.from(cells, ([, , bac]) => Number(bac)),
  y: Float64Array.from(cells, ([, jpm]) => Number(jpm)),
};
