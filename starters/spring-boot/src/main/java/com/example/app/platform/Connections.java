package com.example.app.platform;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's connections, with two things that Tomcat lacks: an end that loses no request, and a
 * bound on how long the head of a request may take, however often another byte of it comes.
 */
public final class Connections extends Http11NioProtocol {

  /** An idle connection may have a request on the wire; it is closed after this. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Half a request gets longer, as the other half is probably on its way. */
  private static final Duration PARTIAL_GRACE = GRACE.multipliedBy(8);

  private final Set<SocketWrapperBase<?>> serving = ConcurrentHashMap.newKeySet();

  /** When the head began that has not ended yet, on the clock of `System.nanoTime`. */
  private final Map<SocketWrapperBase<?>, Long> heads = new ConcurrentHashMap<>();

  private ScheduledExecutorService watch;

  public Connections() {
    super(new Door());
  }

  @Override
  public void start() throws Exception {
    super.start();
    watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "slow-heads");
              thread.setDaemon(true);
              return thread;
            });
    watch.scheduleWithFixedDelay(
        () -> endHeads(Duration.ofMillis(getConnectionTimeout())), 500, 500, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (watch != null) watch.shutdownNow();
    super.stop();
  }

  /** Requests that are being served. */
  int open() {
    return serving.size();
  }

  /**
   * Stops listening, and ends each connection once it owes nothing. Returns how many requests had
   * to be cut at the deadline: none, if all went well.
   */
  int drain(Duration timeout) throws InterruptedException {
    long began = System.nanoTime();
    endpoint().lastCall = true;
    closeServerSocketGraceful();
    // The poller looks for connections that are idle for too long once per turn.
    setSelectorTimeout(50);
    while (!endpoint().getConnections().isEmpty()) {
      Duration since = Duration.ofNanos(System.nanoTime() - began);
      if (since.compareTo(timeout) > 0) return cut();
      if (since.compareTo(GRACE) > 0) endIdle();
      if (since.compareTo(PARTIAL_GRACE) > 0) endHeads(PARTIAL_GRACE);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return 0;
  }

  /** By the poller itself: it knows whether something has arrived meanwhile. */
  private void endIdle() {
    for (SocketWrapperBase<?> connection : endpoint().getConnections()) {
      if (!serving.contains(connection) && !heads.containsKey(connection))
        connection.setReadTimeout(1);
    }
  }

  private void endHeads(Duration longest) {
    heads.forEach(
        (connection, began) -> {
          if (connection.isClosed()) heads.remove(connection);
          else if (System.nanoTime() - began > longest.toNanos()) connection.close();
        });
  }

  private int cut() {
    int open = serving.size();
    for (SocketWrapperBase<?> connection : endpoint().getConnections()) connection.close();
    return open;
  }

  private Door endpoint() {
    return (Door) getEndpoint();
  }

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        serving.add(connection);
        SocketState state = SocketState.CLOSED;
        try {
          state = super.service(connection);
        } finally {
          if (state == SocketState.LONG && !isAsync())
            heads.putIfAbsent(connection, System.nanoTime());
          else heads.remove(connection);
          serving.remove(connection);
        }
        return state;
      }
    };
  }

  /**
   * Tomcat's listener, which lets in whoever has knocked before it closes: the kernel has accepted
   * those connections already, and their requests may have been sent.
   */
  private static final class Door extends NioEndpoint {
    private volatile boolean lastCall;
    private volatile SocketChannel entering;

    @Override
    protected void doCloseServerSocket() throws IOException {
      if (lastCall && getServerSocket() instanceof ServerSocketChannel listener) {
        // The acceptor has ended, so nobody waits in a call that blocks.
        listener.configureBlocking(false);
        for (SocketChannel late; (late = listener.accept()) != null; ) destroySocket(late);
      }
      super.doCloseServerSocket();
    }

    /** Also called for the connection that made the acceptor notice that it is to end. */
    @Override
    protected void destroySocket(SocketChannel socket) {
      boolean turnedAway = !lastCall || entering == socket;
      if (!turnedAway) entering = socket;
      if (turnedAway || !setSocketOptions(socket)) super.destroySocket(socket);
    }
  }
}
