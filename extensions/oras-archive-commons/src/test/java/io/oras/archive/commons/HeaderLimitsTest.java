package io.oras.archive.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.LimitExceededException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeaderLimitsTest {
  private static final int HEAD = 1 << 20;

  /** Each way to get on in a stream. */
  enum Way {
    BYTE {
      @Override
      long read(InputStream in) throws IOException {
        return in.read() == 0 ? 1 : 0;
      }
    },
    ARRAY {
      @Override
      long read(InputStream in) throws IOException {
        return in.read(new byte[512]);
      }
    },
    SKIP {
      @Override
      long read(InputStream in) throws IOException {
        return in.skip(8_000);
      }
    };

    abstract long read(InputStream in) throws IOException;
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 0;
      }

      @Override
      public int read(byte[] b, int off, int len) {
        return len;
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void headHasAnEndHoweverItIsRead(Way way) throws IOException {
    HeaderLimits guard = new HeaderLimits(endless());
    assertFalse(guard.markSupported(), "to go back would count twice");
    guard.head();
    long read = 0;
    while (read + 8192 <= HEAD) {
      read += way.read(guard);
      assertEquals(read, guard.count());
    }
    assertThrows(
        LimitExceededException.class,
        () -> {
          for (int i = 0; i <= 8192; i++) {
            way.read(guard);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void contentHasNone(Way way) throws IOException {
    HeaderLimits guard = new HeaderLimits(endless());
    guard.head();
    guard.content();
    long read = 0;
    while (read <= HEAD) {
      read += way.read(guard);
    }
    assertEquals(read, guard.count());
  }

  @ParameterizedTest
  @EnumSource
  void endIsTheEnd(Way way) throws IOException {
    HeaderLimits guard = new HeaderLimits(InputStream.nullInputStream());
    assertEquals(way == Way.ARRAY ? -1 : 0, way.read(guard));
    assertEquals(0, guard.count());
  }
}
