package io.oras.tests.registry;

import jakarta.json.Json;

/**
 * A request that the registry does not serve, with the code of distribution-spec v1.1.1, "Error
 * Codes".
 */
final class RegistryProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  RegistryProblem(int status, String code, String text) {
    super(status + " " + code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  static RegistryProblem digestInvalid(String text) {
    return new RegistryProblem(400, "DIGEST_INVALID", text);
  }

  static RegistryProblem uploadInvalid(String text) {
    return new RegistryProblem(400, "BLOB_UPLOAD_INVALID", text);
  }

  static RegistryProblem manifestInvalid(String text) {
    return new RegistryProblem(400, "MANIFEST_INVALID", text);
  }

  static RegistryProblem sizeInvalid(String text) {
    return new RegistryProblem(400, "SIZE_INVALID", text);
  }

  static RegistryProblem methodNotAllowed(ServerRequest call) {
    return new RegistryProblem(405, "UNSUPPORTED", call.method() + " is not supported here");
  }

  static ServerResponse unauthorized(String text) {
    return new RegistryProblem(401, "UNAUTHORIZED", text).answer();
  }

  ServerResponse answer() {
    return ServerResponse.json(
        status,
        Json.createObjectBuilder()
            .add(
                "errors",
                Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("code", code).add("message", text)))
            .build());
  }
}
