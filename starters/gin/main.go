// A users service on Gin, fit for production. Everything that makes it so is in internal/platform, and what it is
// about in internal/users.
package main

import (
	"embed"
	"io/fs"
	"log/slog"
	"os"

	"github.com/prometheus/client_golang/prometheus/collectors"

	"starter-gin/internal/platform"
	"starter-gin/internal/users"
)

//go:embed migrations
var migrations embed.FS

func main() {
	// Before the configuration is read, so that its mistakes are logged like everything else.
	slog.SetDefault(platform.NewLogger(os.Stdout, slog.LevelInfo))
	config, err := platform.ReadConfig(os.LookupEnv)
	if err != nil {
		slog.Error("could not start", platform.Failure(err))
		os.Exit(1)
	}
	slog.SetDefault(platform.NewLogger(os.Stdout, config.LogLevel))
	os.Exit(run(config))
}

// run is the service from its start to its end; what it gives is the exit code.
func run(config platform.Config) int {
	server := platform.NewServer(config.DrainDelay, config.ShutdownTimeout)
	metrics := platform.NewMetrics()
	var checks []platform.Check

	starting, release := server.Starting()
	defer release()
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return server.Fail(err)
	}
	database, err := platform.OpenDatabase(config.DatabaseURL)
	if err != nil {
		return server.Fail(err)
	}
	server.OnClose("database", database.Close)
	checks = append(checks, platform.Check{Name: "database", Required: true, Ping: database.PingContext})
	metrics.Registry.MustRegister(collectors.NewDBStatsCollector(database.DB, "database"))
	if err := database.Migrate(starting, files); err != nil {
		return server.Fail(err)
	}

	// seaworthy:if redis
	if config.RedisURL != "" {
		redis, err := platform.OpenRedis(config.RedisURL)
		if err != nil {
			return server.Fail(err)
		}
		server.OnClose("redis", redis.Close)
		checks = append(checks, platform.Check{Name: "redis", Ping: redis.Ping})
	}
	// seaworthy:end

	router, api, err := platform.NewRouter("Users", "1.0.0", config.TrustedProxies)
	if err != nil {
		return server.Fail(err)
	}
	users.Routes(api, users.NewRepository(database))
	platform.NewHealth(server.Running, checks...).Serve(router)
	metrics.Serve(router)
	return server.Run(config.Host, config.Port, router, metrics)
}
