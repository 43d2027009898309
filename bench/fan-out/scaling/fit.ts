/** The weights with which the columns of `rows` add up to the values best: least squares, none below zero. */
export function fit(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const width = rows[0]!.length;
  const weights = Array.from({ length: width }, () => 0);
  // One column after the other, until nothing moves: slow, exact enough, and never negative.
  for (let round = 0; round < 5_000; round++)
    for (let column = 0; column < width; column++) {
      let above = 0;
      let below = 0;
      rows.forEach((row, i) => {
        const others = row.reduce((sum, x, j) => (j === column ? sum : sum + x * weights[j]!), 0);
        above += row[column]! * (values[i]! - others);
        below += row[column]! ** 2;
      });
      weights[column] = below === 0 ? 0 : Math.max(0, above / below);
    }
  return weights;
}

/** How the logarithm of `y` grows with that of `x`: 1 is in proportion. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}
