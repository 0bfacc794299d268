package io.oras.tests.adapters;

import com.example.adapters.PlainTar;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.ArchiveWriter;
import io.oras.tests.tck.ArchiveProviderTck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Archive providers with one defect each. */
final class BrokenArchives {
  private BrokenArchives() {}

  /** Writes other entries, and perhaps other content, than it is given. */
  private static class Changing extends PlainTar {
    private final UnaryOperator<ArchiveEntry> change;
    private final UnaryOperator<InputStream> content;

    Changing(UnaryOperator<ArchiveEntry> change, UnaryOperator<InputStream> content) {
      this.change = change;
      this.content = content;
    }

    @Override
    public ArchiveWriter write(OutputStream archive) {
      ArchiveWriter writer = super.write(archive);
      return new ArchiveWriter() {
        @Override
        public void add(ArchiveEntry entry, InputStream bytes) throws IOException {
          writer.add(change.apply(entry), content.apply(bytes));
        }

        @Override
        public void close() throws IOException {
          writer.close();
        }
      };
    }
  }

  /** Drops what it thinks is dangerous. */
  static class Judging extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new Changing(entry -> named(entry, entry.name().replace("../", "")), in -> in);
    }

    private static ArchiveEntry named(ArchiveEntry entry, String name) {
      return new ArchiveEntry(
          name, entry.type(), entry.size(), entry.mode(), entry.linkTarget(), entry.modified());
    }
  }

  /** Fills content that is too short with zeros. */
  static class Padding extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new Changing(
          entry -> entry,
          in ->
              new SequenceInputStream(in, new ByteArrayInputStream(new byte[1 << 20])) {
                private long left = 10;

                @Override
                public int read() throws IOException {
                  return left == 0 ? -1 : super.read();
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                  int n = super.read(buffer, from, (int) Math.min(left, length));
                  left -= Math.max(n, 0);
                  return n;
                }
              });
    }
  }

  /** Closes what is not its own. */
  static class Closing extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new PlainTar() {
        @Override
        public ArchiveReader read(InputStream archive) {
          ArchiveReader reader = super.read(archive);
          return new ArchiveReader() {
            @Override
            public java.util.Optional<ArchiveEntry> next() throws IOException {
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
              archive.close();
            }
          };
        }
      };
    }
  }

  /** Writes the time at which it writes. */
  static class Clock extends ArchiveProviderTck {
    @Override
    protected ArchiveProvider provider() {
      return new Changing(
          entry ->
              new ArchiveEntry(
                  entry.name(),
                  entry.type(),
                  entry.size(),
                  entry.mode(),
                  entry.linkTarget(),
                  Instant.ofEpochSecond(TICKS.incrementAndGet())),
          in -> in);
    }
  }

  private static final AtomicLong TICKS = new AtomicLong(1_700_000_000);

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
                  entry.modified()),
          in -> in);
    }
  }
}
