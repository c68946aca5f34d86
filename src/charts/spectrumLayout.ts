import { scaleLinear } from 'd3';
import type { PlotSize } from './plot';

export interface SpectrumBar {
  value: number;
  x: number;
  width: number;
  y: number;
  height: number;
}

/** Eigenvalues as bars about zero, in the order given. */
export function spectrumLayout(
  eigenvalues: number[],
  size: PlotSize,
): { bars: SpectrumBar[]; y: (value: number) => number; domain: [number, number] } {
  const low = Math.min(0, ...eigenvalues);
  const high = Math.max(1, ...eigenvalues);
  const y = scaleLinear([low, high], [size.height, 0]);
  const pitch = size.width / Math.max(eigenvalues.length, 1);
  const bars = eigenvalues.map((value, i) => ({
    value,
    x: i * pitch,
    width: Math.max(pitch - Math.min(4, pitch / 4), 1),
    y: y(Math.max(value, 0)),
    height: Math.abs(y(value) - y(0)),
  }));
  return { bars, y, domain: [low, high] };
}
