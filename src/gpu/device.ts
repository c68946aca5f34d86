import { EngineFailure } from '../simulation/kernel';
import { reportAdapter, requestAdapter, type AdapterReport } from './adapter';

/**
 * A GPU device that turns what goes wrong on it into EngineFailure. No limits are requested: the largest buffer
 * (32 MiB, see LARGEST_CHUNK) and workgroup (256 threads) are within those that every device has.
 */
export class Device {
  readonly adapter: AdapterReport;
  readonly handle: GPUDevice;
  private lossReason: string | undefined;

  private constructor(adapter: AdapterReport, handle: GPUDevice) {
    this.adapter = adapter;
    this.handle = handle;
    void handle.lost.then(({ message, reason }) => {
      this.lossReason = message || reason;
    });
  }

  get isLost(): boolean {
    return this.lossReason !== undefined;
  }

  /** Throws EngineFailure where there is no adapter or it gives no device. */
  static async open(gpu: GPU): Promise<Device> {
    const adapter = await requestAdapter(gpu);
    const report = reportAdapter(adapter.info);
    try {
      return new Device(report, await adapter.requestDevice());
    } catch (error) {
      throw new EngineFailure(`The adapter ${report.name} gives no device: ${messageOf(error)}`);
    }
  }

  /**
   * Runs `work`, and throws EngineFailure if the device found an error in a call that it made at once, before its
   * first await. The answers of `work` are awaited together with the device's.
   */
  async guard<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    this.handle.pushErrorScope('out-of-memory');
    this.handle.pushErrorScope('validation');
    const value = Promise.resolve(work());
    value.catch(() => {}); // below, unless the device's own error says more
    const errors = await Promise.all([this.handle.popErrorScope(), this.handle.popErrorScope()]);
    const error = errors.find((each) => each !== null);
    if (error) throw new EngineFailure(`The graphics device failed to ${what}: ${error.message}`);
    return value;
  }

  /**
   * Bytes [0, byteLength) of a staging buffer, copied. This alone says that work is done: a lost device answers every
   * other call as a healthy one does.
   */
  async read(staging: GPUBuffer, byteLength: number): Promise<ArrayBuffer> {
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, byteLength);
    } catch (error) {
      throw new EngineFailure(
        `The graphics device was lost: ${this.lossReason ?? messageOf(error)}`,
      );
    }
    const bytes = staging.getMappedRange(0, byteLength).slice(0);
    staging.unmap();
    return bytes;
  }

  close(): void {
    this.handle.destroy();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
