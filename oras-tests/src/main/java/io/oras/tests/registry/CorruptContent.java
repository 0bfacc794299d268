package io.oras.tests.registry;

import io.oras.tests.registry.storage.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/** Content with a changed byte in the middle. */
record CorruptContent(Content original) implements Content {
  static ServerResponse corrupt(ServerResponse answer) {
    Content body = answer.body();
    return body == null || body.size() == 0
        ? answer
        : new ServerResponse(answer.status(), answer.headers(), new CorruptContent(body));
  }

  @Override
  public long size() {
    return original.size();
  }

  @Override
  public InputStream open() throws IOException {
    long middle = size() / 2;
    byte[] wrong = original.range(middle, 1).bytes();
    wrong[0] ^= 1;
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                original.range(0, middle).open(),
                new ByteArrayInputStream(wrong),
                original.range(middle + 1, size() - middle - 1).open())));
  }
}
