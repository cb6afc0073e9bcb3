package platform

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// service is a whole one with a route or two, on a port of its own.
type service struct {
	*Server
	t      *testing.T
	log    *lines
	router *gin.Engine
	url    string
	exited chan int
}

// start runs a service; routes adds to it, and checks are its dependencies.
func start(t *testing.T, drainDelay, timeout time.Duration, routes func(*gin.Engine), checks ...Check) *service {
	t.Helper()
	log := &lines{}
	before := slog.Default()
	slog.SetDefault(NewLogger(log, slog.LevelDebug))
	router, _, err := NewRouter("Test", "1.0.0", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{NewServer(drainDelay, timeout), t, log, router, "", make(chan int, 1)}
	if routes != nil {
		routes(router)
	}
	NewHealth(s.Running, checks...).Serve(router)
	metrics := NewMetrics()
	metrics.Serve(router)
	go func() { s.exited <- s.Run("127.0.0.1", 0, router, metrics) }()
	s.url = s.wait(func(line map[string]any) bool { return line["msg"] == "listening" })["url"].(string)
	t.Cleanup(func() {
		if len(s.exited) == 0 {
			s.signals <- syscall.SIGTERM
		}
		s.exit(10 * time.Second)
		slog.SetDefault(before)
	})
	return s
}

// exit is the exit code, which comes once.
func (s *service) exit(within time.Duration) int {
	s.t.Helper()
	select {
	case code := <-s.exited:
		s.exited <- code
		return code
	case <-time.After(within):
		s.t.Fatalf("expected an exit within %s; the log:\n%s", within, s.log)
		return -1
	}
}

// wait is the first line of the log that is meant.
func (s *service) wait(meant func(map[string]any) bool) map[string]any {
	s.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		for _, line := range s.log.all() {
			if meant(line) {
				return line
			}
		}
	}
	s.t.Fatalf("expected another line in the log:\n%s", s.log)
	return nil
}

// access is the line of a request.
func (s *service) access(id string) map[string]any {
	s.t.Helper()
	return s.wait(func(line map[string]any) bool { return line["requestId"] == id && line["durationMs"] != nil })
}

// get asks with a client that keeps nothing.
func (s *service) get(path string) (*http.Response, string) {
	s.t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response, string(body)
}

// dial is a connection, with bytes written already.
func (s *service) dial(bytes string) *connection {
	s.t.Helper()
	raw, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = raw.Close() })
	_ = raw.SetDeadline(time.Now().Add(10 * time.Second))
	_, _ = io.WriteString(raw, bytes)
	return &connection{raw, bufio.NewReader(raw), s.t}
}

type connection struct {
	net.Conn
	reader *bufio.Reader
	t      *testing.T
}

func (c *connection) response(method string) (*http.Response, string) {
	c.t.Helper()
	response, err := http.ReadResponse(c.reader, &http.Request{Method: method})
	if err != nil {
		c.t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	return response, string(body)
}

func (c *connection) ended() bool {
	_, err := c.reader.ReadByte()
	return err == io.EOF
}

// lines is a log that can be read while it is written.
type lines struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

func (l *lines) all() (all []map[string]any) {
	for line := range strings.Lines(l.String()) {
		var fields map[string]any
		if json.Unmarshal([]byte(line), &fields) == nil {
			all = append(all, fields)
		}
	}
	return all
}

func TestEdge(t *testing.T) {
	boom := func(router *gin.Engine) {
		router.GET("/boom", func(*gin.Context) { panic("hush") })
		router.GET("/late", func(c *gin.Context) { c.Writer.WriteHeaderNow(); c.Writer.Flush(); panic("hush") })
		router.GET("/beside", func(c *gin.Context) {
			Go(c.Request.Context(), func(context.Context) { panic("hush") })
			c.String(200, "fine")
		})
		router.GET("/slow", func(c *gin.Context) { <-c.Request.Context().Done() })
	}

	t.Run("contains a panic: 500 without a word, logged once with its stack and the id of the request", func(t *testing.T) {
		s := start(t, 0, time.Second, boom)
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
		s := start(t, 0, time.Second, boom)
		cut := s.dial("GET /late HTTP/1.1\r\nHost: test\r\n\r\n")
		if text, _ := io.ReadAll(cut.reader); strings.HasSuffix(string(text), "0\r\n\r\n") {
			t.Errorf("expected half an answer, got %q", text)
		}
		if response, _ := s.get("/livez"); response.StatusCode != 200 {
			t.Errorf("got %d", response.StatusCode)
		}
	})

	t.Run("contains a panic beside a request", func(t *testing.T) {
		s := start(t, 0, time.Second, boom)
		response, _ := s.get("/beside")
		failed := s.wait(func(line map[string]any) bool { return line["msg"] == "background work failed" })
		if response.StatusCode != 200 || failed["requestId"] != response.Header.Get("X-Request-Id") {
			t.Errorf("got %d, %v", response.StatusCode, failed)
		}
	})

	t.Run("logs a request whose client leaves", func(t *testing.T) {
		s := start(t, 0, time.Second, boom)
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

func TestHealth(t *testing.T) {
	t.Run("is not ready while a required dependency is away or silent, and alive all the time", func(t *testing.T) {
		var mutex sync.Mutex
		var answer error
		silent := false
		s := start(t, 0, time.Second, nil, Check{"database", true, func(ctx context.Context) error {
			mutex.Lock()
			defer mutex.Unlock()
			if silent {
				<-ctx.Done()
			}
			return answer
		}}, Check{"cache", false, func(context.Context) error { return io.EOF }})
		expect := func(status int, body string) {
			t.Helper()
			time.Sleep(checkCache)
			began := time.Now()
			response, text := s.get("/readyz")
			if response.StatusCode != status || text != body || time.Since(began) > 1500*time.Millisecond {
				t.Errorf("got %d %s after %s", response.StatusCode, text, time.Since(began))
			}
			if live, _ := s.get("/livez"); live.StatusCode != 200 {
				t.Errorf("got %d", live.StatusCode)
			}
		}
		expect(200, `{"status":"ok","checks":{"cache":"degraded","database":"ok"}}`)
		mutex.Lock()
		answer = io.ErrUnexpectedEOF
		mutex.Unlock()
		expect(503, `{"status":"unavailable","checks":{"cache":"degraded","database":"down"}}`)
		mutex.Lock()
		answer, silent = nil, true
		mutex.Unlock()
		expect(503, `{"status":"unavailable","checks":{"cache":"degraded","database":"down"}}`)
	})
}

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
