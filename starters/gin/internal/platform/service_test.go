package platform

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
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

// troubled adds routes that fail, and one that waits for its client to leave.
func troubled(router *gin.Engine) {
	router.GET("/boom", func(*gin.Context) { panic("hush") })
	router.GET("/late", func(c *gin.Context) { c.Writer.WriteHeaderNow(); c.Writer.Flush(); panic("hush") })
	router.GET("/beside", func(c *gin.Context) {
		Go(c.Request.Context(), func(context.Context) { panic("hush") })
		c.String(200, "fine")
	})
	router.GET("/slow", func(c *gin.Context) { <-c.Request.Context().Done() })
}

// connection is one that is written to by hand.
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
