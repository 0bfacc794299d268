/** Metrics for Micrometer. Pass a {@link io.oras.micrometer.MetricsListener} to a client. */
@NullMarked
package io.oras.micrometer;

import org.jspecify.annotations.NullMarked;
