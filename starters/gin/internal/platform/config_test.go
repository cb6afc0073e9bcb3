package platform

import (
	"strings"
	"testing"
	"time"
)

func read(env map[string]string) (Config, error) {
	return ReadConfig(func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	})
}

func TestConfig(t *testing.T) {
	t.Run("names every bad variable at once, and no value", func(t *testing.T) {
		bad := map[string]string{
			"PORT": "hush", "LOG_LEVEL": "hush", "DRAIN_DELAY": "-1", "SHUTDOWN_TIMEOUT": "1.5", "TRUSTED_PROXIES": "10.0.0.0/8, hush",
		}
		// seaworthy:if database
		bad["DATABASE_URL"] = "mysql://hush@host/db"
		// seaworthy:end
		// seaworthy:if redis
		bad["REDIS_URL"] = "hush"
		// seaworthy:end
		_, err := read(bad)
		if err == nil {
			t.Fatal("expected an error")
		}
		for name := range bad {
			if !strings.Contains(err.Error(), name+": expected ") {
				t.Errorf("expected %s in %s", name, err)
			}
		}
		if strings.Contains(err.Error(), "hush") {
			t.Errorf("got %s", err)
		}
	})

	t.Run("has a default for everything, and takes an empty variable for none", func(t *testing.T) {
		config, err := read(map[string]string{"PORT": "", "DRAIN_DELAY": "5000", "TRUSTED_PROXIES": "127.0.0.1,10.0.0.0/8"})
		if err != nil {
			t.Fatal(err)
		}
		if config.Host != "0.0.0.0" || config.Port != 3000 || config.DrainDelay != 5*time.Second || len(config.TrustedProxies) != 2 {
			t.Errorf("got %+v", config)
		}
	})
}
