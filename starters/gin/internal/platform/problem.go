package platform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
)

// Problem is an error that knows its answer (RFC 9457).
type Problem struct {
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Status    int          `json:"status"`
	Detail    string       `json:"detail,omitempty"`
	Code      string       `json:"code"`
	RequestID string       `json:"requestId,omitempty"`
	Errors    []FieldError `json:"errors,omitempty"`

	headers http.Header
	cause   error
}

// FieldError is one field that was refused, and why; never the value that was submitted.
type FieldError struct {
	// Dotted path, such as address.street; the name of the part when it is the whole part.
	Field   string `json:"field"`
	Message string `json:"message"`
	// Stable and machine-readable: required, type, format, too_small, too_big, too_deep or invalid.
	Code string `json:"code"`
	// JSON Pointer in its URI fragment form (RFC 6901, section 6).
	Pointer string `json:"pointer"`
	In      string `json:"in,omitempty"`
}

// NotFound is 404; resource is a word for what was looked for.
func NotFound(resource string) *Problem { return problem("NOT_FOUND", resource+" not found") }

// Conflict is 409.
func Conflict(detail string) *Problem { return problem("CONFLICT", detail) }

// Invalid is 400 with every refused field.
func Invalid(fields ...FieldError) *Problem {
	p := problem("VALIDATION_ERROR", "Validation failed")
	p.Errors = fields
	return p
}

// Unavailable is 503; cause goes to the log.
func Unavailable(cause error) *Problem {
	p := problem("SERVICE_UNAVAILABLE", "").with("Retry-After", "5")
	p.cause = cause
	return p
}

// errIncomplete is what is left of a request whose client went away in the middle of the body.
var errIncomplete = errors.New("the request body ended before its announced end")

// errBroken is a body in chunks that are none.
var errBroken = errors.New("the request body is not framed as HTTP wants it")

// problemOf decides status and exposure of any error; what is not recognised is a 500 whose message stays in the log.
func problemOf(err error) *Problem {
	var known *Problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &tooLarge):
		return problem("PAYLOAD_TOO_LARGE", "The request body is too large")
	case errors.Is(err, errIncomplete):
		return problem("BAD_REQUEST", "The request body is incomplete")
	case errors.Is(err, errBroken):
		return problem("BAD_REQUEST", "The request is not valid HTTP").with("Connection", "close")
	case isUnavailable(err):
		return Unavailable(err)
	// seaworthy:if database
	case isDatabaseAway(err):
		return Unavailable(err)
	// seaworthy:end
	default:
		p := problem("INTERNAL_ERROR", "")
		p.cause = err
		return p
	}
}

// isUnavailable recognises what went wrong on the way to something else: the network, or the time it may take.
func isUnavailable(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.ErrUnexpectedEOF)
}

// problemOfPanic is the 500 of whatever a handler panicked with.
func problemOfPanic(value any) *Problem {
	p := problem("INTERNAL_ERROR", "")
	p.cause = traced(fmt.Errorf("panic: %v", value))
	return p
}

func problem(code, detail string) *Problem {
	kind := kinds[code]
	return &Problem{Type: typeOf(code), Title: kind.title(), Status: kind.Status, Detail: detail, Code: code}
}

func typeOf(code string) string { return "/errors/" + slug(code) }

func slug(code string) string { return strings.ReplaceAll(strings.ToLower(code), "_", "-") }

func (p *Problem) with(header, value string) *Problem {
	if p.headers == nil {
		p.headers = http.Header{}
	}
	p.headers.Set(header, value)
	return p
}

// answered is the problem as the answer to a request. A fault of ours is logged here, and only here.
func (p *Problem) answered(ctx context.Context) *Problem {
	request := requestOf(ctx)
	if p.Status >= 500 && ctx.Err() == nil {
		cause := p.cause
		if cause == nil {
			cause = p
		}
		slog.ErrorContext(ctx, "request failed", Failure(cause))
	}
	answer := *p
	if request != nil {
		answer.RequestID = request.ID
	}
	return &answer
}

// write answers outside of huma.
func (p *Problem) write(w http.ResponseWriter, r *http.Request) {
	body, err := json.Marshal(p.answered(r.Context()))
	if err != nil {
		panic(err)
	}
	for name, values := range p.headers {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}

// Error, GetStatus and ContentType make a problem what huma answers with.
func (p *Problem) Error() string { return strings.TrimSpace(p.Code + " " + p.Detail) }

func (p *Problem) Unwrap() error { return p.cause }

func (p *Problem) GetStatus() int { return p.Status }

func (p *Problem) ContentType(string) string { return "application/problem+json" }
