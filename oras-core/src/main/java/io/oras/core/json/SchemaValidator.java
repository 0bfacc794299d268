package io.oras.core.json;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Checks documents against the image specification (image-spec v1.1.1): its JSON schemas, and what
 * the schemas cannot say. Reading is more lenient: {@link JsonManifestCodec} accepts what others
 * may have written, this class reports what should not be written. Thread safe.
 */
public final class SchemaValidator {
  private static final Pattern ENVIRONMENT = Pattern.compile("[^=]++=.*+", Pattern.DOTALL);

  private static final SchemaRule MEDIA_TYPE = SchemaRule.text(MediaType::new);
  private static final SchemaRule ANNOTATIONS = SchemaRule.map(SchemaRule.STRING);
  private static final SchemaRule STRINGS = SchemaRule.array(0, SchemaRule.STRING);
  private static final SchemaRule NAMES = SchemaRule.map(new SchemaRule.Fields());
  private static final SchemaRule TIME = SchemaRule.text(SchemaValidator::checkTime);

  private static final SchemaRule PLATFORM =
      new SchemaRule.Fields()
          .required("architecture", SchemaRule.STRING)
          .required("os", SchemaRule.STRING)
          .optional("os.version", SchemaRule.STRING)
          .optional("os.features", STRINGS)
          .optional("variant", SchemaRule.STRING)
          .optional("features", STRINGS);

  /** The rules for a descriptor by itself. */
  public static final SchemaRule DESCRIPTOR = descriptor(MEDIA_TYPE);

  private static SchemaRule.Fields descriptor(SchemaRule mediaType) {
    return new SchemaRule.Fields()
        .required("mediaType", mediaType)
        .required("digest", SchemaRule.DIGEST)
        .required("size", SchemaRule.integer(0, Long.MAX_VALUE))
        .optional("urls", SchemaRule.array(0, SchemaRule.text(SchemaValidator::checkUrl)))
        .optional("annotations", ANNOTATIONS)
        .optional("data", SchemaRule.STRING)
        .optional("platform", PLATFORM)
        .optional("artifactType", mediaType)
        .rule(SchemaValidator::checkEmbedded);
  }

  private static SchemaRule.Fields document(Predicate<MediaType> own, SchemaRule mediaType) {
    return new SchemaRule.Fields()
        .required("schemaVersion", SchemaRule.integer(2, 2))
        .optional("mediaType", SchemaRule.text(text -> checkOwnType(text, own)))
        .optional("artifactType", mediaType)
        .optional("subject", descriptor(mediaType))
        .optional("annotations", ANNOTATIONS);
  }

  private static SchemaRule.Fields manifest(SchemaRule mediaType, int layers) {
    return document(MediaType::isImageManifest, mediaType)
        .required("config", descriptor(mediaType))
        .required("layers", SchemaRule.array(layers, descriptor(mediaType)))
        .rule((fields, problems) -> checkAbsent(fields, "manifests", problems));
  }

  private static SchemaRule.Fields index(SchemaRule mediaType, SchemaRule entry) {
    return document(MediaType::isIndex, mediaType)
        .required("manifests", SchemaRule.array(0, entry))
        .rule((fields, problems) -> checkAbsent(fields, "layers", problems))
        .rule((fields, problems) -> checkAbsent(fields, "config", problems));
  }

  /** The rules for an image manifest. */
  public static final SchemaRule MANIFEST =
      manifest(MEDIA_TYPE, 1).rule(SchemaValidator::checkArtifactType);

  /** The rules for an image index. */
  public static final SchemaRule INDEX =
      index(MEDIA_TYPE, descriptor(MEDIA_TYPE).rule(SchemaValidator::checkRefName));

  /**
   * The rules for a document that this library writes. A {@link MediaType} that is against the
   * grammar is one on which the caller insists, and entries of others are written as they were
   * read.
   */
  private static final class Written {
    static final SchemaRule MANIFEST = manifest(SchemaRule.STRING, 0);
    static final SchemaRule INDEX = index(SchemaRule.STRING, descriptor(SchemaRule.STRING));
  }

  /** The rules for an image configuration. */
  public static final SchemaRule CONFIG =
      new SchemaRule.Fields()
          .required("architecture", SchemaRule.STRING)
          .required("os", SchemaRule.STRING)
          .required(
              "rootfs",
              new SchemaRule.Fields()
                  .required("type", SchemaRule.text(text -> checkEquals(text, "layers")))
                  .required("diff_ids", SchemaRule.array(0, SchemaRule.DIGEST)))
          .optional("created", TIME.orNull())
          .optional("author", SchemaRule.STRING.orNull())
          .optional("variant", SchemaRule.STRING.orNull())
          .optional("os.version", SchemaRule.STRING.orNull())
          .optional("os.features", STRINGS.orNull())
          .optional(
              "config",
              new SchemaRule.Fields()
                  .optional("User", SchemaRule.STRING.orNull())
                  .optional("ExposedPorts", NAMES.orNull())
                  .optional(
                      "Env",
                      SchemaRule.array(0, SchemaRule.text(SchemaValidator::checkEnvironment))
                          .orNull())
                  .optional("Entrypoint", STRINGS.orNull())
                  .optional("Cmd", STRINGS.orNull())
                  .optional("Volumes", NAMES.orNull())
                  .optional("WorkingDir", SchemaRule.STRING.orNull())
                  .optional("Labels", ANNOTATIONS.orNull())
                  .optional("StopSignal", SchemaRule.STRING.orNull())
                  .optional("ArgsEscaped", SchemaRule.BOOLEAN.orNull())
                  .orNull())
          .optional(
              "history",
              SchemaRule.array(
                      0,
                      new SchemaRule.Fields()
                          .optional("created", TIME.orNull())
                          .optional("author", SchemaRule.STRING.orNull())
                          .optional("created_by", SchemaRule.STRING.orNull())
                          .optional("comment", SchemaRule.STRING.orNull())
                          .optional("empty_layer", SchemaRule.BOOLEAN.orNull()))
                  .orNull());

