package platform

import (
	"strings"
	"testing"
	"time"
)

func TestRouter(t *testing.T) {
	t.Run("answers an unknown path and another method", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		if response, body := s.get("/livez/"); response.StatusCode != 404 || !strings.Contains(body, "NOT_FOUND") {
			t.Errorf("got %d %s", response.StatusCode, body)
		}
		response, _ := s.dial("OPTIONS /livez HTTP/1.1\r\nHost: test\r\n\r\n").response("OPTIONS")
		if response.StatusCode != 405 || response.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("got %d, Allow %q", response.StatusCode, response.Header.Get("Allow"))
		}
	})

	t.Run("has a page for each problem, in the form that is asked for", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		for code := range kinds {
			if response, body := s.get(typeOf(code)); response.StatusCode != 200 || !strings.Contains(body, kinds[code].Meaning[:30]) {
				t.Errorf("%s: got %d %s", code, response.StatusCode, body)
			}
		}
		for accept, want := range map[string]bool{"": false, "*/*": false, "application/json": true, "text/html,*/*;q=0.8": false, "text/html;q=0.5, application/json": true} {
			if prefersJSON(accept) != want {
				t.Errorf("%q: expected %v", accept, want)
			}
		}
	})

	t.Run("has documentation that loads nothing from elsewhere", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		response, body := s.get("/docs")
		if response.StatusCode != 200 || strings.Contains(body, `src="http`) || !strings.Contains(response.Header.Get("Content-Security-Policy"), "script-src 'sha256-") {
			t.Errorf("got %d, %s", response.StatusCode, response.Header.Get("Content-Security-Policy"))
		}
		if _, document := s.get("/openapi.json"); !strings.HasPrefix(document, `{"components":`) && !strings.Contains(document, `"openapi":"3.1.0"`) {
			t.Errorf("got %.200s", document)
		}
	})
}
