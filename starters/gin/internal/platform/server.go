package platform

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	headerTimeout = 10 * time.Second
	// Longer than a load balancer's, usually 60 s, or it sends requests into a connection that is being closed.
	keepAliveTimeout = 65 * time.Second
	headerLimit      = 16 << 10
	// net/http reads this much more than MaxHeaderBytes.
	headerSlop = 4 << 10
	// A connection that looks idle may have a request on the wire: it gets this long to arrive.
	idleGrace = 250 * time.Millisecond
	// Each resource may take this long to close, and a forced stop leaves it this long.
	closeTimeout, forcedCloseTimeout = 5 * time.Second, 250 * time.Millisecond
	// npm and others deliver one Ctrl-C twice.
	echo = 300 * time.Millisecond
)

// Server is an HTTP server with limits and a stop that loses no request, and the resources behind it.
type Server struct {
	drainDelay, timeout time.Duration
	http                http.Server
	signals             chan os.Signal
	running, closing    atomic.Bool
	connections         connections
	resources           []resource
}

type resource struct {
	name  string
	close func() error
}

// NewServer listens to SIGTERM and SIGINT from now on: one that comes during the start is not lost.
func NewServer(drainDelay, timeout time.Duration) *Server {
	s := &Server{drainDelay: drainDelay, timeout: timeout, signals: make(chan os.Signal, 4)}
	s.connections.silent = map[net.Conn]struct{}{}
	signal.Notify(s.signals, syscall.SIGTERM, syscall.SIGINT)
	return s
}

// Starting ends with the first signal, for what takes its time during the start.
func (s *Server) Starting() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
}

// OnClose closes a resource after the last request; the one that was added last is closed first.
func (s *Server) OnClose(name string, close func() error) {
	s.resources = append(s.resources, resource{name, close})
}

// Running says whether requests are welcome: after the start, until the first signal.
func (s *Server) Running() bool { return s.running.Load() }

// Fail tells why the service could not start, and closes what is open already. A signal is no failure.
func (s *Server) Fail(err error) (exitCode int) {
	if len(s.signals) > 0 {
		slog.Info("stopped during the start")
		if !s.closeResources(closeTimeout) {
			return 1
		}
		return 0
	}
	slog.Error("could not start", Failure(err))
	s.closeResources(closeTimeout)
	return 1
}

// Run serves until a signal comes, stops, and closes the resources. The exit code is 1 if requests had to be cut, a
// resource failed to close, or the server never got to listen.
func (s *Server) Run(host string, port int, router http.Handler, metrics *Metrics) (exitCode int) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return s.Fail(err)
	}
	s.http = http.Server{
		Handler:           Edge(router, metrics, s.closing.Load),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      2 * requestTimeout,
		IdleTimeout:       keepAliveTimeout,
		MaxHeaderBytes:    headerLimit - headerSlop,
		ConnState:         s.connections.changed,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
		// OPTIONS * is answered like everything else.
		DisableGeneralOptionsHandler: true,
	}
	served := make(chan error, 1)
	go func() { served <- s.http.Serve(refusals{listener.(*net.TCPListener), metrics}) }()
	s.running.Store(true)
	slog.Info("listening", "url", urlOf(listener.Addr()), "pid", os.Getpid())
	select {
	case err := <-served:
		slog.Error("stopped serving", Failure(err))
		s.running.Store(false)
		s.closeResources(closeTimeout)
		return 1
	case reason := <-s.signals:
		return s.stop(listener, reason, &metrics.active)
	}
}

