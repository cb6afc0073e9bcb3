package platform

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	// A probe waits a second for the whole answer.
	checkTimeout = 900 * time.Millisecond
	checkCache   = time.Second
)

// Check asks one dependency. Without a required one the service is not ready; without another it is degraded.
type Check struct {
	Name     string
	Required bool
	Ping     func(context.Context) error
}

// Health answers the probes.
type Health struct {
	checks  []Check
	running func() bool

	// Held while the dependencies are asked, so that many probes ask once.
	asking sync.Mutex
	asked  time.Time

	mutex  sync.Mutex
	states map[string]string
}

// NewHealth asks the checks when a readiness probe comes, at most once a second; running says whether requests are
// welcome: not before the start is complete, and not any more once the service was told to stop.
func NewHealth(running func() bool, checks ...Check) *Health {
	return &Health{checks: checks, running: running, states: map[string]string{}}
}

type healthBody struct {
	Status string            `json:"status"`
	Checks map[string]string `json:"checks,omitempty"`
}

// Serve adds /livez, which never asks a dependency, and /readyz.
func (h *Health) Serve(router *gin.Engine) {
	live := encode(healthBody{Status: "ok"})
	router.GET("/livez", func(c *gin.Context) { c.Data(http.StatusOK, "application/json", live) })
	router.GET("/readyz", func(c *gin.Context) {
		if h.running() {
			h.ask(c.Request.Context())
		}
		states, ready := h.last()
		// A check takes its time, and the signal to stop may have come meanwhile.
		if ready && h.running() {
			c.Data(http.StatusOK, "application/json", encode(healthBody{"ok", states}))
			return
		}
		c.Header("Retry-After", "1")
		c.Data(http.StatusServiceUnavailable, "application/json", encode(healthBody{"unavailable", states}))
	})
}

// ask runs all checks side by side, unless that has just been done. The answer is for everybody, so it does not end
// with the request that asked.
func (h *Health) ask(ctx context.Context) {
	h.asking.Lock()
	defer h.asking.Unlock()
	if time.Since(h.asked) < checkCache {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTimeout)
	defer cancel()
	results := make([]chan error, len(h.checks))
	for i, check := range h.checks {
		result := make(chan error, 1)
		results[i] = result
		Go(ctx, func(ctx context.Context) { result <- check.Ping(ctx) })
	}
	for i, check := range h.checks {
		select {
		case err := <-results[i]:
			h.became(ctx, check, err)
		case <-ctx.Done():
			h.became(ctx, check, ctx.Err())
		}
	}
	h.asked = time.Now()
}

// became keeps what a check said, and tells the log when that is news.
func (h *Health) became(ctx context.Context, check Check, err error) {
	state := "ok"
	if err != nil {
		state = "degraded"
		if check.Required {
			state = "down"
		}
	}
	h.mutex.Lock()
	before := h.states[check.Name]
	h.states[check.Name] = state
	h.mutex.Unlock()
	switch {
	case before == state:
	case err != nil:
		slog.WarnContext(ctx, "dependency is down", "check", check.Name, Failure(err))
	case before != "":
		slog.InfoContext(ctx, "dependency is up", "check", check.Name)
	}
}

// last is what the checks said when they were last asked, and whether that is good enough.
func (h *Health) last() (map[string]string, bool) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for _, state := range h.states {
		if state == "down" {
			return maps.Clone(h.states), false
		}
	}
	return maps.Clone(h.states), true
}
