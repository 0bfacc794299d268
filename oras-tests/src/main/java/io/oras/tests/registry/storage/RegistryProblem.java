package io.oras.tests.registry.storage;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** The registry refuses a request, with the code of distribution-spec v1.1.1, "Error Codes". */
public final class RegistryProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  public RegistryProblem(int status, String code, String text) {
    super(status + " " + code + ": " + text);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  public static RegistryProblem digestInvalid(String text) {
    return new RegistryProblem(400, "DIGEST_INVALID", text);
  }

  public static RegistryProblem uploadInvalid(String text) {
    return new RegistryProblem(400, "BLOB_UPLOAD_INVALID", text);
  }

  public static RegistryProblem manifestInvalid(String text) {
    return new RegistryProblem(400, "MANIFEST_INVALID", text);
  }

  public static RegistryProblem sizeInvalid(String text) {
    return new RegistryProblem(400, "SIZE_INVALID", text);
  }

  public static RegistryProblem methodNotAllowed(String method) {
    return new RegistryProblem(405, "UNSUPPORTED", method + " is not supported here");
  }

  public int status() {
    return status;
  }

  /** Returns the document of distribution-spec v1.1.1, "Error Codes". */
  public JsonObject document() {
    return Json.createObjectBuilder()
        .add(
            "errors",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("code", code).add("message", text)))
        .build();
  }
}
