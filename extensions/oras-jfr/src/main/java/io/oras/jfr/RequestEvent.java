package io.oras.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** An HTTP request that has ended. */
@Name("io.oras.Request")
@Label("ORAS Request")
final class RequestEvent extends OrasEvent {
  @Label("Method")
  String method = "";

  @Label("Registry")
  String registry = "";

  @Label("Host")
  String host = "";

  @Label("Path")
  String path = "";

  @Label("Status, 0 without a response")
  int status;

  @Label("Bytes Sent")
  @DataAmount
  long sent;

  @Label("Bytes Received")
  @DataAmount
  long received;

  @Label("Took")
  @Timespan(Timespan.MILLISECONDS)
  long took;

  @Label("Waited for a Permit")
  @Timespan(Timespan.MILLISECONDS)
  long waited;

  @Label("Attempt")
  int attempt;

  @Label("Failure")
  String failure = "";
}
