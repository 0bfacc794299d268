package io.oras.tests.adapters;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a suite inside a test and tells how each of its tests ended. */
public final class Suites {
  private Suites() {}

  /**
   * By method: {@code SUCCESSFUL}, {@code FAILED}, or {@code ABORTED} for what does not apply.
   *
   * @param only the method to run; empty for all
   */
  public static Map<String, TestExecutionResult> run(Class<?> suite, String only) {
    Map<String, TestExecutionResult> results = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite))
                .filters(wanted(only))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .ifPresent(
                        source -> results.put(((MethodSource) source).getMethodName(), result));
              }
            });
    return results;
  }

  /** Why the first of these tests, or their class, failed; null when none did. */
  public static @Nullable Throwable failure(Class<?> suite) {
    AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failure -> first.compareAndSet(null, failure));
              }
            });
    return first.get();
  }

  private static PostDiscoveryFilter wanted(String only) {
    return test ->
        FilterResult.includedIf(
            only.isEmpty()
                || !(test.getSource().orElse(null) instanceof MethodSource method)
                || method.getMethodName().equals(only));
  }
}
