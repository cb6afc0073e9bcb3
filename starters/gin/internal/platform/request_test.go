package platform

import (
	"strings"
	"testing"
	"time"
)

func TestRequest(t *testing.T) {
	t.Run("logs a request whose client leaves", func(t *testing.T) {
		s := start(t, 0, time.Second, troubled)
		_ = s.dial("GET /slow?token=hush HTTP/1.1\r\nHost: test\r\nX-Request-ID: left\r\n\r\n").Close()
		if line := s.access("left"); line["aborted"] != true || line["status"] != 499.0 || line["level"] != "info" {
			t.Errorf("got %v", line)
		}
		if strings.Contains(s.log.String(), "hush") {
			t.Errorf("expected no query, got %s", s.log)
		}
	})

	t.Run("keeps a well-formed id and replaces any other", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		for sent, kept := range map[string]bool{"a.B:c=D+e/F-1": true, strings.Repeat("x", 129): false, "a b": false, "": false, "1\r\nX-Request-ID: 2": false} {
			response, body := s.dial("GET /nowhere HTTP/1.1\r\nHost: test\r\nX-Request-ID: " + sent + "\r\n\r\n").response("GET")
			id := response.Header.Get("X-Request-Id")
			if (id == sent) != kept || !acceptableID.MatchString(id) || !strings.Contains(body, id) {
				t.Errorf("%q: got %q in %s", sent, id, body)
			}
		}
	})

	t.Run("continues a valid trace in the log", func(t *testing.T) {
		const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
		for sent, valid := range map[string]bool{
			"00-" + trace + "-00f067aa0ba902b7-01": true, "01-" + trace + "-00f067aa0ba902b7-01-more": true,
			"ff-" + trace + "-00f067aa0ba902b7-01": false, "00-" + trace + "-0000000000000000-01": false, "00-" + trace: false,
		} {
			if (traceID([]string{sent}) == trace) != valid {
				t.Errorf("%s: got %q", sent, traceID([]string{sent}))
			}
		}
	})

	t.Run("answers HEAD as GET, without the body", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		connection := s.dial("HEAD /livez HTTP/1.1\r\nHost: test\r\n\r\nGET /livez HTTP/1.1\r\nHost: test\r\n\r\n")
		if head, _ := connection.response("HEAD"); head.StatusCode != 200 || head.ContentLength != 15 {
			t.Errorf("got %d, %d octets", head.StatusCode, head.ContentLength)
		}
		if _, body := connection.response("GET"); body != `{"status":"ok"}` {
			t.Errorf("got %s", body)
		}
	})
}
