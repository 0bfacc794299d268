package io.oras.jfr;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A request that will be sent again. */
@Name("io.oras.Retry")
@Label("ORAS Retry")
final class RetryEvent extends OrasEvent {
  @Label("Request")
  String request = "";

  @Label("Reason")
  String reason = "";

  @Label("Attempt")
  int attempt;

  @Label("Delay")
  @Timespan(Timespan.MILLISECONDS)
  long delay;
}
