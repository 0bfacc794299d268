package io.oras.cli.output;

import io.oras.cli.output.TemplateNode.Chain;
import io.oras.cli.output.TemplateNode.Command;
import io.oras.cli.output.TemplateNode.Constant;
import io.oras.cli.output.TemplateNode.Field;
import io.oras.cli.output.TemplateNode.Identifier;
import io.oras.cli.output.TemplateNode.Pipe;
import io.oras.cli.output.TemplateNode.Variable;
import io.oras.cli.output.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pipelines: variables, commands, and what they are applied to. */
class PipelineParser extends TokenReader {
  /** The variables that are visible, the innermost last. */
  List<String> variables = new ArrayList<>(List.of("$"));

  PipelineParser(String text) {
    super(text);
  }

  final Pipe pipeline(String context, Kind end) {
    int position = peekWord().position();
    List<Variable> declared = new ArrayList<>();
    boolean assign = declarations(context, declared);
    List<Command> commands = new ArrayList<>();
    while (true) {
      TemplateToken token = nextWord();
      if (token.kind() == end) {
        check(commands, context);
        return new Pipe(position, declared, assign, commands);
      }
      switch (token.kind()) {
        case BOOLEAN,
            CHARACTER,
            DOT,
            FIELD,
            IDENTIFIER,
            NUMBER,
            NIL,
            STRING,
            VARIABLE,
            LEFT_PAREN -> {
          returned.push(token);
          commands.add(command());
        }
        default -> throw unexpected(token, context);
      }
    }
  }

  /** Returns whether the variables exist already. */
  private boolean declarations(String context, List<Variable> declared) {
    while (peekWord().kind() == Kind.VARIABLE) {
      TemplateToken variable = nextWord();
      TemplateToken after = next();
      TemplateToken following = after.kind() == Kind.SPACE ? nextWord() : after;
      boolean assignment = following.kind() == Kind.ASSIGN || following.kind() == Kind.DECLARE;
      boolean comma = following.is(Kind.PUNCTUATION, ",");
      if (!assignment && !comma) {
        returned.push(following);
        if (after.kind() == Kind.SPACE && following.kind() != Kind.SPACE) {
          returned.push(after);
        }
        returned.push(variable);
        return false;
      }
      declared.add(new Variable(variable.position(), variable.text(), List.of()));
      variables.add(variable.text());
      if (assignment) {
        return following.kind() == Kind.ASSIGN;
      }
      if (!context.equals("range") || declared.size() > 1) {
        throw error("too many declarations in " + context);
      }
      Kind kind = peekWord().kind();
      if (kind != Kind.VARIABLE && kind != Kind.RIGHT_DELIMITER && kind != Kind.RIGHT_PAREN) {
        throw error("range can only initialize variables");
      }
    }
    return false;
  }

  private void check(List<Command> commands, String context) {
    if (commands.isEmpty()) {
      throw error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      TemplateNode first = commands.get(i).words().get(0);
      if (first instanceof Constant || (first instanceof Field f && f.fields().isEmpty())) {
        throw error("non executable command in pipeline stage " + (i + 1));
      }
    }
  }

  private Command command() {
    int position = peekWord().position();
    List<TemplateNode> words = new ArrayList<>();
    while (true) {
      peekWord();
      TemplateNode word = operand();
      if (word != null) {
        words.add(word);
      }
      TemplateToken token = next();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case RIGHT_DELIMITER, RIGHT_PAREN -> returned.push(token);
        case PIPE -> {}
        default -> throw unexpected(token, "operand");
      }
      if (words.isEmpty()) {
        throw error("empty command");
      }
      return new Command(position, words);
    }
  }

  private @Nullable TemplateNode operand() {
    TemplateNode node = term();
    if (node == null || peek().kind() != Kind.FIELD) {
      return node;
    }
    int position = peek().position();
    List<String> fields = new ArrayList<>();
    if (node instanceof Field field) {
      fields.addAll(field.fields());
    }
    boolean fits = !(node instanceof Constant) && !(node instanceof Field && fields.isEmpty());
    while (peek().kind() == Kind.FIELD) {
      fields.add(next().text().substring(1));
    }
    if (!fits) {
      throw error("unexpected . after term " + GoText.quote(node.toString()));
    }
    return node instanceof Field
        ? new Field(position, fields)
        : node instanceof Variable variable
            ? new Variable(position, variable.name(), fields)
            : new Chain(position, node, fields);
  }

  private @Nullable TemplateNode term() {
    TemplateToken token = nextWord();
    int position = token.position();
    String text = token.text();
    switch (token.kind()) {
      case IDENTIFIER -> {
        if (!TemplateFunctions.isDefined(text)) {
          boolean known = TemplateFunctions.isLeftOut(text);
          throw error(
              "function " + GoText.quote(text) + (known ? " is not supported" : " not defined"));
        }
        return new Identifier(position, text);
      }
      case DOT -> {
        return new Field(position, List.of());
      }
      case FIELD -> {
        return new Field(position, List.of(text.substring(1)));
      }
      case VARIABLE -> {
        if (!variables.contains(text)) {
          throw error("undefined variable " + GoText.quote(text));
        }
        return new Variable(position, text, List.of());
      }
      case NIL -> {
        return new Constant(position, text, null, null);
      }
      case BOOLEAN -> {
        return new Constant(position, text, Boolean.valueOf(text), null);
      }
      case STRING -> {
        return new Constant(position, text, unquoted(token), null);
      }
      case NUMBER, CHARACTER -> {
        try {
          return GoNumbers.constant(position, text);
        } catch (TemplateException e) {
          throw error(String.valueOf(e.getMessage()));
        }
      }
      case LEFT_PAREN -> {
        deeper();
        Pipe pipe = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
        shallower();
        return pipe;
      }
      default -> {
        returned.push(token);
        return null;
      }
    }
  }
}
