package platform

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// BodyLimit is the largest request body, in bytes.
const BodyLimit = 1 << 20

const (
	// What net/http reads by itself of a body that no handler has read.
	restLimit = 256 << 10
	// Of a larger one the service reads this much, for this long. A connection that is closed on unread bytes is reset,
	// and the client, still sending, would never see the answer.
	drainLimit, drainTimeout = 8 * BodyLimit, 2 * time.Second
)

// clientClosed is the status of a request whose client went away, in logs and metrics only: nginx's 499.
const clientClosed = 499

// Edge is around the router: whatever happens inside, each request gets an id, the headers that every answer has, a
// whole answer, one log line and one observation. closing says whether connections end with their current request.
func Edge(router http.Handler, metrics *Metrics, closing func() bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		request := &Request{ID: requestID(r.Header.Values("X-Request-ID")), TraceID: traceID(r.Header.Values("Traceparent"))}
		ctx := context.WithValue(r.Context(), requestKey{}, request)
		answer := &answer{ResponseWriter: w, closing: closing}
		body := &body{ReadCloser: http.MaxBytesReader(w, r.Body, BodyLimit), request: request}
		large := r.ContentLength < 0 || r.ContentLength > restLimit
		if large {
			// So that the rest can still be read when the answer is out.
			_ = http.NewResponseController(w).EnableFullDuplex()
		}
		inner := r.WithContext(ctx)
		inner.Body = body
		if r.Method == http.MethodHead {
			// Routed as GET; net/http keeps the body back.
			inner.Method = http.MethodGet
		}
		maps.Copy(w.Header(), commonHeaders(request.ID))
		if len(r.TransferEncoding) > 0 {
			// net/http drops a Content-Length beside Transfer-Encoding without a trace, and such a request must be the
			// last on its connection (RFC 9112, section 6.1): so every chunked one is. Bodies with a length keep theirs.
			w.Header().Set("Connection", "close")
		}
		metrics.begin()
		defer func() {
			if value := recover(); value != nil {
				answer.panicked(value, inner)
			}
			aborted := request.incomplete || answer.failed || r.Context().Err() != nil
			status := answer.statusOr(http.StatusOK)
			if aborted {
				status = clientClosed
			}
			took := time.Since(started)
			metrics.end(r.Method, request.Route, status, took, aborted)
			logAccess(ctx, r, request, status, took, answer.bytes, aborted)
			if large && !body.ended && !aborted {
				drain(w, r.Body)
			}
			if answer.cut {
				panic(http.ErrAbortHandler)
			}
		}()
		if r.ContentLength > BodyLimit {
			problem("PAYLOAD_TOO_LARGE", "The request body is too large").with("Connection", "close").write(answer, inner)
			return
		}
		if !utf8.ValidString(r.URL.Path) {
			badURL().write(answer, inner)
			return
		}
		router.ServeHTTP(answer, inner)
	})
}

func drain(w http.ResponseWriter, rest io.Reader) {
	controller := http.NewResponseController(w)
	_ = controller.Flush()
	_ = controller.SetReadDeadline(time.Now().Add(drainTimeout))
	_, _ = io.CopyN(io.Discard, rest, drainLimit)
}

// commonHeaders are on every answer. A route that may be cached says so itself.
func commonHeaders(id string) http.Header {
	return http.Header{
		"X-Request-Id":            {id},
		"Cache-Control":           {"no-store"},
		"X-Content-Type-Options":  {"nosniff"},
		"Content-Security-Policy": {"default-src 'none'; frame-ancestors 'none'"},
		"Referrer-Policy":         {"no-referrer"},
	}
}

func badURL() *Problem { return problem("BAD_URL", "The URL contains an invalid escape sequence") }

// answer is the response as it goes out.
type answer struct {
	http.ResponseWriter
	closing func() bool
	status  int
	bytes   int64
	// A write failed: the client is gone.
	failed bool
	// A panic came too late for another answer, so the connection must show that this one is incomplete.
	cut bool
}

func (a *answer) WriteHeader(status int) {
	if status >= 200 && a.status == 0 {
		a.status = status
		if a.closing() {
			a.Header().Set("Connection", "close")
		}
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	a.failed = a.failed || err != nil && !errors.Is(err, http.ErrBodyNotAllowed)
	return n, err
}

// Flush and Unwrap let streams and http.ResponseController through.
func (a *answer) Flush() { _ = http.NewResponseController(a.ResponseWriter).Flush() }

func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) statusOr(fallback int) int {
	if a.status == 0 {
		return fallback
	}
	return a.status
}

