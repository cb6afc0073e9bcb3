package platform

import (
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are those of the process, of Go and of the HTTP server. Register your own with Registry.
type Metrics struct {
	Registry           *prometheus.Registry
	duration           *prometheus.HistogramVec
	active             atomic.Int64
	aborted, malformed prometheus.Counter
}

// NewMetrics has a registry of its own, so that tests may have several.
func NewMetrics() *Metrics {
	m := &Metrics{
		Registry: prometheus.NewRegistry(),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "http_server_request_duration_seconds",
			Help: "Duration of HTTP requests by route template, in seconds.",
			// As OpenTelemetry's semantic conventions advise.
			Buckets: []float64{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10},
		}, []string{"method", "route", "status"}),
		aborted: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "http_server_aborted_requests_total",
			Help: "HTTP requests whose client left before the answer was complete.",
		}),
		malformed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "http_server_malformed_requests_total",
			Help: "Requests that were not well-formed HTTP.",
		}),
	}
	active := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "http_server_active_requests", Help: "HTTP requests being served.",
	}, func() float64 { return float64(m.active.Load()) })
	m.Registry.MustRegister(m.duration, active, m.aborted, m.malformed,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Serve adds /metrics in Prometheus's text format.
func (m *Metrics) Serve(router *gin.Engine) {
	handler := promhttp.HandlerFor(m.Registry, promhttp.HandlerOpts{DisableCompression: true})
	router.GET("/metrics", gin.WrapH(handler))
}

func (m *Metrics) begin() { m.active.Add(1) }

func (m *Metrics) end(method, route string, status int, took time.Duration, aborted bool) {
	m.active.Add(-1)
	if aborted {
		m.aborted.Inc()
	}
	if route == "" {
		route = "unmatched"
	}
	m.duration.WithLabelValues(knownMethod(method), route, strconv.Itoa(status)).Observe(took.Seconds())
}

var methods = []string{
	http.MethodConnect, http.MethodDelete, http.MethodGet, http.MethodHead, http.MethodOptions,
	http.MethodPatch, http.MethodPost, http.MethodPut, http.MethodTrace,
}

// knownMethod keeps a client from adding series with methods of its own.
func knownMethod(method string) string {
	if slices.Contains(methods, method) {
		return method
	}
	return "_OTHER"
}
