package io.oras.tests.adapters;

import com.example.adapters.PlainTar;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.tests.tck.ArchiveProviderTck;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Archive providers with one defect each. */
final class BrokenArchives {
  private BrokenArchives() {}

  /** Reads other entries than there are. */
  private static class Changing extends PlainTar {
    private final UnaryOperator<ArchiveEntry> change;

    Changing(UnaryOperator<ArchiveEntry> change) {
      this.change = change;
    }

    @Override
    public ArchiveReader read(InputStream archive) {
      return new Forwarding(super.read(archive)) {
        @Override
        public Optional<ArchiveEntry> next() throws IOException {
          return super.next().map(change);
        }
      };
    }
  }

  private static class Forwarding implements ArchiveReader {
    private final ArchiveReader reader;

    Forwarding(ArchiveReader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
      return reader.next();
    }

    @Override
    public InputStream content() throws IOException {
      return reader.content();
    }

    @Override
    public long offset() {
      return reader.offset();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Drops what it thinks is dangerous. */
  static class Judging extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new Changing(entry -> named(entry, entry.name().replace("../", "")));
    }

    private static ArchiveEntry named(ArchiveEntry entry, String name) {
      return new ArchiveEntry(
          name, entry.type(), entry.size(), entry.mode(), entry.linkTarget(), entry.modified());
    }
  }

  /** Closes what is not its own. */
  static class Closing extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new PlainTar() {
        @Override
        public ArchiveReader read(InputStream archive) {
          return new Forwarding(super.read(archive)) {
            @Override
            public void close() throws IOException {
              archive.close();
            }
          };
        }
      };
    }
  }

  /** Knows no links. */
  static class Flat extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new Changing(
          entry ->
              new ArchiveEntry(
                  entry.name(),
                  entry.type() == ArchiveEntry.Type.HARDLINK
                      ? ArchiveEntry.Type.SYMLINK
                      : entry.type(),
                  entry.size(),
                  entry.mode(),
                  entry.linkTarget(),
                  entry.modified()));
    }
  }
}
