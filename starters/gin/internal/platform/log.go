package platform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"regexp"
	"runtime"
	"strings"
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
