package platform

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPanic(t *testing.T) {
	t.Run("contains a panic: 500 without a word, logged once with its stack and the id of the request", func(t *testing.T) {
		s := start(t, 0, time.Second, troubled)
		response, body := s.get("/boom")
		id := response.Header.Get("X-Request-Id")
		if response.StatusCode != 500 || strings.Contains(body, "hush") || !strings.Contains(body, id) {
			t.Errorf("got %d %s", response.StatusCode, body)
		}
		if line := s.access(id); line["level"] != "error" || line["route"] != "/boom" {
			t.Errorf("got %v", line)
		}
		failures := slices.DeleteFunc(s.log.all(), func(line map[string]any) bool { return line["err"] == nil })
		if len(failures) != 1 || failures[0]["requestId"] != id || !strings.Contains(fmt.Sprint(failures[0]["err"]), "service_test.go") {
			t.Errorf("got %v", failures)
		}
	})

	t.Run("cuts an answer that a panic left incomplete, and lives on", func(t *testing.T) {
		s := start(t, 0, time.Second, troubled)
		cut := s.dial("GET /late HTTP/1.1\r\nHost: test\r\n\r\n")
		if text, _ := io.ReadAll(cut.reader); strings.HasSuffix(string(text), "0\r\n\r\n") {
			t.Errorf("expected half an answer, got %q", text)
		}
		if response, _ := s.get("/livez"); response.StatusCode != 200 {
			t.Errorf("got %d", response.StatusCode)
		}
	})

	t.Run("contains a panic beside a request", func(t *testing.T) {
		s := start(t, 0, time.Second, troubled)
		response, _ := s.get("/beside")
		failed := s.wait(func(line map[string]any) bool { return line["msg"] == "background work failed" })
		if response.StatusCode != 200 || failed["requestId"] != response.Header.Get("X-Request-Id") {
			t.Errorf("got %d, %v", response.StatusCode, failed)
		}
	})
}
