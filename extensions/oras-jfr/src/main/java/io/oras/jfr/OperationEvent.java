package io.oras.jfr;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** An operation that has ended, such as a push. */
@Name("io.oras.Operation")
@Label("ORAS Operation")
final class OperationEvent extends OrasEvent {
  @Label("Name")
  String name = "";

  @Label("Target")
  String target = "";

  @Label("Outcome")
  String outcome = "";

  @Label("Took")
  @Timespan(Timespan.MILLISECONDS)
  long took;
}
