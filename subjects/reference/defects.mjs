const database = { with: 'database' };
const slow = { slow: true };

/**
 * Every named defect: rule id -> what is broken, in one sentence; the level and owner of the rule that must see it;
 * `with: 'database'` when it only shows with `DATABASE_URL`, `slow` when it only shows with `--slow`.
 */
export const defects = {
  'boot/is-ready-in-time': must('Opens its port only 32 s after its start.'),
  'boot/is-not-ready-too-early': must('Says it is ready while its first requests still fail.'),
  'boot/listens-where-told': should('Ignores PORT and takes a fixed port.'),
  'boot/listens-on-the-given-host': should('Ignores HOST and binds the loopback address only.'),
  'boot/refuses-bad-configuration': should('Starts although a variable has an impossible value.'),
  'boot/names-bad-configuration': should('Exits for a bad variable without naming it.'),
  'boot/names-all-bad-configuration': may('Names only the first of several bad variables.'),
  'boot/reports-a-taken-port': should('Stays alive without listening when its port is taken.'),
  'boot/survives-a-missing-dependency': must(
    'Neither listens nor ends when its database was away at its start.',
    database,
  ),
  'boot/is-not-ready-without-dependency': should(
    'Says it is ready before its database ever answered.',
    database,
  ),

  'shutdown/ends-on-sigterm': must('Swallows SIGTERM.'),
  'shutdown/ends-on-sigint': must('Swallows SIGINT.'),
  'shutdown/finishes-in-flight': must('Exits at once, and the requests that are being answered with it.'),
  'shutdown/loses-nothing': must('Destroys idle connections that may have a request on the wire.'),
  'shutdown/turns-readiness-off': should('Stays ready while it drains.'),
  'shutdown/says-connection-close': should('Promises to keep the connections that it is about to close.'),
  'shutdown/idle-connections-do-not-delay': must(
    'Waits for idle keep-alive connections to go away by themselves.',
  ),
  'shutdown/silent-connections-do-not-delay': must('Waits for connections that never sent a byte.'),
  'shutdown/start-command-forwards-signals': must(
    'Its start command dies of SIGTERM and leaves the server behind.',
  ),
  'shutdown/has-a-deadline': should('Waits for ever for a client that never finishes its request.'),
  'shutdown/admits-it-was-forced': should('Exits 0, and silently, although it had to cut requests off.'),
  'shutdown/keeps-dependencies-until-the-last-response': should(
    'Closes its pool when the signal comes.',
    database,
  ),
  'shutdown/says-goodbye-to-dependencies': should(
    'Exits without closing its database connections.',
    database,
  ),

  'health/has-liveness': must('Has no liveness endpoint.'),
  'health/has-readiness': must('Has no readiness endpoint.'),
  'health/liveness-ignores-dependencies': must('Is not alive while its database is away.', database),
  'health/readiness-follows-dependencies': should(
    'Stays ready while its required database is away.',
    database,
  ),
  'health/status-agrees-with-body': must(
    'Answers 200 with the status "down" while its database is away.',
    database,
  ),
  'health/answers-in-time': must(
    'Lets its readiness endpoint wait for a silent database without limit.',
    database,
  ),
  'health/leaks-nothing': should(
    'Shows the driver’s error message, with host and port, on its readiness endpoint.',
    database,
  ),
  'health/is-not-cacheable': should('Lets caches keep the answers of its probes.'),
  'health/probes-are-cheap': may('Opens a new database connection for each readiness probe.', database),

  'errors/unknown-route-is-404': must('Answers unknown paths with 200 and an HTML page.'),
  'errors/unknown-route-is-machine-readable': must('Answers unknown paths with 404 and an HTML page.'),
  'errors/uses-problem-json': should('Sends its problems as application/json.'),
  'errors/problems-are-well-formed': should(
    'Sends a problem whose title is a number and whose status is a string.',
  ),
  'errors/body-status-matches': must('Writes the status 500 into the body of every error.'),
  'errors/share-one-shape': must('Describes validation errors in another shape than all other errors.'),
  'errors/unexpected-error-is-answered': must(
    'Drops the connection when a handler throws unexpectedly.',
    database,
  ),
  'errors/unexpected-error-is-survived': must('Exits when a handler throws unexpectedly.', database),
  'errors/expose-no-internals': must(
    'Sends the message and stack of unexpected errors to the client.',
    database,
  ),
  'errors/malformed-json-is-400': must('Answers malformed JSON with 500.'),
  'errors/failure-is-never-success': should('Answers failed validation with 200 and success: false.'),

  'http/wrong-method-is-refused': must('Treats every method it does not know on a path as GET.'),
  'http/405-names-allowed-methods': must('Answers 405 without Allow.'),
  'http/wrong-method-is-405': should('Answers a wrong method on a known path with 404.'),
  'http/head-works-like-get': should('Answers HEAD with 405 where GET works.'),
  'http/unsupported-media-type-is-refused': should('Takes any media type for JSON.'),
  'http/unacceptable-accept-is-no-5xx': should('Answers 500 when the client accepts no JSON.'),
  'http/content-type-is-true': should('Sends JSON as text/html.'),

  'wire/refuses-length-with-chunked': platformMust(
    'Takes a request with Content-Length and Transfer-Encoding for two.',
  ),
  'wire/refuses-invalid-framing': platformMust('Answers unparsable framing with 500.'),
  'wire/refuses-malformed-fields': platformMust('Answers malformed header fields with 200.'),
  'wire/requires-one-host': platformShould('Accepts requests without Host, or with two.'),
  'wire/stays-in-step-after-unread-bodies': platformMust(
    'Takes a body that nobody read for the next request.',
  ),
  'wire/bounds-the-head': platformShould('Answers 500 to a head that is too large.'),
  'wire/takes-ordinary-long-targets': platformShould('Refuses request targets of 2000 octets and more.'),
  'wire/survives-garbage': platformMust('Exits when it receives bytes that are not HTTP.'),

  'request-id/is-on-every-response': must('Sends the request id with successes only.'),
  'request-id/is-kept': should('Replaces a valid inbound request id.'),
  'request-id/is-unique': must('Counts its request ids from 1, again after every start.'),
  'request-id/is-sanitised': should('Echoes any inbound request id, however long or strange.'),
  'request-id/continues-the-trace': may('Ignores traceparent.'),
  'request-id/ignores-an-invalid-trace': may('Continues the trace of an invalid traceparent.'),

  'logs/one-line-per-request': must('Logs no line for requests that fail, and two for some that succeed.'),
  'logs/aborted-requests-too': should('Logs nothing when the client leaves before the answer.'),
  'logs/are-machine-readable': must('Logs sentences for people.'),
  'logs/errors-carry-the-request-id': must('Logs unexpected errors without the request’s id.', database),
  'logs/unexpected-errors-are-logged': must(
    'Answers 5xx without a word in its log about the error.',
    database,
  ),
  'logs/errors-are-logged-once': should('Logs each unexpected error with stack three times.', database),
  'logs/levels-are-truthful': should('Logs client errors at error and its own failures at info.'),
  'logs/tell-what-the-client-saw': should(
    'Logs status 200 for everything, and durations a tenth of the true ones.',
  ),
  'logs/timestamps-have-a-zone': should('Writes local times without a zone.'),
  'logs/keep-secrets-out': must('Logs the request’s headers, its query and its body as they came.'),
  'logs/cannot-be-forged': must('Prints the decoded path raw, on a line of its own.'),
  'logs/arrive-at-once': should('Buffers its log lines for ten seconds.'),
  'logs/keep-the-last-lines': should('Loses the lines of the requests that were open at SIGTERM.'),

  'metrics/are-exposed': may('Has no metrics endpoint.'),
  'metrics/parse': should('Exposes lines that no Prometheus parser takes.'),
  'metrics/count-truly': should('Counts every second request only.'),
  'metrics/durations-are-seconds': should('Observes durations in milliseconds.'),
  'metrics/unknown-paths-add-no-series': must('Labels its series with the raw path.'),

  'input/refuses-invalid-fields': must('Stores users whatever their fields are.'),
  'input/names-the-bad-field': should('Refuses invalid input without saying which field is wrong.'),
  'input/names-every-bad-field': may('Stops at the first invalid field.'),
  'input/echoes-no-secrets': must('Returns the submitted values with its validation errors.'),
  'input/hostile-values-are-no-5xx': must('Fails with 500 on values that its database cannot hold.'),
  'input/hostile-parameters-are-no-5xx': must(
    'Fails with 500 on path and query parameters it does not expect.',
  ),
  'input/deep-nesting-is-no-5xx': should('Walks its input recursively, and overflows its stack.'),
  'input/unknown-fields-do-not-become-data': should('Stores and returns every field that it is sent.'),
  'input/collections-are-bounded': should('Returns as many users as the client asks for, and invents them.'),

  'dependencies/survives-cut-connections': must('Exits when an idle database connection breaks.', database),
  'dependencies/refusal-is-answered-fast': must(
    'Retries a refused database connection for half a minute.',
    database,
  ),
  'dependencies/loss-is-503': should('Answers 500 when its database is away.', database),
  'dependencies/silence-is-bounded': must('Waits for a silent database without limit.', database),
  'dependencies/recovers-by-itself': must('Never connects again after its database was away.', database),
  'dependencies/absorbs-stale-connections': should(
    'Fails one request for each stale pooled connection.',
    database,
  ),
  'dependencies/reconnects-gently': should('Tries to reconnect 200 times a second.', database),
  'dependencies/failure-is-isolated': should(
    'Blocks the whole process while its database is slow.',
    database,
  ),
  'dependencies/exhaustion-is-bounded': should(
    'Lets requests wait for a pooled connection without limit.',
    database,
  ),
  'dependencies/leaving-clients-do-no-harm': must('Exits when a client leaves before its answer is written.'),

  'limits/body-size': must('Reads request bodies of any size.'),
  'limits/decompression': should('Inflates compressed bodies of any size.'),
  'limits/slow-headers': platformShould('Waits for ever for the rest of a head.', slow),
  'limits/slow-headers-block-nobody': platformShould('Serves nobody else while a head is incomplete.'),
  'limits/idle-connections-starve-nobody': platformMust(
    'Takes at most 100 connections and keeps silent ones for ever.',
  ),

  'overload/sheds-or-queues': should('Drops connections when more than 50 requests are open.', database),
  'overload/liveness-answers': should(
    'Computes for 30 ms in every request, so that probes wait behind the burst.',
  ),
  'overload/says-when-to-retry': should('Answers 503 without Retry-After.', database),

  'leaks/memory-reaches-a-plateau': should('Remembers 4 KB of every request for ever.', slow),
  'leaks/descriptors-return': must('Opens a file for each request and never closes it.'),
  'leaks/runtime-reports-nothing': must('Adds a listener to the process with each request.'),
  'leaks/dependency-connections-return': must(
    'Opens a new database connection for each request and never closes it.',
    database,
  ),

  'security/sends-no-versions': should('Names its software and version in Server and X-Powered-By.'),
  'security/sends-nosniff': should('Lets browsers guess the type of its responses.'),
  'security/personal-data-is-not-cacheable': should('Lets caches keep responses with personal data.'),
  'security/cors-is-not-reflected': must('Allows every origin, with credentials.'),
  'security/debug-surfaces-are-closed': must('Serves its environment at /.env and /actuator/env.'),
  'security/trace-is-off': must('Answers TRACE with the request it got.'),
  'security/credentials-are-demanded': must('Serves its protected route to everybody.'),
  'security/401-challenges': should('Answers 401 without WWW-Authenticate.'),

  'docs/openapi-is-valid': should(
    'Serves a document without info and with a path that does not begin with a slash.',
  ),
  'docs/documented-routes-exist': should('Documents a route that does not exist.'),
  'docs/idempotency-key-is-honoured': should('Documents Idempotency-Key and ignores it.'),
};

function of(level, owner, broken, more) {
  return { level, owner, broken, ...more };
}
function must(broken, more) {
  return of('must', 'app', broken, more);
}
function should(broken, more) {
  return of('should', 'app', broken, more);
}
function may(broken, more) {
  return of('may', 'app', broken, more);
}
function platformMust(broken, more) {
  return of('must', 'platform', broken, more);
}
function platformShould(broken, more) {
  return of('should', 'platform', broken, more);
}
