package io.oras.api.error;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.oras.api.error.OrasException.Side;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OrasExceptionTest {
  private static final RegistryResponse RESPONSE =
      RegistryResponse.of(
          "GET",
          "https://r.example/v2/",
          404,
          List.of(new RegistryError("NAME_UNKNOWN", "no such name", null)),
          "{}");

  private static final Descriptor DESCRIPTOR =
      Descriptor.of(MediaType.OCI_LAYER, new byte[] {1})
          .withAnnotations(Map.of("b", "1", "a", "2"))
          .withPlatform(Platform.of("linux", "arm64"));

  /** A subclass that is not the library's. */
  private static final class FullException extends StoreException {
    private static final long serialVersionUID = 1L;
    private final int free;

    FullException(int free) {
      super("the store is full");
      this.free = free;
    }
  }

  static Stream<OrasException> everyType() {
    IOException cause = new IOException("cause");
    return Stream.of(
        new AccessDeniedException(RESPONSE, "ask for access"),
        new ArchiveException("broken", cause),
        new ClientClosedException(),
        new ConfigurationException("/etc/registries.conf", "registry[0]", "is missing", cause),
        new AuthenticationException(RESPONSE, "r.example", "Basic realm=\"r\"", null),
        ContentVerificationException.size(DESCRIPTOR, 7),
        new CredentialException("no helper", cause),
        new DeadlineExceededException(Duration.ofMillis(1500)),
        new InvalidManifestException("no manifest", cause),
        new LimitExceededException("too long"),
        new NotFoundException(RESPONSE, null),
        new OperationCancelledException("cancelled", cause),
        new PathTraversalException("'../a' leads out of the folder"),
        new RateLimitedException(RESPONSE, Instant.EPOCH),
        new RegistryBlockedException("r.example", "/etc/registries.conf"),
        new RegistryException(RESPONSE, null),
        new StoreException("no space", cause),
        new TransportException(TransportException.Kind.TRANSIENT, "reset", cause),
        new UnsupportedDigestException(Digest.parse("md5:0123")),
        new UnsupportedException(RESPONSE, null),
        new UntrustedException("r.example/app:v1", "policy.json", List.of("no signature")),
        new FullException(3));
  }

  private static OrasException serialised(OrasException exception) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (OrasException) in.readObject();
    }
  }

  private static void assertSameContent(OrasException expected, OrasException actual) {
    assertSame(expected.getClass(), actual.getClass());
    assertEquals(expected.getMessage(), actual.getMessage());
    assertEquals(expected.problem(), actual.problem());
    assertEquals(expected.hint(), actual.hint());
    assertEquals(expected.response(), actual.response());
    assertEquals(expected.activities(), actual.activities());
    assertEquals(expected.operation(), actual.operation());
    assertEquals(expected.artifact(), actual.artifact());
    assertEquals(expected.side(), actual.side());
    assertEquals(String.valueOf(expected.getCause()), String.valueOf(actual.getCause()));
    assertArrayEquals(expected.getStackTrace(), actual.getStackTrace());
  }

  @Test
  void everyTypeOfThePackageIsTried() {
    Set<Class<?>> types = new HashSet<>();
    addSubclasses(OrasException.class, types);
    everyType().forEach(exception -> types.remove(exception.getClass()));
    assertEquals(Set.of(), types);
  }

  private static void addSubclasses(Class<?> sealedType, Set<Class<?>> types) {
    for (Class<?> type : sealedType.getPermittedSubclasses()) {
      types.add(type);
      if (type.isSealed()) {
        addSubclasses(type, types);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void messageAndContextSurviveSerialisation(OrasException exception) throws Exception {
    OrasException full =
        exception
            .with(ErrorContext.doing("pulling a").withSide(Side.SOURCE))
            .with(
                ErrorContext.doing("copying b").withOperation("copy").withArtifact("r.example/a"));
    assertSameContent(full, serialised(full));
  }

  @Test
  void whatAnExceptionCarriesSurvivesSerialisation() throws Exception {
    assertEquals(
        DESCRIPTOR,
        ((ContentVerificationException)
                serialised(ContentVerificationException.size(DESCRIPTOR, 7)))
            .expected());
    Digest digest = Digest.parse("md5:0123");
    assertEquals(
        digest,
        ((UnsupportedDigestException) serialised(new UnsupportedDigestException(digest))).digest());
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void contextIsAddedToACopy(OrasException exception) {
    exception.addSuppressed(new IOException("first"));
    String before = exception.getMessage();
    OrasException copy = exception.with(ErrorContext.none());
    assertNotSame(exception, copy);
    assertSameContent(exception, copy);
    assertArrayEquals(exception.getSuppressed(), copy.getSuppressed());
    OrasException changed =
        copy.with(ErrorContext.doing("fetching a token"))
            .with(ErrorContext.doing("pulling a").withSide(Side.DESTINATION))
            .with(ErrorContext.none().withSide(Side.SOURCE));
    assertEquals(before, exception.getMessage());
    assertEquals(before, copy.getMessage());
    assertEquals(Optional.empty(), copy.side());
    assertEquals(before + " (while fetching a token, pulling a)", changed.getMessage());
    assertEquals(Optional.of(Side.DESTINATION), changed.side());
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void copiesDoNotShareWhatIsSuppressed(OrasException exception) {
    if (!(exception instanceof FullException)) {
      exception.addSuppressed(new IOException("first"));
    }
    int before = exception.getSuppressed().length;
    OrasException copy = exception.with(ErrorContext.none());
    copy.addSuppressed(new IOException("closing failed"));
    assertEquals(before, exception.getSuppressed().length);
    assertEquals(before + 1, copy.getSuppressed().length);
  }

  @Test
  void messageHasProblemThenHintThenActivities() {
    OrasException e =
        new AccessDeniedException(RESPONSE, "ask for access")
            .with(
                ErrorContext.doing("pulling a").withOperation("pull").withArtifact("r.example/a"));
    assertEquals(RESPONSE + "; ask for access (while pulling a)", e.getMessage());
    assertEquals(RESPONSE.toString(), e.problem());
    assertEquals(Optional.of("ask for access"), e.hint());
    assertEquals(Optional.of("pull"), e.operation());
    assertEquals(Optional.of("r.example/a"), e.artifact());
  }

  @Test
  void copyHasTheFieldsOfItsSubclass() {
    assertEquals(3, ((FullException) new FullException(3).with(ErrorContext.none())).free);
  }
}
