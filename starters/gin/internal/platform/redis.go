package platform

import (
	"context"
	"log"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis is a client of it.
type Redis struct{ *redis.Client }

// Ping is for the health check.
func (r *Redis) Ping(ctx context.Context) error { return r.Client.Ping(ctx).Err() }

// OpenRedis connects when it is first used, and again whenever the connection is lost: the service works without
// Redis, and gives it no more than a second.
func OpenRedis(url string) (*Redis, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, err
	}
	options.DialTimeout, options.ReadTimeout, options.WriteTimeout = time.Second, time.Second, time.Second
	options.ContextTimeoutEnabled = true
	options.MaxRetries = -1
	redis.SetLogger(quietly{slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug)})
	return &Redis{redis.NewClient(options)}, nil
}

// quietly: the health check tells the log when Redis goes and comes, the rest is for whoever looks closely.
type quietly struct{ *log.Logger }

// Printf is what the client logs with.
func (q quietly) Printf(_ context.Context, format string, values ...any) {
	q.Logger.Printf(format, values...)
}
