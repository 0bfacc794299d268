package io.oras.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node of a parsed template; its text is the one that messages show. */
sealed interface TemplateNode {
  /** Returns the index of the first character in the template. */
  int position();

  /** Text outside of actions. */
  record Text(int position, String text) implements TemplateNode {
    @Override
    public String toString() {
      return GoText.quote(text);
    }
  }

  /** A pipeline whose value is printed. */
  record Action(int position, Pipe pipe) implements TemplateNode {
    @Override
    public String toString() {
      return "{{" + pipe + "}}";
    }
  }

  /** An {@code if} or {@code with}. */
  record Branch(
      int position, boolean with, Pipe pipe, List<TemplateNode> then, List<TemplateNode> otherwise)
      implements TemplateNode {
    @Override
    public String toString() {
      return (with ? "{{with " : "{{if ") + pipe + "}}";
    }
  }

  /** A {@code range}. */
  record Range(int position, Pipe pipe, List<TemplateNode> body, List<TemplateNode> otherwise)
      implements TemplateNode {
    @Override
    public String toString() {
      return "{{range " + pipe + "}}";
    }
  }

  /** A {@code break} or {@code continue}. */
  record Jump(int position, boolean leave) implements TemplateNode {
    @Override
    public String toString() {
      return leave ? "{{break}}" : "{{continue}}";
    }
  }

  /** The use of a defined template. */
  record Call(int position, String name, @Nullable Pipe pipe) implements TemplateNode {
    @Override
    public String toString() {
      return "{{template " + GoText.quote(name) + (pipe == null ? "" : " " + pipe) + "}}";
    }
  }

  /** An {@code end} or {@code else}, which ends a list of nodes. */
  record Stop(int position, boolean end) implements TemplateNode {
    @Override
    public String toString() {
      return end ? "{{end}}" : "{{else}}";
    }
  }

  /**
   * Commands, each of which gets the value of the one before as its last argument.
   *
   * @param assign whether the variables exist already
   */
  record Pipe(int position, List<Variable> variables, boolean assign, List<Command> commands)
      implements TemplateNode {
    @Override
    public String toString() {
      String declared =
          variables.isEmpty()
              ? ""
              : variables.stream().map(Variable::toString).collect(Collectors.joining(", "))
                  + (assign ? " = " : " := ");
      return declared + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    }
  }

  /** A value, or a function with its arguments. */
  record Command(int position, List<TemplateNode> words) implements TemplateNode {
    @Override
    public String toString() {
      return words.stream().map(TemplateNode::inParentheses).collect(Collectors.joining(" "));
    }
  }

  /** The name of a function. */
  record Identifier(int position, String name) implements TemplateNode {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable and fields of it; the name begins with a dollar sign. */
  record Variable(int position, String name, List<String> fields) implements TemplateNode {
    @Override
    public String toString() {
      return name + dotted(fields);
    }
  }

  /** Fields of the current value; the current value itself when there are none. */
  record Field(int position, List<String> fields) implements TemplateNode {
    @Override
    public String toString() {
      return fields.isEmpty() ? "." : dotted(fields);
    }
  }

  /** Fields of another value. */
  record Chain(int position, TemplateNode of, List<String> fields) implements TemplateNode {
    @Override
    public String toString() {
      return inParentheses(of) + dotted(fields);
    }
  }

  /**
   * A boolean, text, number or {@code nil}.
   *
   * @param value what it is worth where any type may stand
   * @param whole the number as an integer, or null where it is none
   */
  record Constant(int position, String text, @Nullable Object value, @Nullable Long whole)
      implements TemplateNode {
    @Override
    public String toString() {
      return text;
    }
  }

  private static String dotted(List<String> fields) {
    return fields.stream().map(field -> "." + field).collect(Collectors.joining());
  }

  private static String inParentheses(TemplateNode node) {
    return node instanceof Pipe ? "(" + node + ")" : node.toString();
  }
}
