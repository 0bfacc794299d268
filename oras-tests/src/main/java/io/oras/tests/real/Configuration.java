package io.oras.tests.real;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a registry. Deletion is enabled; the registry listens on a free port of
 * 127.0.0.1.
 *
 * @param data where content is kept
 * @param accounts an htpasswd file, or null to let everybody in
 * @param identity for TLS, or null for plain http
 */
record Configuration(Path data, @Nullable Path accounts, @Nullable ServerIdentity identity) {
  /** Returns a file for that program; JSON is YAML too. */
  JsonObject forProgram(RegistryProgram flavor) {
    return flavor == RegistryProgram.ZOT ? zot() : distribution();
  }

  private JsonObject distribution() {
    JsonObjectBuilder http = Json.createObjectBuilder().add("addr", "127.0.0.1:0");
    if (identity != null) {
      http.add(
          "tls",
          Json.createObjectBuilder()
              .add("certificate", identity.certificate().toString())
              .add("key", identity.key().toString()));
    }
    JsonObjectBuilder all =
        Json.createObjectBuilder()
            .add("version", "0.1")
            .add(
                "storage",
                Json.createObjectBuilder()
                    .add("filesystem", object("rootdirectory", data.toString()))
                    .add("delete", Json.createObjectBuilder().add("enabled", true)))
            .add("http", http);
    if (accounts != null) {
      JsonObjectBuilder htpasswd = object("path", accounts.toString()).add("realm", "test");
      all.add("auth", Json.createObjectBuilder().add("htpasswd", htpasswd));
    }
    return all.build();
  }

  private JsonObject zot() {
    JsonObjectBuilder http =
        Json.createObjectBuilder().add("address", "127.0.0.1").add("port", "0");
    if (identity != null) {
      http.add(
          "tls",
          object("cert", identity.certificate().toString()).add("key", identity.key().toString()));
    }
    if (accounts != null) {
      JsonObjectBuilder htpasswd = object("path", accounts.toString());
      http.add("auth", Json.createObjectBuilder().add("htpasswd", htpasswd));
    }
    return Json.createObjectBuilder()
        .add("distSpecVersion", "1.1.1")
        .add("storage", object("rootDirectory", data.toString()))
        .add("http", http)
        .add("log", object("level", "info"))
        .build();
  }

  private static JsonObjectBuilder object(String name, String value) {
    return Json.createObjectBuilder().add(name, value);
  }
}
