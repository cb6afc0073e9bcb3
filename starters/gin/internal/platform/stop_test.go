package platform

import (
	"io"
	"net"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

func TestStop(t *testing.T) {
	const get = "GET /livez HTTP/1.1\r\nHost: test\r\n\r\n"
	held := func(release chan struct{}, began chan struct{}) func(*gin.Engine) {
		return func(router *gin.Engine) {
			router.GET("/held", func(c *gin.Context) {
				close(began)
				select {
				case <-release:
					c.String(200, "held")
				case <-c.Request.Context().Done():
				}
			})
		}
	}
	const hold = "GET /held HTTP/1.1\r\nHost: test\r\nX-Request-ID: held\r\n\r\n"

	t.Run("finishes what is open, says so, closes in reverse and exits with 0", func(t *testing.T) {
		release, began := make(chan struct{}), make(chan struct{})
		s := start(t, 300*time.Millisecond, 5*time.Second, held(release, began))
		var closed []string
		for _, name := range []string{"first", "second"} {
			s.OnClose(name, func() error { closed = append(closed, name); return nil })
		}
		open, idle, silent := s.dial(hold), s.dial(get), s.dial("")
		<-began
		idle.response("GET")
		s.signals <- syscall.SIGTERM
		s.wait(func(line map[string]any) bool { return line["msg"] == "draining" })
		if response, body := s.get("/readyz"); response.StatusCode != 503 {
			t.Errorf("got %d %s", response.StatusCode, body)
		}
		if response, _ := s.get("/livez"); response.StatusCode != 200 {
			t.Errorf("expected to be served during the delay, got %d", response.StatusCode)
		}
		// A request on a connection that was idle is answered even after the port is closed.
		for {
			probe, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
			if err != nil {
				break
			}
			_ = probe.Close()
			time.Sleep(5 * time.Millisecond)
		}
		_, _ = io.WriteString(idle, get)
		if response, _ := idle.response("GET"); response.StatusCode != 200 || !response.Close {
			t.Errorf("expected the last answer, got %d", response.StatusCode)
		}
		close(release)
		if response, body := open.response("GET"); body != "held" || !response.Close {
			t.Errorf("got %s, close %v", body, response.Close)
		}
		if !silent.ended() {
			t.Error("expected the end of a connection that said nothing")
		}
		if code := s.exit(3 * time.Second); code != 0 || !slices.Equal(closed, []string{"second", "first"}) {
			t.Errorf("got %d, closed %v", code, closed)
		}
		s.access("held")
	})

	t.Run("cuts what is open at the deadline, closes all the same, and exits with 1", func(t *testing.T) {
		began := make(chan struct{})
		s := start(t, 0, 200*time.Millisecond, held(nil, began))
		closed := false
		s.OnClose("first", func() error { closed = true; return nil })
		s.OnClose("second", func() error { panic("hush") })
		s.dial(hold)
		<-began
		s.signals <- syscall.SIGINT
		if code := s.exit(3 * time.Second); code != 1 || !closed {
			t.Errorf("got %d, closed %v", code, closed)
		}
		if line := s.access("held"); line["aborted"] != true {
			t.Errorf("got %v", line)
		}
	})

	t.Run("takes a second signal for an echo at first, and for an order later", func(t *testing.T) {
		began := make(chan struct{})
		s := start(t, time.Minute, time.Minute, held(nil, began))
		s.dial(hold)
		<-began
		s.signals <- syscall.SIGTERM
		s.signals <- syscall.SIGTERM
		time.Sleep(echo + 100*time.Millisecond)
		if response, _ := s.get("/livez"); response.StatusCode != 200 {
			t.Errorf("got %d", response.StatusCode)
		}
		s.signals <- syscall.SIGTERM
		if code := s.exit(3 * time.Second); code != 1 {
			t.Errorf("got %d", code)
		}
	})
}
