package io.oras.core.store.layout;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import io.oras.core.store.Fixtures;
import java.io.IOException;
import java.nio.file.Path;

/** A process that pushes artifacts into a layout and prints each tag once it is there. */
final class PushLoop {
  private static final int PADDING = 8 << 10;

  private PushLoop() {}

  /** Takes folder, prefix of tags and contents, how many. */
  public static void main(String[] args) throws IOException {
    LayoutStore store = LayoutStore.open(Path.of(args[0]), Fixtures.context());
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String tag = args[1] + "-" + i;
      String content = tag + "x".repeat(PADDING);
      store.push(Descriptor.EMPTY_JSON, ContentSource.ofBytes(Fixtures.bytes("{}")));
      Fixtures.pushBlob(store, content);
      store.pushReference(Fixtures.manifest(content, null), tag);
      System.out.println(tag);
      System.out.flush();
    }
  }

  /** Starts one in its own JVM. */
  static Process start(Path layout, String prefix, int count) throws IOException {
    return OwnJvm.start(PushLoop.class, "64m", layout.toString(), prefix, Integer.toString(count));
  }
}
