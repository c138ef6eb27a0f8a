/** How much a store is asked, counted also where no request is recorded. */
export class StoreTraffic {
  /** Since the start, or since the last `reset`. */
  requests = 0;
  /** Asked and not answered. */
  underWay = 0;
  /** The most that were under way at once. */
  peak = 0;

  begin(): void {
    this.requests += 1;
    this.underWay += 1;
    this.peak = Math.max(this.peak, this.underWay);
  }

  end(): void {
    this.underWay -= 1;
  }

  reset(): void {
    this.requests = 0;
    this.peak = this.underWay;
  }
}
