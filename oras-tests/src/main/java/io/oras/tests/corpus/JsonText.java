package io.oras.tests.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a JSON object: members in their order, with values that need not be valid. Values are
 * written with {@code '} for {@code "}. Immutable.
 */
final class JsonText {
  private record Member(String name, String value) {}

  private final List<Member> members;

  private JsonText(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /** Returns an object of names and values in turn. */
  static JsonText of(String... namesAndValues) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(new Member(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new JsonText(members);
  }

  /** Returns this object with another value of the member, which is added if it is missing. */
  JsonText with(String name, Object value) {
    if (members.stream().noneMatch(member -> member.name().equals(name))) {
      return and(name, value);
    }
    return new JsonText(
        members.stream()
            .map(m -> m.name().equals(name) ? new Member(name, value.toString()) : m)
            .toList());
  }

  /** Returns this object with one more member, even if it has one of that name. */
  JsonText and(String name, Object value) {
    List<Member> more = new ArrayList<>(members);
    more.add(new Member(name, value.toString()));
    return new JsonText(more);
  }

  /** Returns this object without the member. */
  JsonText without(String name) {
    return new JsonText(members.stream().filter(m -> !m.name().equals(name)).toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Member member : members) {
      text.append(text.length() > 1 ? "," : "").append('"').append(member.name()).append("\":");
      text.append(member.value().replace('\'', '"'));
    }
    return text.append('}').toString();
  }
}
