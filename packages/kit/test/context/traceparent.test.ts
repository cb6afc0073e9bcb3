import { describe, expect, it } from 'vitest';
import { context, runWith } from '../../src/context/context.ts';
import { traceIdFrom, traceparent } from '../../src/context/traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('an inbound traceparent', () => {
  it.each([`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-00`, `01-${TRACE}-${SPAN}-01-what-may-come`])(
    'gives its trace id: %s',
    (header) => {
      expect(traceIdFrom(header)).toBe(TRACE);
    },
  );

  it.each([
    undefined,
    '',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])('is ignored when malformed: %j', (header) => {
    expect(traceIdFrom(header)).toBeUndefined();
  });
});

describe('an outbound traceparent', () => {
  it('continues the trace of the request, each call as a span of its own', () => {
    runWith({}, () => {
      context()!.traceId = TRACE;
      const [first, second] = [traceparent(), traceparent()];
      expect(first).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
      expect(second).not.toBe(first);
    });
  });

  it('starts a trace that the rest of the request stays in', () => {
    runWith({}, () => {
      expect(traceIdFrom(traceparent())).toBe(traceIdFrom(traceparent()));
    });
  });

  it('is well-formed outside of a request', () => {
    expect(traceIdFrom(traceparent())).toMatch(/^[0-9a-f]{32}$/);
  });
});
