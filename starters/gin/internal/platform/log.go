package platform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Levels beyond those of log/slog.
const (
	levelTrace  = slog.Level(-8)
	levelFatal  = slog.Level(12)
	levelSilent = slog.Level(math.MaxInt)
)

// LogLevels are the values of LOG_LEVEL.
var LogLevels = map[string]slog.Level{
	"trace": levelTrace, "debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn,
	"error": slog.LevelError, "fatal": levelFatal, "silent": levelSilent,
}

// NewLogger writes one JSON object per line: time, level, msg, then requestId and traceId of the request that the
// context belongs to, then the attributes. Attributes with a secret's name are masked.
func NewLogger(out io.Writer, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: presented}
	return slog.New(requestHandler{slog.NewJSONHandler(out, options)})
}

// Failure is the attribute of an error, with the stack if it was traced.
func Failure(err error) slog.Attr {
	attrs := []any{
		slog.String("type", fmt.Sprintf("%T", errors.Unwrap(Trace(err)))),
		slog.String("message", urlPassword.ReplaceAllString(err.Error(), "${1}[redacted]@")),
	}
	var known *trace
	if errors.As(err, &known) {
		attrs = append(attrs, slog.String("stack", known.stack()))
	}
	return slog.Group("err", attrs...)
}

// Trace notes where an error came into our code, for the log: Go's errors do not know. nil stays nil, and an error
// that has been traced stays as it is.
func Trace(err error) error {
	var known *trace
	if err == nil || errors.As(err, &known) {
		return err
	}
	return traced(err)
}

type trace struct {
	error
	callers []uintptr
}

func traced(err error) *trace {
	callers := make([]uintptr, 32)
	return &trace{err, callers[:runtime.Callers(3, callers)]}
}

func (t *trace) Unwrap() error { return t.error }

func (t *trace) stack() string {
	var text strings.Builder
	frames := runtime.CallersFrames(t.callers)
	for more := len(t.callers) > 0; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		fmt.Fprintf(&text, "%s\n\t%s:%d\n", frame.Function, frame.File, frame.Line)
	}
	return text.String()
}

// requestHandler adds to each line the ids of its request.
type requestHandler struct{ slog.Handler }

func (h requestHandler) Handle(ctx context.Context, record slog.Record) error {
	if request := requestOf(ctx); request != nil {
		withIDs := slog.NewRecord(record.Time, record.Level, record.Message, record.PC)
		withIDs.AddAttrs(slog.String("requestId", request.ID))
		if request.TraceID != "" {
			withIDs.AddAttrs(slog.String("traceId", request.TraceID))
		}
		record.Attrs(func(attr slog.Attr) bool { withIDs.AddAttrs(attr); return true })
		record = withIDs
	}
	return h.Handler.Handle(ctx, record)
}

func (h requestHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(attrs)}
}

func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}

var (
	secretName  = regexp.MustCompile(`(?i)^(?:(?:proxy-?)?authorization|(?:set-?)?cookie|pass(?:word|wd|phrase)?|pwd|secret|jwt|api[-_]?key|private[-_]?key|credentials?|(?:[a-z]+[-_]?)?token|client[-_]?secret|session[-_]?id)$`)
	urlPassword = regexp.MustCompile(`(?i)([a-z][a-z0-9+.-]{0,31}://[^\s:/@"']*:)[^\s"'/]+@`)
)

func presented(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) == 0 {
		switch attr.Key {
		case slog.TimeKey:
			return slog.String(slog.TimeKey, attr.Value.Time().UTC().Format(Timestamp))
		case slog.LevelKey:
			return slog.String(slog.LevelKey, levelName(attr.Value.Any().(slog.Level)))
		}
	}
	if secretName.MatchString(attr.Key) {
		return slog.String(attr.Key, "[redacted]")
	}
	return attr
}

func levelName(level slog.Level) string {
	switch level {
	case levelTrace:
		return "trace"
	case levelFatal:
		return "fatal"
	default:
		return strings.ToLower(level.String())
	}
}

// Timestamp is the layout of every time that leaves the service: UTC with milliseconds.
const Timestamp = "2006-01-02T15:04:05.000Z"

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
