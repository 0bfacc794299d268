package io.oras.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final class Resource implements AutoCloseable {
    private int closed;

    @Override
    public void close() {
      closed++;
    }
  }

  private final Resource resource = new Resource();

  @Test
  void whatWasTakenIsLeftOpen() throws IOException {
    try (Handover<Resource> handover = Handover.of(resource)) {
      assertSame(resource, handover.resource());
      assertSame(resource, handover.to(taken -> taken));
    }
    assertEquals(0, resource.closed);
  }

  @Test
  void whatWasReleasedIsLeftOpen() throws IOException {
    try (Handover<Resource> handover = Handover.of(resource)) {
      assertSame(resource, handover.release());
    }
    assertEquals(0, resource.closed);
  }

  @Test
  void whatWasNotTakenIsClosedOnceWhateverIsThrown() {
    for (Throwable failure :
        new Throwable[] {new IOException("a"), new IllegalStateException("b"), new Error("c")}) {
      resource.closed = 0;
      Throwable thrown =
          assertThrows(
              Throwable.class,
              () -> {
                try (Handover<Resource> handover = Handover.of(resource)) {
                  handover.to(taken -> fail(failure));
                }
              });
      assertSame(failure, thrown);
      assertEquals(1, resource.closed);
    }
  }

  private static String fail(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void whatNobodyTookIsClosedOnce() throws IOException {
    Handover<Resource> handover = Handover.of(resource);
    handover.close();
    handover.close();
    assertEquals(1, resource.closed);
    assertThrows(NullPointerException.class, handover::release);
  }

  @Test
  void aFailureOfClosingDoesNotHideWhatWentWrong() {
    IOException closing = new IOException("closing failed");
    AutoCloseable broken =
        () -> {
          throw closing;
        };
    IOException thrown =
        assertThrows(
            IOException.class, () -> Handover.of(broken).to(r -> fail(new IOException("taking"))));
    assertEquals("taking", thrown.getMessage());
    assertSame(closing, thrown.getSuppressed()[0]);
  }
}
