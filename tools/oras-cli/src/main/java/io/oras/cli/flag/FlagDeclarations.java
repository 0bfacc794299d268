package io.oras.cli.flag;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Declares flags on a command and holds what was given. Declared in code rather than by annotation:
 * one group serves several prefixes, and start-up needs no reflection.
 */
public final class FlagDeclarations {
  private final CommandSpec spec;

  public FlagDeclarations(CommandSpec spec) {
    this.spec = spec;
  }

  /** Declares a flag with a text. An empty text counts as not given. */
  public Supplier<@Nullable String> text(String description, String... names) {
    Supplier<@Nullable String> given = textOrEmpty(description, names);
    return () -> "".equals(given.get()) ? null : given.get();
  }

  /** Declares a flag with a text, of which the empty one has a meaning of its own. */
  public Supplier<@Nullable String> textOrEmpty(String description, String... names) {
    Holder<String> holder = new Holder<>();
    add(String.class, holder, "1", description, names);
    return () -> holder.value;
  }

  /**
   * Declares a flag whose text is one of a few; any other one is refused, the empty one too.
   *
   * @param what the text names, such as {@code image specification}
   * @param options what each text stands for, in the order in which messages list them
   */
  public <V> Supplier<@Nullable V> option(
      String what, List<Map.Entry<String, V>> options, String description, String... names) {
    Map<String, V> known = new LinkedHashMap<>();
    options.forEach(option -> known.put(option.getKey(), option.getValue()));
    Holder<V> holder = new Holder<>();
    ISetter checked =
        new ISetter() {
          @Override
          public <T> @Nullable T set(@Nullable T given) {
            String text = String.valueOf(given);
            if (given != null && !known.containsKey(text)) {
              throw new UsageException(
                  "invalid argument \"%s\" for \"%s\" flag: unknown %s flag: %s"
                      .formatted(text, names[names.length - 1], what, text),
                  "Available options: " + String.join(", ", known.keySet()));
            }
            holder.value = known.get(text);
            return given;
          }
        };
    spec.addOption(
        OptionSpec.builder(names)
            .type(String.class)
            .arity("1")
            .description(description)
            .setter(checked)
            .build());
    return () -> holder.value;
  }

  /** Declares a flag with a whole number; null when it is not given. */
  public Supplier<@Nullable Long> number(String description, String... names) {
    Holder<Long> holder = new Holder<>();
    add(Long.class, holder, "1", description, names);
    return () -> holder.value;
  }

  /** A flag with a text that has a default. */
  public Supplier<String> text(String description, String defaultValue, List<String> names) {
    Holder<String> holder = new Holder<>();
    add(String.class, holder, "1", description, names.toArray(String[]::new));
    return () -> holder.value == null ? defaultValue : holder.value;
  }

  /** Declares {@code --concurrency}. A number below 1 stands for the default. */
  public Supplier<Integer> concurrency(int defaultValue) {
    Holder<Integer> holder = new Holder<>();
    String description = "concurrency level (default " + defaultValue + ")";
    add(Integer.class, holder, "1", description, "--concurrency");
    return () -> holder.value == null || holder.value < 1 ? defaultValue : holder.value;
  }

  /** A flag that is there or not, or says {@code =true} or {@code =false}; null when not there. */
  Supplier<@Nullable Boolean> choice(String description, String... names) {
    Holder<Boolean> holder = new Holder<>();
    add(Boolean.class, holder, "0..1", description, names);
    return () -> holder.value;
  }

  /** As {@link #choice}, not shown. */
  public Supplier<@Nullable Boolean> hidden(String... names) {
    Holder<Boolean> holder = new Holder<>();
    spec.addOption(
        OptionSpec.builder(names)
            .type(Boolean.class)
            .arity("0..1")
            .fallbackValue("true")
            .setter(holder)
            .hidden(true)
            .build());
    return () -> holder.value;
  }

  /** A flag that is there or not. */
  public Supplier<Boolean> toggle(String description, String... names) {
    Supplier<@Nullable Boolean> choice = choice(description, names);
    return () -> Boolean.TRUE.equals(choice.get());
  }

  /** A flag that may be repeated. */
  public Supplier<List<String>> list(String description, String... names) {
    return labeledList("stringArray", description, names);
  }

  private Supplier<List<String>> labeledList(String label, String description, String... names) {
    Holder<List<String>> holder = new Holder<>();
    spec.addOption(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .arity("1")
            // Without a getter, each occurrence would replace the one before.
            .getter(holder)
            .setter(holder)
            .build());
    return () -> holder.value == null ? List.of() : holder.value;
  }

  /** Declares a flag that may be repeated, and whose texts have commas between values. */
  public Supplier<List<String>> commaList(String description, String... names) {
    Supplier<List<String>> given = labeledList("strings", description, names);
    return () ->
        given.get().stream()
            .filter(text -> !text.isEmpty())
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .map(String::strip)
            .toList();
  }

  private <V> void add(
      Class<V> type, Holder<V> holder, String arity, String description, String... names) {
    OptionSpec.Builder builder = OptionSpec.builder(names).type(type).arity(arity);
    builder.description(description).setter(holder);
    if (type == Boolean.class) {
      builder.fallbackValue("true");
    }
    spec.addOption(builder.build());
  }

  private static final class Holder<V> implements IGetter, ISetter {
    private @Nullable V value;

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T get() {
      return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T set(T given) {
      value = (V) given;
      return given;
    }
  }
}
