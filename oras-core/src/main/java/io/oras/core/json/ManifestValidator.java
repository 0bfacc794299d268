package io.oras.core.json;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.Schema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Holds documents against the image specification (image-spec v1.1.1): its JSON schemas, and what
 * they cannot say. Stricter than reading is: {@link JsonManifestCodec} accepts what others may have
 * written, this tells what should not be written. Thread safe.
 */
public final class ManifestValidator {
  private static final Pattern ENVIRONMENT = Pattern.compile("[^=]++=.*+", Pattern.DOTALL);
  private static final String REF_NAME_PART = "[A-Za-z0-9]++(?:(?:[-._:@+]|--)[A-Za-z0-9]++)*+";
  private static final Pattern REF_NAME =
      Pattern.compile(REF_NAME_PART + "(?:/" + REF_NAME_PART + ")*+");

  private static final Shape MEDIA_TYPE = Shape.text(MediaType::new);
  private static final Shape ANNOTATIONS = Shape.map(Shape.STRING);
  private static final Shape STRINGS = Shape.array(0, Shape.STRING);
  private static final Shape NAMES = Shape.map(new Shape.Fields());
  private static final Shape TIME = Shape.text(ManifestValidator::checkTime);

  private static final Shape PLATFORM =
      new Shape.Fields()
          .required("architecture", Shape.STRING)
          .required("os", Shape.STRING)
          .optional("os.version", Shape.STRING)
          .optional("os.features", STRINGS)
          .optional("variant", Shape.STRING)
          .optional("features", STRINGS);

  private static final Shape DESCRIPTOR = descriptor();

  private static Shape.Fields descriptor() {
    return new Shape.Fields()
        .required("mediaType", MEDIA_TYPE)
        .required("digest", Shape.DIGEST)
        .required("size", Shape.integer(0, Long.MAX_VALUE))
        .optional("urls", STRINGS)
        .optional("annotations", ANNOTATIONS)
        .optional("data", Shape.STRING)
        .optional("platform", PLATFORM)
        .optional("artifactType", MEDIA_TYPE)
        .rule(ManifestValidator::checkEmbedded);
  }

  private static Shape.Fields document(Predicate<MediaType> own) {
    return new Shape.Fields()
        .required("schemaVersion", Shape.integer(2, 2))
        .optional("mediaType", Shape.text(text -> checkOwnType(text, own)))
        .optional("artifactType", MEDIA_TYPE)
        .optional("subject", DESCRIPTOR)
        .optional("annotations", ANNOTATIONS);
  }

  private static final Shape MANIFEST =
      document(MediaType::isImageManifest)
          .required("config", DESCRIPTOR)
          .required("layers", Shape.array(1, DESCRIPTOR))
          .rule((fields, problems) -> checkAbsent(fields, "manifests", problems))
          .rule(ManifestValidator::checkArtifactType);

  private static final Shape INDEX =
      document(MediaType::isIndex)
          .required("manifests", Shape.array(0, descriptor().rule(ManifestValidator::checkRefName)))
          .rule((fields, problems) -> checkAbsent(fields, "layers", problems))
          .rule((fields, problems) -> checkAbsent(fields, "config", problems));

  private static final Shape CONFIG =
      new Shape.Fields()
          .required("architecture", Shape.STRING)
          .required("os", Shape.STRING)
          .required(
              "rootfs",
              new Shape.Fields()
                  .required("type", Shape.text(text -> checkEquals(text, "layers")))
                  .required("diff_ids", Shape.array(0, Shape.DIGEST)))
          .optional("created", TIME.orNull())
          .optional("author", Shape.STRING.orNull())
          .optional("variant", Shape.STRING.orNull())
          .optional("os.version", Shape.STRING.orNull())
          .optional("os.features", STRINGS.orNull())
          .optional(
              "config",
              new Shape.Fields()
                  .optional("User", Shape.STRING.orNull())
                  .optional("ExposedPorts", NAMES.orNull())
                  .optional(
                      "Env",
                      Shape.array(0, Shape.text(ManifestValidator::checkEnvironment)).orNull())
                  .optional("Entrypoint", STRINGS.orNull())
                  .optional("Cmd", STRINGS.orNull())
                  .optional("Volumes", NAMES.orNull())
                  .optional("WorkingDir", Shape.STRING.orNull())
                  .optional("Labels", ANNOTATIONS.orNull())
                  .optional("StopSignal", Shape.STRING.orNull())
                  .optional("ArgsEscaped", Shape.BOOLEAN.orNull())
                  .orNull())
          .optional(
              "history",
              Shape.array(
                      0,
                      new Shape.Fields()
                          .optional("created", TIME.orNull())
                          .optional("author", Shape.STRING.orNull())
                          .optional("created_by", Shape.STRING.orNull())
                          .optional("comment", Shape.STRING.orNull())
                          .optional("empty_layer", Shape.BOOLEAN.orNull()))
                  .orNull());

  private static final Shape LAYOUT =
      new Shape.Fields()
          .required("imageLayoutVersion", Shape.text(text -> checkEquals(text, "1.0.0")));

  private ManifestValidator() {}

  /**
   * All problems of the document, in its order, each with its path: {@code layers[2].size: expected
   * an integer …}. Empty when there is none; a document that is no strict JSON has that one
   * problem.
   */
  public static List<String> validate(Schema schema, byte[] document) {
    List<String> problems = new ArrayList<>();
    try {
      shape(schema).check(StrictJson.parseObject(document, schema.toString()), "", problems::add);
    } catch (InvalidJsonException e) {
      problems.add(e.getMessage());
    }
    return List.copyOf(problems);
  }

  private static Shape shape(Schema schema) {
    return switch (schema) {
      case MANIFEST -> MANIFEST;
      case INDEX -> INDEX;
      case DESCRIPTOR -> DESCRIPTOR;
      case CONFIG -> CONFIG;
      case LAYOUT -> LAYOUT;
    };
  }

  private static void checkEmbedded(JsonFields fields, Consumer<String> problems)
      throws InvalidJsonException {
    Descriptor descriptor = DescriptorJson.read(fields);
    if (descriptor.data() == null) {
      return;
    }
    try {
      VerifyingInputStream.verify(descriptor.embedded().orElseThrow(), descriptor);
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
    if (name != null && !REF_NAME.matcher(name).matches()) {
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
    if (!own.test(new MediaType(text))) {
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
