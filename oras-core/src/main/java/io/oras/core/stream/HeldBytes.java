package io.oras.core.stream;

import io.oras.api.model.Descriptor;
import java.util.Map;

/** Estimates the memory of descriptors. */
public final class HeldBytes {
  private HeldBytes() {}

  /** Returns the length of the fields that nothing else limits: annotations, data and URLs. */
  public static long of(Descriptor descriptor) {
    String data = descriptor.data();
    long length = data == null ? 0 : data.length();
    for (Map.Entry<String, String> annotation : descriptor.annotations().entrySet()) {
      length += annotation.getKey().length() + annotation.getValue().length();
    }
    for (String url : descriptor.urls()) {
      length += url.length();
    }
    return length;
  }
}
