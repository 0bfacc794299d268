package io.oras.tests.tool;

import java.io.ByteArrayOutputStream;

/** Values in DER (ITU-T X.690): a tag, a length, the content. */
final class Der {
  private Der() {}

  /** Returns a value whose content is these bytes. */
  static byte[] of(int tag, int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return of(tag, bytes);
  }

  /** Returns a value whose content is these parts. */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    if (length >= 0x100) {
      value.write(0x82);
      value.write(length >> 8);
    } else if (length >= 0x80) {
      value.write(0x81);
    }
    value.write(length);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
