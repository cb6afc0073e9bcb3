package platform

import (
	"context"
	"errors"
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

// clientClosed is the status of a request whose client went away, in logs and metrics only: nginx's 499.
const clientClosed = 499

// Request is what is known about the request under way; its ids are on every log line.
type Request struct {
	ID      string
	TraceID string
	// Template of the route that matched, such as /users/:id.
	Route string
	// The client, or the last hop that is no trusted proxy.
	RemoteAddress string
	incomplete    bool
}

type requestKey struct{}

// requestOf is the request that ctx belongs to, or nil.
func requestOf(ctx context.Context) *Request {
	request, _ := ctx.Value(requestKey{}).(*Request)
	return request
}

// Edge is around the router: whatever happens inside, each request gets an id, the headers that every answer has, a
// whole answer, one log line and one observation. closing says whether connections end with their current request.
func Edge(router http.Handler, metrics *Metrics, closing func() bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		request := &Request{ID: requestID(r.Header.Values("X-Request-ID")), TraceID: traceID(r.Header.Values("Traceparent"))}
		ctx := context.WithValue(r.Context(), requestKey{}, request)
		answer := &answer{ResponseWriter: w, closing: closing}
		body := &body{ReadCloser: http.MaxBytesReader(w, r.Body, BodyLimit), request: request}
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
			if answer.cut {
				panic(http.ErrAbortHandler)
			}
		}()
		if r.ContentLength > BodyLimit {
			problem("PAYLOAD_TOO_LARGE", "The request body is too large").write(answer, inner)
			return
		}
		if !utf8.ValidString(r.URL.Path) {
			badURL().write(answer, inner)
			return
		}
		router.ServeHTTP(answer, inner)
	})
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

func logAccess(ctx context.Context, r *http.Request, request *Request, status int, took time.Duration, bytes int64, aborted bool) {
	level, message := slog.LevelInfo, "request completed"
	switch {
	case probes[r.URL.Path]:
		level = slog.LevelDebug
	case aborted:
	case status >= 500:
		level = slog.LevelError
	case status >= 400:
		level = slog.LevelWarn
	}
	attrs := make([]slog.Attr, 0, 8)
	attrs = append(attrs, slog.String("method", r.Method), slog.String("path", r.URL.EscapedPath()))
	if request.Route != "" {
		attrs = append(attrs, slog.String("route", request.Route))
	}
	address := request.RemoteAddress
	if address == "" {
		address, _, _ = net.SplitHostPort(r.RemoteAddr)
	}
	attrs = append(attrs, slog.Int("status", status), slog.Float64("durationMs", float64(took.Microseconds())/1000),
		slog.Int64("bytes", bytes), slog.String("remoteAddress", address))
	if aborted {
		message = "request aborted"
		attrs = append(attrs, slog.Bool("aborted", true))
	}
	slog.LogAttrs(ctx, level, message, attrs...)
}

// probes are asked all the time and logged at debug.
var probes = map[string]bool{"/livez": true, "/readyz": true, "/metrics": true}

var (
	acceptableID = regexp.MustCompile(`^[\w.:=+/-]{1,128}$`)
	version00    = regexp.MustCompile(`^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$`)
	laterVersion = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)`)
)

// requestID keeps a well-formed inbound id; anything else (too long, odd characters, sent twice) is replaced.
func requestID(sent []string) string {
	if len(sent) == 1 && acceptableID.MatchString(sent[0]) {
		return sent[0]
	}
	return uuid.NewString()
}

// traceID is that of a valid traceparent (W3C Trace Context, section 3.2), else empty.
func traceID(sent []string) string {
	if len(sent) != 1 {
		return ""
	}
	parts := version00.FindStringSubmatch(sent[0])
	if parts == nil && len(sent[0]) > 2 && sent[0][:2] != "00" && sent[0][:2] != "ff" {
		parts = laterVersion.FindStringSubmatch(sent[0])
	}
	if parts == nil || parts[1] == "00000000000000000000000000000000" || parts[2] == "0000000000000000" {
		return ""
	}
	return parts[1]
}

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
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
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
