/**
 * Events of JDK Flight Recorder. Begin with {@link io.oras.jfr.FlightRecorderListener}, and pass it
 * to a client, a handle or a call.
 */
@NullMarked
package io.oras.jfr;

import org.jspecify.annotations.NullMarked;
