package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.ManualTime;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {
  private static final String TAGS = "/v2/a/b/tags/list";
  private static final String BASIC = BasicAuth.header("u", "p");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern CHALLENGE =
      Pattern.compile("Bearer realm=\"([^\"]+)\",service=\"([^\"]+)\"(?:,scope=\"([^\"]+)\")?.*");

  @Test
  void basicLetsInOneUser() throws Exception {
    try (InProcessRegistry registry = start(Auth.basic("u", "p"))) {
      Http http = new Http(registry);
      var refused = http.get("/v2/");
      assertEquals(401, refused.statusCode());
      assertTrue(challenge(refused).startsWith("Basic "));
      assertEquals(200, http.get("/v2/", "Authorization", BASIC).statusCode());
      String wrong = BasicAuth.header("u", "q");
      assertEquals(401, http.get("/v2/", "Authorization", wrong).statusCode());
    }
  }

  @ParameterizedTest
  @EnumSource(TokenAuth.Field.class)
  void aTokenOpensWhatItsScopeSays(TokenAuth.Field field) throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p").field(field))) {
      registry.addBlob("a/b", new byte[1]);
      Http http = new Http(registry);
      Matcher matcher = matcher(http.get(TAGS));
      assertEquals("repository:a/b:pull", matcher.group(3));

      JsonObject answer = json(http.get(url(matcher), "Authorization", BASIC));
      assertEquals(field != TokenAuth.Field.ACCESS_TOKEN, answer.containsKey("token"));
      assertEquals(field != TokenAuth.Field.TOKEN, answer.containsKey("access_token"));
      assertEquals(300, answer.getInt("expires_in"));

      String bearer = bearer(answer);
      assertEquals(200, http.get(TAGS, "Authorization", bearer).statusCode());
      var push = http.send("POST", "/v2/a/b/blobs/uploads/", "", "Authorization", bearer);
      assertEquals(401, push.statusCode());
      assertTrue(challenge(push).contains("scope=\"repository:a/b:pull,push\""));
      assertTrue(challenge(push).endsWith("error=\"insufficient_scope\""));
    }
  }

  @Test
  void aMountNeedsToPullFromTheSource() throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p"))) {
      String mount = "/v2/a/blobs/uploads/?mount=sha256:" + "0".repeat(64) + "&from=b/c";
      Matcher matcher = matcher(new Http(registry).send("POST", mount, ""));
      assertEquals("repository:a:pull,push repository:b/c:pull", matcher.group(3));
    }
  }

  @Test
  void aTokenExpiresByTheClockAndByRevocation() throws Exception {
    ManualTime clock = new ManualTime();
    TokenAuth auth = Auth.token("u", "p").clock(clock).lifetime(Duration.ofMinutes(1));
    try (InProcessRegistry registry = start(auth)) {
      registry.addBlob("a/b", new byte[1]);
      Http http = new Http(registry);
      String url = url(matcher(http.get(TAGS)));
      String bearer = bearer(json(http.get(url, "Authorization", BASIC)));
      assertEquals(200, http.get(TAGS, "Authorization", bearer).statusCode());

      clock.advance(Duration.ofMinutes(1));
      assertTrue(challenge(http.get(TAGS, "Authorization", bearer)).contains("invalid_token"));
      bearer = bearer(json(http.get(url, "Authorization", BASIC)));
      assertEquals(200, http.get(TAGS, "Authorization", bearer).statusCode());
      registry.revokeTokens();
      assertEquals(401, http.get(TAGS, "Authorization", bearer).statusCode());
    }
  }

  @Test
  void anonymousClientsPullWhereTheyMay() throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p").anonymousPull(true))) {
      Http http = new Http(registry);
      String bearer = bearer(json(http.get(url(matcher(http.get(TAGS))))));
      assertEquals(404, http.get(TAGS, "Authorization", bearer).statusCode());

      var push = http.send("POST", "/v2/a/b/blobs/uploads/", "");
      bearer = bearer(json(http.get(url(matcher(push)))));
      push = http.send("POST", "/v2/a/b/blobs/uploads/", "", "Authorization", bearer);
      assertEquals(401, push.statusCode());
    }
    try (InProcessRegistry registry = start(Auth.token("u", "p"))) {
      Http http = new Http(registry);
      assertEquals(401, http.get(url(matcher(http.get(TAGS)))).statusCode());
    }
  }

  @Test
  void aPasswordAndARefreshTokenGetTokensByPost() throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p").refreshToken("identity"))) {
      registry.addBlob("a/b", new byte[1]);
      Http http = new Http(registry);
      String realm = matcher(http.get(TAGS)).group(1);
      String common = "service=registry.test&client_id=test&scope=repository:a/b:pull";

      String password = common + "&grant_type=password&username=u&password=p&access_type=offline";
      JsonObject answer = json(http.send("POST", realm, password, "Content-Type", FORM));
      assertFalse(answer.containsKey("token"));
      for (String refresh : new String[] {answer.getString("refresh_token"), "identity"}) {
        String form = common + "&grant_type=refresh_token&refresh_token=" + refresh;
        String bearer = bearer(json(http.send("POST", realm, form, "Content-Type", FORM)));
        assertEquals(200, http.get(TAGS, "Authorization", bearer).statusCode());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service=registry.test&scope=repository:a:pull&grant_type=password&username=u&password=p",
        "client_id=t&scope=repository:a:pull&grant_type=password&username=u&password=p",
        "service=registry.test&client_id=t&grant_type=password&username=u&password=p&scope=a",
        "service=registry.test&client_id=t&scope=a:b:c&scope=a:b:d&grant_type=password",
        "service=registry.test&client_id=t&grant_type=magic"
      })
  void aFormThatIsNotAsSpecifiedIsRefused(String form) throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p"))) {
      Http http = new Http(registry);
      String realm = matcher(http.get(TAGS)).group(1);
      assertEquals(400, http.send("POST", realm, form, "Content-Type", FORM).statusCode());
    }
  }

  @Test
  void aTokenServerWithoutPostSaysSo() throws Exception {
    try (InProcessRegistry registry = start(Auth.token("u", "p").post(false))) {
      Http http = new Http(registry);
      String realm = matcher(http.get(TAGS)).group(1);
      assertEquals(405, http.send("POST", realm, "a=b", "Content-Type", FORM).statusCode());
      assertEquals("POST /token", registry.requests().get(1).line());
    }
  }

  private static InProcessRegistry start(Auth auth) throws IOException {
    return InProcessRegistry.builder().auth(auth).start();
  }

  private static String challenge(HttpResponse<?> response) {
    return response.headers().firstValue("WWW-Authenticate").orElse("(none)");
  }

  private static Matcher matcher(HttpResponse<?> response) {
    assertEquals(401, response.statusCode());
    Matcher matcher = CHALLENGE.matcher(challenge(response));
    assertTrue(matcher.matches(), challenge(response));
    return matcher;
  }

  private static String url(Matcher challenge) {
    return challenge.group(1)
        + "?service="
        + challenge.group(2)
        + "&scope="
        + Page.encode(challenge.group(3));
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    return Json.createReader(new StringReader(response.body())).readObject();
  }

  private static String bearer(JsonObject answer) {
    return "Bearer " + answer.getString("access_token", answer.getString("token", ""));
  }
}
