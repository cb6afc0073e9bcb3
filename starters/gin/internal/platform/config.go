package platform

import (
	"fmt"
	"log/slog"
	"net/netip"

	// seaworthy:if database or redis
	"net/url"
	// seaworthy:end
	"strconv"
	"strings"
	"time"
)

// Config is everything the service takes from its environment; .env.example explains each variable.
type Config struct {
	Host string
	Port int

	// seaworthy:if database
	// Empty: an SQLite file stands in.
	DatabaseURL string

	// seaworthy:end
	// seaworthy:if redis
	// Empty: none.
	RedisURL string

	// seaworthy:end
	LogLevel        slog.Level
	DrainDelay      time.Duration
	ShutdownTimeout time.Duration
	TrustedProxies  []string
}

// ReadConfig reads the variables with lookup, as os.LookupEnv does; an empty one counts as unset. The error names
// every bad variable at once.
func ReadConfig(lookup func(string) (string, bool)) (Config, error) {
	env := environment{lookup: lookup}
	config := Config{
		Host: env.text("HOST", "0.0.0.0"),
		Port: env.integer("PORT", 3000, 65_535),

		// seaworthy:if database
		DatabaseURL: env.url("DATABASE_URL", "a URL such as postgres://host/database", "postgres", "postgresql"),

		// seaworthy:end
		// seaworthy:if redis
		RedisURL: env.url("REDIS_URL", "a URL such as redis://host:6379", "redis", "rediss"),

		// seaworthy:end
		LogLevel:        env.level("LOG_LEVEL"),
		DrainDelay:      env.milliseconds("DRAIN_DELAY", 0),
		ShutdownTimeout: env.milliseconds("SHUTDOWN_TIMEOUT", 10_000),
		TrustedProxies:  env.addresses("TRUSTED_PROXIES"),
	}
	if len(env.problems) > 0 {
		return Config{}, fmt.Errorf("bad configuration: %s", strings.Join(env.problems, "; "))
	}
	return config, nil
}

type environment struct {
	lookup   func(string) (string, bool)
	problems []string
}

// bad never says what it got: there may be a secret in the wrong variable.
func (e *environment) bad(name, reason string) {
	for _, known := range e.problems {
		if strings.HasPrefix(known, name+": ") {
			return
		}
	}
	e.problems = append(e.problems, name+": "+reason)
}

func (e *environment) text(name, fallback string) string {
	if value, ok := e.lookup(name); ok && value != "" {
		return value
	}
	return fallback
}

func (e *environment) integer(name string, fallback, most int) int {
	text := e.text(name, strconv.Itoa(fallback))
	number, err := strconv.Atoi(text)
	if err != nil || number < 0 || number > most {
		e.bad(name, fmt.Sprintf("expected a whole number from 0 to %d", most))
	}
	return number
}

func (e *environment) milliseconds(name string, fallback int) time.Duration {
	return time.Duration(e.integer(name, fallback, 3_600_000)) * time.Millisecond
}

// seaworthy:if database or redis

func (e *environment) url(name, expected string, schemes ...string) string {
	text := e.text(name, "")
	if text == "" {
		return ""
	}
	parsed, err := url.Parse(text)
	if err == nil && parsed.Host != "" {
		for _, scheme := range schemes {
			if parsed.Scheme == scheme {
				return text
			}
		}
	}
	e.bad(name, "expected "+expected)
	return ""
}

// seaworthy:end

func (e *environment) level(name string) slog.Level {
	text := e.text(name, "info")
	level, ok := LogLevels[text]
	if !ok {
		e.bad(name, "expected trace, debug, info, warn, error, fatal or silent")
	}
	return level
}

func (e *environment) addresses(name string) []string {
	var list []string
	for _, text := range strings.FieldsFunc(e.text(name, ""), func(r rune) bool { return r == ',' || r == ' ' }) {
		_, notAddress := netip.ParseAddr(text)
		_, notRange := netip.ParsePrefix(text)
		if notAddress != nil && notRange != nil {
			e.bad(name, "expected addresses or ranges such as 10.0.0.0/8, separated by commas")
		}
		list = append(list, text)
	}
	return list
}
