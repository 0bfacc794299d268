package io.oras.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonSlicesTest {
  private static String kept(String json, Integer... positions) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(
        JsonSlices.withElements(bytes, "list", List.of(positions)), StandardCharsets.UTF_8);
  }

  @Test
  void membersKeepTheirOrderAndTheirBytes() {
    assertEquals(
        "{\"z\":{ \"b\" : 1.50, \"a\":[] },\"list\":[{ \"é\" : \"]},\\\"\" }],\"a\":null}",
        kept(
            "\n{ \"z\" : { \"b\" : 1.50, \"a\":[] } ,\"list\":[1,{ \"é\" : \"]},\\\"\" } , true],"
                + " \"a\" : null }\n",
            1));
  }

  @Test
  void allElementsOrNoneMayRemain() {
    assertEquals("{\"list\":[1,\"x\",[2]]}", kept("{\"list\":[1, \"x\" ,[2] ]}", 0, 1, 2));
    assertEquals("{\"list\":[]}", kept("{\"list\":[ ]}"));
  }
}
