package io.oras.core.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.event.TransferListener;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.context.TestOperations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static Arguments refused(String message, Executable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused(
            "concurrency is 0, expected at least 1", () -> PushOptions.builder().concurrency(0)),
        refused(
            "concurrency is -1, expected at least 1",
            () -> AttachOptions.builder().concurrency(-1)),
        refused(
            "concurrency is 0, expected at least 1", () -> PullOptions.builder().concurrency(0)),
        refused(
            "concurrency is 0, expected at least 1", () -> CopyOptions.builder().concurrency(0)),
        refused("depth is 0, expected at least 1", () -> DiscoverOptions.builder().depth(0)),
        refused("limit is 0, expected at least 1", () -> ListOptions.builder().limit(0)),
        refused(
            "timeout is PT0S, expected a duration longer than zero",
            () -> FetchOptions.builder().timeout(Duration.ZERO)),
        refused(
            "timeout is PT-1S, expected a duration longer than zero",
            () -> CallOptions.builder().timeout(Duration.ofSeconds(-1))),
        refused("attempts is 0, expected at least 1", () -> RetryPolicy.builder().attempts(0)),
        refused("growth is 0, expected at least 1", () -> RetryPolicy.builder().growth(0)),
        refused(
            "maxRetryAfter is PT-1S, expected at least PT0S",
            () -> RetryPolicy.builder().maxRetryAfter(Duration.ofSeconds(-1))),
        refused("archiveBytes is 0, expected at least 1", () -> Limits.builder().archiveBytes(0)),
        refused("redirects is -1, expected at least 0", () -> Limits.builder().redirects(-1)),
        refused("chunkSize is 0, expected at least 1", () -> UploadMethod.chunked(0)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void wrongValueIsRefusedWhenItIsSet(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void textThatIsNotATagIsRefusedWhenItIsSet() {
    for (Executable call :
        List.<Executable>of(
            () -> PushOptions.builder().tags("v1", ""),
            () -> AttachOptions.builder().tags(""),
            () -> CopyOptions.builder().tags(""))) {
      assertThrows(IllegalArgumentException.class, call);
    }
  }

  @Test
  void optionsAreEqualIfTheirValuesAre() {
    PushOptions two = PushOptions.builder().concurrency(2).tags("v1").build();
    assertEquals(two, PushOptions.builder().tags("v1").concurrency(2).build());
    assertEquals(two.hashCode(), two.toBuilder().build().hashCode());
    assertEquals(PushOptions.defaults(), two.toBuilder().concurrency(32).tags().build());
    assertNotEquals(PushOptions.defaults(), two);
    assertNotEquals(DiscoverOptions.defaults(), (Object) FetchOptions.defaults());
  }

  @Test
  void builderDoesNotChangeOptionsThatItBuilt() {
    CopyOptions.Builder builder = CopyOptions.builder().force(true);
    CopyOptions first = builder.build();
    builder.force(false).tags("v1");
    assertTrue(first.force());
    assertEquals(List.of(), first.tags());
  }

  @Test
  void textShowsWhatDiffersFromTheDefaultsAndNoSecret() {
    assertEquals("PullOptions{}", PullOptions.defaults().toString());
    assertEquals(
        "PullOptions{concurrency=1, layerTypes=[text/plain]}",
        PullOptions.builder()
            .layerTypes(new MediaType("text/plain"))
            .concurrency(1)
            .build()
            .toString());
    String settings =
        RegistrySettings.builder().header("Authorization", "Bearer abc").build().toString();
    assertTrue(settings.contains("Authorization"), settings);
    assertFalse(settings.contains("abc"), settings);
  }

  @Test
  void headersAddUp() {
    assertEquals(
        Headers.of("A", "1").with("B", "2"),
        RegistrySettings.builder().header("A", "1").header("B", "2").build().headers());
  }

  @Test
  void listenersAddUp() {
    List<String> heard = new ArrayList<>();
    TransferListener first = event -> heard.add("first");
    TransferListener second = event -> heard.add("second");
    CallOptions options = CallOptions.builder().listener(first).build();
    TestOperations.heardBy(options.toBuilder().listener(second).build().listener())
        .events()
        .warning("r.example", "careful");
    assertEquals(List.of("first", "second"), heard);
    assertEquals(TransferListener.NONE, CallOptions.defaults().listener());
  }

  @Test
  void policyOfNoneSendsOnce() {
    assertEquals(1, RetryPolicy.none().attempts());
  }
}