  /** The rules for the {@code oci-layout} file. */
  public static final SchemaRule LAYOUT =
      new SchemaRule.Fields()
          .required("imageLayoutVersion", SchemaRule.text(text -> checkEquals(text, "1.0.0")));

  private SchemaValidator() {}

  /**
   * Returns all violations of the document, in its order, each with its path: {@code
   * layers[2].size: expected an integer …}. Empty if there is none; a document that cannot be read
   * as JSON has that one violation.
   *
   * @param what the document is, for messages
   */
  public static List<String> validate(SchemaRule rule, String what, byte[] document) {
    List<String> problems = new ArrayList<>();
    try {
      JsonObject root = JsonDocument.parseObject(document, what, problems::add);
      if (problems.isEmpty()) {
        rule.check(root, "", problems::add);
      }
    } catch (InvalidJsonException e) {
      problems.add(e.getMessage());
    }
    return List.copyOf(problems);
  }

  /**
   * Checks a manifest or an index before it is written.
   *
   * @throws IllegalArgumentException with all violations
   */
  static void requireWritable(JsonObject document) {
    List<String> problems = new ArrayList<>();
    boolean index = document.containsKey("manifests");
    (index ? Written.INDEX : Written.MANIFEST).check(document, "", problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          (index ? "index: " : "manifest: ") + String.join("; ", problems));
    }
  }

  /**
   * Checks one of the URLs of a descriptor.
   *
   * @throws IllegalArgumentException if the text is not an absolute URI
   */
  static void checkUrl(String url) {
    try {
      if (new URI(url).isAbsolute()) {
        return;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected a URI, got '" + url + "'", e);
    }
    throw new IllegalArgumentException("expected a URI with a scheme, got '" + url + "'");
  }

  private static void checkEmbedded(JsonFields fields, Consumer<String> problems)
      throws InvalidJsonException {
    String data = fields.string("data");
    if (data == null) {
      return;
    }
    try {
      Descriptor descriptor = DescriptorJson.read(fields).withData(data);
      VerifyingInputStream.verify(descriptor.embedded().orElseThrow(), descriptor);
    } catch (IllegalArgumentException e) {
      problems.accept(fields.at("data") + ": " + e.getMessage());
    } catch (ContentVerificationException e) {
      problems.accept(fields.at("data") + ": " + e.problem());
    } catch (UnsupportedDigestException e) {
      // A digest that nobody here can compute is valid, and so is what it stands beside.
    }
  }

  /** A document that is index and manifest at once reads differently here and there. */
  private static void checkAbsent(JsonFields fields, String name, Consumer<String> problems) {
    if (fields.object().containsKey(name)) {
      problems.accept(name + ": has no place in this document (CVE-2021-41190)");
    }
  }

  private static void checkArtifactType(JsonFields fields, Consumer<String> problems)
      throws InvalidJsonException {
    Descriptor config = DescriptorJson.read(fields.requireObject("config"));
    if (config.mediaType().equals(MediaType.OCI_EMPTY) && !fields.has("artifactType")) {
      problems.accept("artifactType: missing, needed where the config is the empty one");
    }
  }

  private static void checkRefName(JsonFields fields, Consumer<String> problems)
      throws InvalidJsonException {
    String name = fields.stringMap("annotations").get(Annotations.REF_NAME);
    if (name != null && !RefNames.isRefName(name)) {
      problems.accept(
          fields.at("annotations")
              + ": "
              + Annotations.REF_NAME
              + " is words of letters and digits joined by - . _ : @ + -- and /, got '"
              + name
              + "'");
    }
  }

  private static void checkOwnType(String text, Predicate<MediaType> own) {
    if (!own.test(MediaType.read(text))) {
      throw new IllegalArgumentException("expected the type of this kind of document, got " + text);
    }
  }

  private static void checkEquals(String actual, String expected) {
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException("expected '" + expected + "', got '" + actual + "'");
    }
  }

  private static void checkEnvironment(String text) {
    if (!ENVIRONMENT.matcher(text).matches()) {
      throw new IllegalArgumentException("expected NAME=value, got '" + text + "'");
    }
  }

  private static void checkTime(String text) {
    try {
      Objects.requireNonNull(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a time as in RFC 3339, got '" + text + "'", e);
    }
  }
}
