import { describe, expect, it } from 'vitest';
import { timeline } from '../../../src/report/html/timeline.ts';
import { drawingOf } from '../../../src/report/html/timeline/lanes.ts';
import { scaleOf } from '../../../src/report/html/timeline/scale.ts';
import type { Entry } from '../../../src/lab/timeline.ts';

const entry = (at: number, kind: Entry['kind'], text: string): Entry => ({ at, kind, text });

describe('a drawing', () => {
  it('makes a bar of a request and its answer, as long as it took', () => {
    const { lanes } = drawingOf([
      entry(10, 'request', 'GET /a'),
      entry(15, 'request', 'GET /b'),
      entry(19, 'response', 'GET /b → 500 (4 ms)'),
      entry(30, 'response', 'GET /a → 200 (20 ms)'),
    ]);
    expect(lanes).toEqual([
      {
        name: 'Requests',
        points: [],
        bands: [],
        bars: [
          { from: 10, to: 30, label: 'GET /a → 200 (20 ms)', tone: 'ok' },
          { from: 15, to: 19, label: 'GET /b → 500 (4 ms)', tone: 'bad' },
        ],
      },
    ]);
  });

  it('lets a held request end when it ended, not when somebody looked', () => {
    const [lane] = drawingOf([
      entry(100, 'request', 'POST /users held open (100 Continue)'),
      entry(900, 'response', 'POST /users → ECONNRESET (60 ms)'),
    ]).lanes;
    expect(lane?.bars).toMatchObject([{ from: 100, to: 160, tone: 'bad' }]);
  });

  it('shows a request that was never answered, and one that we cut', () => {
    const [lane] = drawingOf([
      entry(1, 'request', 'POST /a held open (100 Continue)'),
      entry(2, 'request', 'POST /b held open (100 Continue)'),
      entry(9, 'request', 'POST /b cut by us (RST)'),
    ]).lanes;
    expect(lane?.bars).toMatchObject([
      { from: 1, to: undefined, tone: 'bad' },
      { from: 2, to: 9, tone: 'info' },
    ]);
  });

  it('gives every dependency a lane with its connections and the time in which it was disturbed', () => {
    const { lanes } = drawingOf([
      entry(1, 'dependency', 'DATABASE_URL: connection 1 opened'),
      entry(2, 'dependency', 'REDIS_URL: connection 1 opened'),
      entry(5, 'dependency', 'DATABASE_URL: refuses new connections'),
      entry(6, 'dependency', 'DATABASE_URL: 1 connections cut (RST)'),
      entry(6, 'dependency', 'DATABASE_URL: connection 1 closed by the proxy (RST)'),
      entry(9, 'dependency', 'DATABASE_URL: reachable'),
    ]);
    expect(lanes.map(({ name }) => name)).toEqual(['DATABASE_URL', 'REDIS_URL']);
    expect(lanes[0]?.bars).toMatchObject([{ from: 1, to: 6, tone: 'warn' }]);
    expect(lanes[0]?.bands).toMatchObject([{ from: 5, to: 9, label: 'refuses new connections' }]);
    expect(lanes[1]?.bars).toMatchObject([{ from: 2, to: undefined }]);
  });

  it('keeps what it does not understand as a point', () => {
    const { lanes } = drawingOf([
      entry(1, 'dependency', 'something new'),
      entry(2, 'request', 'raw connection opened'),
    ]);
    expect(lanes.map(({ points }) => points.map(({ label }) => label))).toEqual([
      ['raw connection opened'],
      ['something new'],
    ]);
  });

  it('marks errors in the log', () => {
    const [lane] = drawingOf([
      entry(1, 'log', '{"level":"error","msg":"x"}'),
      entry(2, 'log', '{"level":50,"msg":"x"}'),
      entry(3, 'log', 'Traceback (most recent call last):'),
      entry(4, 'log', '{"level":"info","msg":"no error"}'),
    ]).lanes;
    expect(lane?.points.map(({ tone }) => tone)).toEqual(['bad', 'bad', 'bad', 'plain']);
  });
});

describe('the scale', () => {
  it('keeps the order and the proportions where something happens', () => {
    const scale = scaleOf([0, 25, 50, 75, 100]);
    expect(scale.breaks).toEqual([]);
    expect([0, 25, 50, 75, 100].map((at) => Math.round(scale.x(at)))).toEqual([2, 26, 50, 74, 99]);
  });

  it('shortens a long silence and says by how much', () => {
    const scale = scaleOf([0, 100, 200, 10_000]);
    expect(scale.breaks).toEqual([{ x: expect.any(Number), skipped: 8550 }]);
    expect(scale.x(100)).toBeGreaterThan(7);
    expect(scale.x(10_000)).toBe(98.5);
  });

  it('copes with one moment, and with none', () => {
    expect(scaleOf([5]).x(5)).toBe(1.5);
    expect(scaleOf([]).x(0)).toBe(1.5);
  });
});

describe('the picture', () => {
  it('is bounded, whatever the timeline', () => {
    const many = Array.from({ length: 500 }, (_, at) => entry(at, 'response', `GET /${at} → 200 (1 ms)`));
    const { source } = timeline(many, 'many');
    expect(source).toContain('Requests (486 more not drawn)');
    expect(source.match(/<rect /g)?.length).toBeLessThan(20);
  });

  it('takes nothing of the service for markup', () => {
    const { source } = timeline([entry(1, 'log', '<script>alert(1)</script>"')], 'a "title"');
    expect(source).not.toContain('<script');
    expect(source).toContain('aria-label="a &#34;title&#34;"');
  });

  it('can be drawn of nothing', () => {
    expect(timeline([], 'nothing').source).toContain('<svg');
  });
});
