package platform

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"regexp"
	"time"

	"github.com/google/uuid"
)

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
