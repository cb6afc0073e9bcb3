/** Where a moment is drawn: percent of the width. Long silences are shortened, and marked. */
export interface Scale {
  x(at: number): number;
  /** Where time was left out, and how much of it in ms. */
  breaks: { x: number; skipped: number }[];
  from: number;
  to: number;
}

/** Room on both sides, in percent, so that no mark is cut off. */
const MARGIN = 1.5;

export function scaleOf(times: readonly number[]): Scale {
  const moments = [...new Set(times)].sort((a, b) => a - b);
  const from = moments[0] ?? 0;
  const to = moments.at(-1) ?? from;
  const longest = Math.max((to - from) / 8, 20);
  const stops = [{ at: from, position: 0 }];
  const silences: { position: number; skipped: number }[] = [];
  for (const at of moments.slice(1)) {
    const last = stops.at(-1)!;
    const gap = at - last.at;
    // A gap that is hardly too long is not worth a mark.
    const width = gap > 2 * longest ? longest : gap;
    if (width < gap) silences.push({ position: last.position + width / 2, skipped: gap - width });
    stops.push({ at, position: last.position + width });
  }
  const total = stops.at(-1)!.position || 1;
  const percent = (position: number): number =>
    Math.round((MARGIN + (position / total) * (100 - 2 * MARGIN)) * 100) / 100;
  return {
    from,
    to,
    breaks: silences.map(({ position, skipped }) => ({ x: percent(position), skipped })),
    x: (at) => {
      const index = stops.findIndex((stop) => stop.at >= at);
      const next = stops[index] ?? stops.at(-1)!;
      const last = stops[index - 1];
      if (last === undefined || next.at === last.at || index < 0) return percent(next.position);
      return percent(
        last.position + ((at - last.at) / (next.at - last.at)) * (next.position - last.position),
      );
    },
  };
}
