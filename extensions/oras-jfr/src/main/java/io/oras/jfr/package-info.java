/**
 * Events of JDK Flight Recorder (JEP 328). Pass a {@link io.oras.jfr.FlightRecorderListener} to a
 * client, an operation or a handle.
 */
@NullMarked
package io.oras.jfr;

import org.jspecify.annotations.NullMarked;
