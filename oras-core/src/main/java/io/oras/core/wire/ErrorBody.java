package io.oras.core.wire;

import io.oras.api.error.RegistryError;
import io.oras.api.error.RegistryResponse;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an answer that is an error: {@code {"errors":[{code,message,detail}]}}, or anything
 * else (distribution-spec v1.1.1, "Error Codes").
 */
public final class ErrorBody {
  /** Bytes of a body that are kept for the message. */
  private static final int KEPT = 8 << 10;

  /** The fields of distribution-spec, of RFC 6749 section 5.2, and those that services add. */
  private static final List<String> EXPLANATIONS =
      List.of(
          "errors",
          "error",
          "error_description",
          "error_uri",
          "code",
          "message",
          "detail",
          "details",
          "reason",
          "status");

  private ErrorBody() {}

  /** The answer as exceptions keep it, redacted. Never fails: any body is a body. */
  public static RegistryResponse response(
      String method, URI url, int status, byte[] body, SentSecrets secrets) {
    String text =
        new String(body, 0, Math.min(body.length, KEPT), StandardCharsets.UTF_8).replace("\r", "");
    return RegistryResponse.of(
        method, Redaction.url(url), status, errors(body, secrets), secrets.text(text));
  }

  /**
   * The answer of a token service that gives no token, as exceptions keep it. Its body may be a
   * broken answer with a token in it, so of JSON only the fields that explain an error are kept,
   * and nothing of a text that looks like JSON and is none.
   */
  public static RegistryResponse tokenResponse(
      String method, URI url, int status, byte[] body, SentSecrets secrets) {
    String text = new String(body, StandardCharsets.UTF_8);
    boolean plain = text.chars().noneMatch(c -> c == '{' || c == '"');
    String explained = plain ? text : explanations(body);
    return response(method, url, status, explained.getBytes(StandardCharsets.UTF_8), secrets);
  }

  private static String explanations(byte[] body) {
    StringBuilder kept = new StringBuilder();
    try {
      JsonObject root = JsonDocument.parseObject(body, "error");
      for (String name : EXPLANATIONS) {
        JsonValue value = root.get(name);
        if (value != null) {
          kept.append(kept.isEmpty() ? "{" : ",").append('"').append(name).append("\":");
          kept.append(new String(JsonDocument.write(value), StandardCharsets.UTF_8));
        }
      }
    } catch (InvalidJsonException e) {
      return "";
    }
    return kept.isEmpty() ? "" : kept.append('}').toString();
  }

  /** The errors in a body, as far as it is as specified. */
  static List<RegistryError> errors(byte[] body, SentSecrets secrets) {
    List<RegistryError> found = new ArrayList<>();
    try {
      JsonObject root = JsonDocument.parseObject(body, "error");
      if (root.get("errors") instanceof List<?> entries) {
        for (Object entry : entries) {
          if (entry instanceof JsonObject error) {
            add(found, error, secrets);
          }
        }
      }
    } catch (InvalidJsonException e) {
      // HTML, text, or JSON that was cut: the status and the text are all there is.
      return List.of();
    }
    return found;
  }

  private static void add(List<RegistryError> found, JsonObject error, SentSecrets secrets) {
    String code = string(error, "code", secrets);
    String message = string(error, "message", secrets);
    if (code.isEmpty() && message.isEmpty()) {
      return;
    }
    JsonValue detail = error.get("detail");
    found.add(
        new RegistryError(
            code.isEmpty() ? "UNKNOWN" : code,
            message,
            detail == null || detail.equals(JsonValue.NULL)
                ? null
                : secrets.text(new String(JsonDocument.write(detail), StandardCharsets.UTF_8))));
  }

  private static String string(JsonObject object, String name, SentSecrets secrets) {
    return object.get(name) instanceof JsonString text ? secrets.text(text.getString()) : "";
  }
}
