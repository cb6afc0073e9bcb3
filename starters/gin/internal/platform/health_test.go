package platform

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"
)

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
