/** Whether an `Accept` header prefers JSON to HTML (RFC 9110, 12.5.1). HTML when it does not care. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '') return false;
  const ranges = accept.toLowerCase().split(',').map(parse);
  const json = Math.max(
    quality(ranges, 'application', 'json'),
    quality(ranges, 'application', 'problem+json'),
  );
  return json > quality(ranges, 'text', 'html');
}

interface Range {
  type: string;
  quality: number;
}

function parse(range: string): Range {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isNaN(weight) ? 0 : weight };
}

/** The most specific range decides, whatever its quality. */
function quality(ranges: readonly Range[], type: string, subtype: string): number {
  for (const wanted of [`${type}/${subtype}`, `${type}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === wanted);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
