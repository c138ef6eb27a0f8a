/**
 * Playwright turns off the partitioning of a frame's storage, which every Chromium has had since version 115. As
 * it also keeps third-party cookies out, a frame would then have no storage at all. Chromium takes the last of
 * two such lists: this one leaves partitioning on.
 */
export const partitionedStorage = [
  '--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades,MediaRouter,PaintHolding,OptimizationHints',
];
