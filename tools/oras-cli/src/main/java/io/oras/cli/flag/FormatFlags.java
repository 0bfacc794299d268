package io.oras.cli.flag;

import io.oras.cli.output.GoTemplate;
import io.oras.cli.output.JsonPrinter;
import io.oras.cli.output.TemplateProcess;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.console.TextEscapes;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that choose between text and data. */
public final class FormatFlags {
  private static final String TEMPLATE = "go-template";
  private static final String TREE = "tree";

  private static final String FORMATS =
      """
      [Experimental] format output using a custom template:
      'json':         Print in JSON format
      'go-template':  Print output using the given Go template
      'text':         Print in text format (default "text")""";

  private static final String TREE_FORMATS =
      """
      [Experimental] format output using a custom template:
      'table':        [Deprecated] Get referrers and output in table format
      'json':         Get referrers and output in JSON format
      'go-template':  Print referrers using the given Go template
      'tree':         Get referrers and print in tree format (default "tree")""";

  private final Supplier<@Nullable String> format;
  private final Supplier<@Nullable String> template;

  private final List<String> texts;

  private Supplier<@Nullable String> formerly = () -> null;

  public FormatFlags(CommandSpec spec) {
    this(spec, List.of("text"));
  }

  /**
   * Declares the flags.
   *
   * @param texts the forms that are no data; the first is the default
   */
  public FormatFlags(CommandSpec spec, List<String> texts) {
    this.texts = texts;
    FlagDeclarations flags = new FlagDeclarations(spec);
    format = flags.textOrEmpty(texts.contains(TREE) ? TREE_FORMATS : FORMATS, "--format");
    template = flags.text("[Experimental] template string used to format output", "--template");
  }

  /** With another flag for the format, which is not to be used any longer. */
  public FormatFlags orFormerly(CommandSpec spec, String... names) {
    formerly =
        new FlagDeclarations(spec).text("[Deprecated] use --format (default \"tree\")", names);
    return this;
  }

  /** Refuses the former flag where it cannot stand, and says that it is not to be used. */
  public void checkFormer(CommandEnvironment environment) {
    if (formerly.get() != null) {
      if (format.get() != null) {
        throw new UsageException("--format, --output cannot be used at the same time");
      }
      if (type().equals(TEMPLATE)) {
        throw new UsageException("output type can only be tree, table or json");
      }
      environment
          .err()
          .line("[DEPRECATED] --output is deprecated, try `--format " + given() + "` instead");
    }
  }

  private String given() {
    String old = formerly.get();
    String given = old == null ? format.get() : old;
    return given == null ? texts.get(0) : given;
  }

  /** One of the texts, {@code json} or {@code go-template}. */
  public String type() {
    return given().startsWith(TEMPLATE + "=") ? TEMPLATE : given();
  }

  /** Whether data is wanted rather than text; checks the flags. */
  public boolean data() {
    String type = type();
    if (!type.equals(TEMPLATE) && template.get() != null) {
      throw new UsageException("--template must be used with --format go-template");
    }
    return switch (type) {
      case "json" -> true;
      case TEMPLATE -> {
        template();
        yield true;
      }
      default -> {
        if (!texts.contains(type)) {
          throw new UsageException(
              "invalid format type: \"" + type + '"',
              "supported types: "
                  + String.join(
                      ", ",
                      Stream.of(
                              texts.stream().skip(1),
                              Stream.of("json", TEMPLATE),
                              texts.stream().limit(1))
                          .flatMap(names -> names)
                          .toList()));
        }
        yield false;
      }
    };
  }

  /** Prints the data in that format; of a template that fails, what comes before the fault. */
  public void print(CommandEnvironment environment, Object model) {
    if (type().equals(TEMPLATE)) {
      StringBuilder text = new StringBuilder();
      try {
        // Line breaks may be wanted: templates print texts of several lines.
        TemplateProcess process =
            new TemplateProcess(environment.variables(), Clock.system(ZoneId.systemDefault()));
        template().apply(model, text, TextEscapes::lines, process);
      } finally {
        environment.out().verbatim(text.toString());
      }
    } else {
      environment.out().verbatim(JsonPrinter.pretty(model) + "\n");
    }
  }

  private GoTemplate template() {
    String text = template.get();
    if (text == null && given().length() > TEMPLATE.length()) {
      text = given().substring(TEMPLATE.length() + 1);
    }
    if (text == null || text.isEmpty()) {
      throw new UsageException(
          "\"go-template\" format specified but no template given",
          "use `--format go-template=TEMPLATE` to specify the template");
    }
    return GoTemplate.parse(text);
  }
}