// stop drains and closes. A second signal cuts what is left; a third is the end.
func (s *Server) stop(listener net.Listener, reason os.Signal, requests *atomic.Int64) (exitCode int) {
	began := time.Now()
	s.running.Store(false)
	slog.Info("draining", "reason", nameOf(reason), "openRequests", requests.Load(), "openConnections", s.connections.open.Load(), "drainDelay", s.drainDelay.Milliseconds())
	force, release := context.WithCancel(context.Background())
	defer release()
	stopped := make(chan struct{})
	defer close(stopped)
	go s.heed(began, release, stopped)

	sleep(force, s.drainDelay)
	s.closing.Store(true)
	_ = listener.Close()
	if s.connections.open.Load() > 0 {
		sleep(force, idleGrace)
	}
	s.connections.closeSilent()
	deadline, cancel := context.WithTimeout(force, s.timeout)
	defer cancel()
	err := s.http.Shutdown(deadline)
	cut := int64(0)
	if err != nil {
		cut = s.connections.open.Load()
		_ = s.http.Close()
		// Their handlers have heard that, and shall write their last lines.
		for patience := 50; requests.Load() > 0 && patience > 0; patience-- {
			time.Sleep(10 * time.Millisecond)
		}
	}
	if !waitForBackground(deadline) {
		cut++
	}
	limit := closeTimeout
	if force.Err() != nil {
		limit = forcedCloseTimeout
	}
	if !s.closeResources(limit) || cut > 0 || force.Err() != nil {
		exitCode = 1
	}
	level := slog.LevelInfo
	if exitCode != 0 {
		level = slog.LevelWarn
	}
	slog.Log(context.Background(), level, "stopped", "reason", nameOf(reason), "code", exitCode,
		"forced", cut > 0 || force.Err() != nil, "cut", cut, "ms", time.Since(began).Milliseconds())
	return exitCode
}

// heed waits for more signals until the service has stopped.
func (s *Server) heed(began time.Time, force func(), stopped <-chan struct{}) {
	for forced := false; ; {
		select {
		case <-stopped:
			return
		case reason := <-s.signals:
			if forced {
				os.Exit(1)
			}
			if time.Since(began) >= echo {
				slog.Warn("stopping now", "reason", nameOf(reason))
				forced = true
				force()
			}
		}
	}
}

// closeResources closes all of them, whatever happens to one; false if one failed.
func (s *Server) closeResources(limit time.Duration) bool {
	ok := true
	for i := len(s.resources) - 1; i >= 0; i-- {
		resource := s.resources[i]
		result := make(chan error, 1)
		go func() {
			defer func() {
				if value := recover(); value != nil {
					result <- fmt.Errorf("panic: %v", value)
				}
			}()
			result <- resource.close()
		}()
		var err error
		select {
		case err = <-result:
		case <-time.After(limit):
			err = fmt.Errorf("expected to be closed within %s", limit)
		}
		if err != nil {
			ok = false
			slog.Error("could not close", "resource", resource.name, Failure(err))
		}
	}
	s.resources = nil
	return ok
}

// connections counts those that are open, and knows those that never sent a byte: net/http's Shutdown waits for them.
type connections struct {
	open   atomic.Int64
	mutex  sync.Mutex
	silent map[net.Conn]struct{}
}

func (c *connections) changed(connection net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.open.Add(1)
		c.mutex.Lock()
		c.silent[connection] = struct{}{}
		c.mutex.Unlock()
		return
	case http.StateIdle:
		return
	case http.StateClosed, http.StateHijacked:
		c.open.Add(-1)
	}
	c.mutex.Lock()
	delete(c.silent, connection)
	c.mutex.Unlock()
}

func (c *connections) closeSilent() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for connection := range c.silent {
		_ = connection.Close()
	}
}

var background sync.WaitGroup

// Go runs work beside the request that ctx belongs to. Unlike in a bare goroutine a panic is logged and ends only the
// work, and the service does not stop before it is done.
func Go(ctx context.Context, work func(context.Context)) {
	background.Go(func() {
		defer func() {
			if value := recover(); value != nil {
				slog.ErrorContext(ctx, "background work failed", Failure(traced(fmt.Errorf("panic: %v", value))))
			}
		}()
		work(ctx)
	})
}

func waitForBackground(ctx context.Context) bool {
	done := make(chan struct{})
	go func() { background.Wait(); close(done) }()
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

func sleep(ctx context.Context, duration time.Duration) {
	select {
	case <-time.After(duration):
	case <-ctx.Done():
	}
}

// urlOf is where to point a browser on this machine.
func urlOf(address net.Addr) string {
	host, port, _ := net.SplitHostPort(address.String())
	if net.ParseIP(host).IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func nameOf(reason os.Signal) string {
	if reason == syscall.SIGINT {
		return "SIGINT"
	}
	return "SIGTERM"
}
