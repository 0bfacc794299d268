package io.oras.tests.registry;

import jakarta.json.Json;

/**
 * A request that the registry does not serve, with the code of distribution-spec v1.1.1, "Error
 * Codes".
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  Refusal(int status, String code, String text) {
    super(status + " " + code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  static Refusal digestInvalid(String text) {
    return new Refusal(400, "DIGEST_INVALID", text);
  }

  static Refusal uploadInvalid(String text) {
    return new Refusal(400, "BLOB_UPLOAD_INVALID", text);
  }

  static Refusal manifestInvalid(String text) {
    return new Refusal(400, "MANIFEST_INVALID", text);
  }

  static Refusal sizeInvalid(String text) {
    return new Refusal(400, "SIZE_INVALID", text);
  }

  static Refusal methodNotAllowed(Call call) {
    return new Refusal(405, "UNSUPPORTED", call.method() + " is not supported here");
  }

  static Answer unauthorized(String text) {
    return new Refusal(401, "UNAUTHORIZED", text).answer();
  }

  Answer answer() {
    return Answer.json(
        status,
        Json.createObjectBuilder()
            .add(
                "errors",
                Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("code", code).add("message", text)))
            .build());
  }
}
