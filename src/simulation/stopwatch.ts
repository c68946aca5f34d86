import { nowMs } from './clock';
import type { KernelTimes } from './kernel';
import type { ElapsedMs } from './result';

/**
 * Where a run's time went. Kernel times are summed over lanes that overlap: the wall time of the chunks is shared out
 * in their proportion, and what this thread did (order statistics, fan) counts as reduction, so that the phases add up
 * to the total.
 */
export class Stopwatch {
  private readonly start = nowMs();
  private readonly before: KernelTimes;
  private chunksStart = 0;
  private chunksMs = 0;

  constructor(private readonly times: KernelTimes) {
    this.before = { ...times };
  }

  startChunks(): void {
    this.chunksStart = nowMs();
  }

  endChunks(): void {
    this.chunksMs += nowMs() - this.chunksStart;
  }

  elapsed(): ElapsedMs {
    const spent = (phase: keyof KernelTimes): number => this.times[phase] - this.before[phase];
    const total = nowMs() - this.start;
    const [compile, upload] = [spent('compile'), spent('upload')];
    const busy = spent('compute') + spent('readback') + spent('reduce');
    const share = busy > 0 ? this.chunksMs / busy : 0;
    const [compute, readback] = [spent('compute') * share, spent('readback') * share];
    const reduce = Math.max(total - compile - upload - compute - readback, 0);
    return { compile, upload, compute, readback, reduce, total };
  }
}
