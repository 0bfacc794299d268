package io.oras.cli.output;

import static io.oras.cli.output.TemplateFunctions.orNil;

import io.oras.core.document.OciJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/** Functions that encode or decode one text: JSON, digests, base 32 and 64, and paths. */
final class EncodingFunctions {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private EncodingFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(String name, String text) {
    return switch (name) {
      case "fromJson", "mustFromJson" -> orNil(parsed(text));
      case "b64enc" -> Base64.getEncoder().encodeToString(GoText.bytes(text));
      case "b64dec" -> base64(text);
      case "b32enc" -> base32(GoText.bytes(text));
      case "sha1sum" -> digest("SHA-1", text);
      case "sha256sum" -> digest("SHA-256", text);
      case "sha512sum" -> digest("SHA-512", text);
      case "adler32sum" -> {
        Adler32 sum = new Adler32();
        sum.update(GoText.bytes(text));
        yield Long.toString(sum.getValue());
      }
      case "base", "osBase" -> base(text);
      case "dir", "osDir" -> clean(text.substring(0, text.lastIndexOf('/') + 1));
      case "clean", "osClean" -> clean(text);
      case "ext", "osExt" -> {
        int dot = text.lastIndexOf('.');
        yield dot > text.lastIndexOf('/') ? text.substring(dot) : "";
      }
      case "isAbs", "osIsAbs" -> text.startsWith("/");
      default -> null;
    };
  }

  private static @Nullable Object parsed(String text) {
    try {
      return GoTemplate.goValue(OciJson.values(GoText.bytes(text), "text"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String base64(String text) {
    try {
      byte[] decoded = Base64.getMimeDecoder().decode(text);
      Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
      return new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "illegal base64 data";
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 5) {
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = bits << 8 | (i + j < bytes.length ? bytes[i + j] & 0xff : 0);
      }
      int digits = (Math.min(5, bytes.length - i) * 8 + 4) / 5;
      for (int j = 0; j < 8; j++) {
        out.append(j < digits ? BASE32.charAt((int) (bits >> (35 - 5 * j)) & 31) : '=');
      }
    }
    return out.toString();
  }

  private static String digest(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(GoText.bytes(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    return name.isEmpty() ? path.isEmpty() ? "." : "/" : name;
  }

  private static String clean(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..") && (absolute || (!names.isEmpty() && !names.getLast().equals("..")))) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    String joined = String.join("/", names);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }
}
