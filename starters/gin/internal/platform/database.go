package platform

import (
	"context"
	"crypto/tls"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	poolSize = 10
	// No query takes longer, the wait for a connection included. The server gives up first and says so.
	queryTimeout     = 2500 * time.Millisecond
	statementTimeout = "2000"
	migrationTimeout = 30 * time.Second
)

// EmbeddedDatabase is where the SQLite database lies that stands in for a DATABASE_URL.
const EmbeddedDatabase = "data/service.db"

// Database is a bounded pool to PostgreSQL or SQLite. Both understand the same SQL here, with $1 for parameters.
type Database struct {
	*sql.DB
	dialect goose.Dialect
}

// OpenDatabase connects when it is first used.
func OpenDatabase(url string) (*Database, error) {
	if url == "" {
		slog.Info("without a DATABASE_URL the users are kept in an SQLite file", "file", EmbeddedDatabase)
		return openSQLite(EmbeddedDatabase)
	}
	config, err := pgx.ParseConfig(url)
	if err != nil {
		// The error of pgx masks the password and nothing else of what may be a secret.
		return nil, errors.New("DATABASE_URL: expected a URL such as postgres://host/database")
	}
	config.ConnectTimeout = queryTimeout
	// A query that is given up pgx asks the server to cancel, on a connection of its own and for 15 s. The statement
	// timeout does that without one. Connecting is what has less time.
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) > queryTimeout {
			return nil, errors.New("cancelled by the statement timeout")
		}
		return dial(ctx, network, address)
	}
	config.RuntimeParams["statement_timeout"] = statementTimeout
	config.RuntimeParams["idle_in_transaction_session_timeout"] = "10000"
	return bounded(stdlib.OpenDB(*config, withoutAskingTwice()...), goose.DialectPostgres), nil
}

// withoutAskingTwice: unless the URL says otherwise, pgx asks for TLS, and connects anew when the server has none. That
// is learned from the first connection, so that each further one does not need two.
func withoutAskingTwice() []stdlib.OptionOpenDB {
	var plain atomic.Bool
	before := func(_ context.Context, config *pgx.ConnConfig) error {
		if plain.Load() {
			config.TLSConfig = nil
			config.Fallbacks = slices.DeleteFunc(slices.Clone(config.Fallbacks), func(other *pgconn.FallbackConfig) bool {
				return other.TLSConfig != nil
			})
		}
		return nil
	}
	after := func(_ context.Context, connection *pgx.Conn) error {
		_, encrypted := connection.PgConn().Conn().(*tls.Conn)
		plain.Store(!encrypted)
		return nil
	}
	return []stdlib.OptionOpenDB{stdlib.OptionBeforeConnect(before), stdlib.OptionAfterConnect(after)}
}

func openSQLite(path string) (*Database, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_time_format=sqlite&_pragma=busy_timeout(2000)"+
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)")
	if err != nil {
		return nil, err
	}
	return bounded(db, goose.DialectSQLite3), nil
}

func bounded(db *sql.DB, dialect goose.Dialect) *Database {
	db.SetMaxOpenConns(poolSize)
	db.SetMaxIdleConns(poolSize)
	db.SetConnMaxIdleTime(30 * time.Second)
	return &Database{db, dialect}
}

// await is for a database that starts at the same time, or is busy: it may take half a minute.
func (d *Database) await(ctx context.Context) error {
	for attempt := 1; ; attempt++ {
		bounded, cancel := Bounded(ctx)
		err := d.PingContext(bounded)
		cancel()
		if err == nil || !isUnavailable(err) && !isDatabaseAway(err) || ctx.Err() != nil {
			return err
		}
		if attempt == 1 {
			slog.Warn("waiting for the database", Failure(err))
		}
		sleep(ctx, 500*time.Millisecond)
	}
}

// Migrate waits for the database and brings it up to date. Instances that start together take turns.
func (d *Database) Migrate(ctx context.Context, migrations fs.FS) error {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	if err := d.await(ctx); err != nil {
		return err
	}
	var options []goose.ProviderOption
	if d.dialect == goose.DialectPostgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(d.dialect, d.DB, migrations, options...)
	if err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		_, err = provider.Up(ctx)
		// SQLite has no lock that a migration could hold: who comes second finds the work done when it looks again.
		if err == nil || d.dialect == goose.DialectPostgres || attempt == 3 {
			return err
		}
	}
}

// Bounded is ctx with the time that a query may take.
func Bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, queryTimeout)
}

// IsTaken recognises the violation of a unique constraint, by the column in PostgreSQL's or SQLite's words.
func IsTaken(err error, table, column string) bool {
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) {
		return postgres.Code == "23505" && postgres.ConstraintName == fmt.Sprintf("%s_%s_key", table, column)
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE &&
		strings.Contains(lite.Error(), table+"."+column)
}

// isDatabaseAway recognises a database that is away, silent or overloaded, as opposed to a mistake.
func isDatabaseAway(err error) bool {
	var connecting *pgconn.ConnectError
	var postgres *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &postgres):
		// Connection exceptions, insufficient resources, operator intervention (shutdown, timeout).
		class := postgres.Code[:min(2, len(postgres.Code))]
		return class == "08" || class == "53" || class == "57"
	case errors.As(err, &lite):
		return lite.Code()&0xff == sqlite3.SQLITE_BUSY
	case errors.As(err, &connecting), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone):
		return true
	}
	return pgconn.SafeToRetry(err) || strings.Contains(err.Error(), "conn closed")
}
