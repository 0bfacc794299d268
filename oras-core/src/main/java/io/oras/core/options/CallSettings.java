package io.oras.core.options;

import io.oras.api.event.TransferListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings that the options of every call have. */
abstract class CallSettings extends Settings {
  static final Setting<Duration> TIMEOUT = Setting.positive("timeout");
  static final Setting<List<TransferListener>> LISTENERS = Setting.of("listeners", List.of());

  CallSettings(Builder<?> builder) {
    super(builder);
  }

  /** Returns how long the call may take, with all its retries and waits. */
  public Optional<Duration> timeout() {
    return find(TIMEOUT);
  }

  /** Returns a listener that passes each event to all listeners, in the order they were added. */
  public TransferListener listener() {
    return get(LISTENERS).stream().reduce(TransferListener.NONE, TransferListener::andThen);
  }

  /**
   * Collects the settings of every call.
   *
   * @param <B> the type of the builder
   */
  abstract static class Builder<B extends Builder<B>> extends Settings.Builder<B> {
    /**
     * Sets how long the call may take, with all its retries and waits. By default the call has no
     * deadline of its own.
     *
     * @throws IllegalArgumentException if the duration is not positive
     */
    public B timeout(Duration timeout) {
      return set(TIMEOUT, timeout);
    }

    /** Adds a listener to the events of the call. */
    public B listener(TransferListener listener) {
      return add(LISTENERS, listener);
    }
  }
}
