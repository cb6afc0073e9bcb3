package platform

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

func TestLimits(t *testing.T) {
	t.Run("ends a connection with its chunked request, because net/http hides a Content-Length beside it", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		const get = "GET /livez HTTP/1.1\r\nHost: test\r\n"
		connection := s.dial(get + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get + "\r\n")
		response, _ := connection.response("GET")
		if !response.Close || !connection.ended() {
			t.Errorf("expected the end after %d", response.StatusCode)
		}
	})

	t.Run("answers and logs what net/http refuses by itself", func(t *testing.T) {
		s := start(t, 0, time.Second, nil)
		for bytes, want := range map[string]string{
			"GET /users/%zz?token=hush HTTP/1.1\r\nHost: test\r\n\r\n": "400 BAD_URL",
			"GET /%c0%af HTTP/1.1\r\nHost: test\r\n\r\n":               "400 BAD_URL",
			"NONSENSE\r\n\r\n": "400 BAD_REQUEST",
			"GET / HTTP/1.1\r\nHost: test\r\nX: " + strings.Repeat("x", 20<<10) + "\r\n\r\n":    "431 HEADERS_TOO_LARGE",
			"POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: gzip\r\nConnection: x\r\n\r\n": "501 NOT_IMPLEMENTED",
		} {
			response, body := s.dial(bytes).response("GET")
			var problem Problem
			_ = json.Unmarshal([]byte(body), &problem)
			id := response.Header.Get("X-Request-Id")
			if fmt.Sprint(response.StatusCode, " ", problem.Code) != want || problem.RequestID != id || problem.Status != response.StatusCode {
				t.Errorf("%.60q: expected %s, got %d %s", bytes, want, response.StatusCode, body)
			}
			if line := s.access(id); line["level"] != "warn" || strings.Contains(fmt.Sprint(line), "hush") {
				t.Errorf("got %v", line)
			}
		}
	})

	t.Run("limits a body, however it comes", func(t *testing.T) {
		s := start(t, 0, time.Second, func(router *gin.Engine) {
			router.POST("/", func(c *gin.Context) {
				if _, err := io.ReadAll(c.Request.Body); err != nil {
					problemOf(err).write(c.Writer, c.Request)
				}
			})
		})
		const post = "POST / HTTP/1.1\r\nHost: test\r\n"
		// Reads nothing before all is sent, and then takes its time.
		patient := s.dial(post + "Content-Length: 4194304\r\n\r\n" + strings.Repeat("x", 4<<20))
		time.Sleep(700 * time.Millisecond)
		if response, body := patient.response("POST"); response.StatusCode != 413 {
			t.Errorf("got %d %s", response.StatusCode, body)
		}
		for _, bytes := range []string{
			post + "Content-Length: 1048577\r\n\r\n",
			post + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + strings.Repeat("x", 0x100001) + "\r\n0\r\n\r\n",
		} {
			if response, body := s.dial(bytes).response("POST"); response.StatusCode != 413 {
				t.Errorf("got %d %s", response.StatusCode, body)
			}
		}
		if response, body := s.dial(post + "Content-Length: 1048576\r\n\r\n" + strings.Repeat("x", 1<<20)).response("POST"); response.StatusCode != 200 {
			t.Errorf("expected a mebibyte to be read, got %d %s", response.StatusCode, body)
		}
	})
}