// panicked answers 500 if nothing has been answered, and lets nothing else out.
func (a *answer) panicked(value any, r *http.Request) {
	if value == http.ErrAbortHandler {
		a.cut = true
		return
	}
	failure := problemOfPanic(value)
	if a.status == 0 {
		failure.write(a, r)
		return
	}
	a.cut = true
	failure.answered(r.Context())
}

// body notices a client that goes away while it sends.
type body struct {
	io.ReadCloser
	request *Request
	ended   bool
}

// Close leaves that to net/http, which closes every body in the end.
func (b *body) Close() error { return nil }

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.ended = b.ended || err == io.EOF
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil, err == io.EOF, errors.As(err, &tooLarge), errors.Is(err, os.ErrDeadlineExceeded):
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), isReset(err):
		b.request.incomplete = true
		err = errIncomplete
	default:
		// A chunk whose size is no number, say.
		err = errBroken
	}
	return n, err
}

// parserAnswer is how net/http begins the answer to bytes that it cannot read as a request. No answer of the service
// looks like that: each has an id.
var parserAnswer = regexp.MustCompile(`^HTTP/1\.1 (400|431|501) [^\r\n]*\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`)

// refusals turns what net/http says by itself, past every handler, into problems that are logged and counted like all
// others.
type refusals struct {
	*net.TCPListener
	metrics *Metrics
}

func (l refusals) Accept() (net.Conn, error) {
	connection, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return &parsed{TCPConn: connection, metrics: l.metrics}, nil
}

type parsed struct {
	*net.TCPConn
	metrics *Metrics
	// What was read last: a request that cannot be read is still there when it is refused.
	last []byte
}

func (c *parsed) Read(p []byte) (int, error) {
	n, err := c.TCPConn.Read(p)
	// net/http also waits, with room for one byte, for the client to leave while a handler runs.
	if len(p) > 1 {
		c.last = p[:n]
	}
	return n, err
}

func (c *parsed) Write(p []byte) (int, error) {
	answer := parserAnswer.FindSubmatch(p)
	if answer == nil {
		return c.TCPConn.Write(p)
	}
	refusal := c.refuse(string(answer[1]))
	if _, err := c.TCPConn.Write(refusal); err != nil {
		return 0, err
	}
	return len(p), nil
}

var (
	requestLine = regexp.MustCompile(`(?m)^([A-Z]{1,20}) ([^\s?]+)(?:\?\S*)? HTTP/1\.[01]\r?$`)
	badEscape   = regexp.MustCompile(`%(?:$|[^0-9a-fA-F]|.$|.[^0-9a-fA-F])`)
)

// refuse is the answer to a request that could not be read, of which one line is logged.
func (c *parsed) refuse(status string) []byte {
	request := &Request{ID: uuid.NewString()}
	ctx := context.WithValue(context.Background(), requestKey{}, request)
	refusal := problem("BAD_REQUEST", "The request is not valid HTTP")
	attrs := []slog.Attr{}
	if lines := requestLine.FindAllSubmatch(c.last, -1); lines != nil {
		method, path := lines[len(lines)-1][1], lines[len(lines)-1][2]
		attrs = append(attrs, slog.String("method", string(method)), slog.String("path", string(path)))
		if badEscape.Match(path) {
			refusal = badURL()
		}
	}
	switch status {
	case "431":
		refusal = problem("HEADERS_TOO_LARGE", "The request headers are too large")
	case "501":
		refusal = problem("NOT_IMPLEMENTED", "Not implemented")
	}
	body := encode(refusal.answered(ctx))
	host, _, _ := net.SplitHostPort(c.RemoteAddr().String())
	attrs = append(attrs, slog.Int("status", refusal.Status), slog.Float64("durationMs", 0), slog.Int("bytes", len(body)),
		slog.String("remoteAddress", host))
	slog.LogAttrs(ctx, slog.LevelWarn, "request refused", attrs...)
	c.metrics.malformed.Inc()
	var answer bytes.Buffer
	fmt.Fprintf(&answer, "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\nConnection: close\r\n",
		refusal.Status, refusal.Title, time.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"), len(body))
	header := commonHeaders(request.ID)
	_ = header.Write(&answer)
	answer.WriteString("\r\n")
	answer.Write(body)
	return answer.Bytes()
}
