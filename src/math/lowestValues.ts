/**
 * The lowest values of a stream, without sorting the stream. Values above the present cut-off are passed over; when
 * twice the capacity has gathered, it is sorted and cut. About n + capacity x log(n / capacity) steps for n values in
 * random order.
 */
export class LowestValues {
  private readonly room: Float64Array;
  private length = 0;
  private cutOff = Infinity;

  constructor(private readonly capacity: number) {
    this.room = new Float64Array(2 * capacity);
  }

  /** NaN is passed over. */
  add(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) {
      if (!(values[i]! <= this.cutOff)) continue;
      this.room[this.length++] = values[i]!;
      if (this.length === this.room.length) this.cut();
    }
  }

  /** The `capacity` lowest so far (all, where there are fewer), ascending. */
  ascending(): Float64Array {
    this.cut();
    return this.room.slice(0, this.length);
  }

  private cut(): void {
    this.room.subarray(0, this.length).sort();
    this.length = Math.min(this.length, this.capacity);
    if (this.length === this.capacity) this.cutOff = this.room[this.length - 1]!;
  }
}
