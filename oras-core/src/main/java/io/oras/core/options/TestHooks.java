package io.oras.core.options;

import io.oras.api.spi.Environment;
import java.time.Clock;
import java.util.Optional;

/**
 * What tests replace: time, waiting and the environment. Immutable.
 *
 * <pre>{@code
 * Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
 * Oras underTest = Oras.builder().testing(t -> t.clock(clock).sleeper(time -> {})).build();
 * }</pre>
 */
public final class TestHooks extends Settings {
  private static final Setting<Clock> CLOCK = Setting.of("clock", Clock.systemUTC());
  private static final Setting<Sleeper> SLEEPER = Setting.of("sleeper", Sleeper.THREAD);
  private static final Setting<Environment> ENVIRONMENT = Setting.withoutDefault("environment");
  private static final TestHooks DEFAULTS = builder().build();

  private TestHooks(Builder builder) {
    super(builder);
  }

  /** Returns the default hooks. */
  public static TestHooks defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default hooks. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these hooks. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns the clock. */
  public Clock clock() {
    return get(CLOCK);
  }

  /** Returns how the client waits. */
  public Sleeper sleeper() {
    return get(SLEEPER);
  }

  /** Returns where environment variables and the home folder are read. */
  public Optional<Environment> environment() {
    return find(ENVIRONMENT);
  }

  /** Builds {@link TestHooks}. Not thread safe. */
  public static final class Builder extends Settings.Builder<Builder> {
    private Builder() {}

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock clock) {
      return set(CLOCK, clock);
    }

    /** Sets how the client waits; {@link Sleeper#THREAD} by default. */
    public Builder sleeper(Sleeper sleeper) {
      return set(SLEEPER, sleeper);
    }

    /**
     * Sets where environment variables and the home folder are read; by default the process's
     * environment.
     */
    public Builder environment(Environment environment) {
      return set(ENVIRONMENT, environment);
    }

    /** Creates the hooks; the builder can be used further. */
    public TestHooks build() {
      return new TestHooks(this);
    }
  }
}
