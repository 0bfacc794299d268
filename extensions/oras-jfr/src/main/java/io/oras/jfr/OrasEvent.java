package io.oras.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What all events have. */
@Category("ORAS")
@StackTrace(false)
abstract class OrasEvent extends Event {
  @Label("Operation")
  long operation;
}
