/**
 * Metrics for Micrometer. Begin with {@link io.oras.micrometer.MetricsListener}, and pass it to a
 * client.
 */
@NullMarked
package io.oras.micrometer;

import org.jspecify.annotations.NullMarked;
