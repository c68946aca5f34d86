/** Mean correlation of many series without their matrix: the variance of the sum of the standardised ones tells it. */
export class Likeness {
  count = 0;
  private readonly total: Float64Array;

  constructor(length: number) {
    this.total = new Float64Array(length);
  }

  /** A series that varies. */
  add(series: Float64Array): void {
    const { total } = this;
    const length = series.length;
    let [sum, sumSquares] = [0, 0];
    for (let t = 0; t < length; t++) {
      sum += series[t]!;
      sumSquares += series[t]! * series[t]!;
    }
    const mean = sum / length;
    const scale = 1 / Math.sqrt(sumSquares - sum * mean);
    for (let t = 0; t < length; t++) total[t]! += scale * (series[t]! - mean);
    this.count++;
  }

  /** Over all pairs; 0 where there is none. |sum of n unit vectors|^2 = n + n (n - 1) mean correlation. */
  averageCorrelation(): number {
    if (this.count < 2) return 0;
    const square = this.total.reduce((sum, value) => sum + value * value, 0);
    return (square - this.count) / (this.count * (this.count - 1));
  }
}
