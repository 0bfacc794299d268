package io.oras.cli.output;

import io.oras.cli.output.TemplateNode.Action;
import io.oras.cli.output.TemplateNode.Branch;
import io.oras.cli.output.TemplateNode.Call;
import io.oras.cli.output.TemplateNode.Jump;
import io.oras.cli.output.TemplateNode.Pipe;
import io.oras.cli.output.TemplateNode.Range;
import io.oras.cli.output.TemplateNode.Stop;
import io.oras.cli.output.TemplateNode.Text;
import io.oras.cli.output.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the grammar of Go's {@code text/template}. */
final class TemplateParser extends PipelineParser {
  private final Map<String, List<TemplateNode>> templates = new HashMap<>();
  private int ranges;

  private TemplateParser(String text) {
    super(text);
  }

  /**
   * Returns the nodes of the template and of those that it defines, by their names.
   *
   * @throws TemplateException if the template is invalid
   */
  static Map<String, List<TemplateNode>> parse(String text) {
    TemplateParser parser = new TemplateParser(text);
    parser.parse();
    return parser.templates;
  }

  private void parse() {
    List<TemplateNode> root = new ArrayList<>();
    while (peek().kind() != Kind.END_OF_TEXT) {
      TemplateToken delimiter = next();
      if (delimiter.kind() == Kind.LEFT_DELIMITER) {
        TemplateToken word = nextWord();
        if (word.is(Kind.KEYWORD, "define")) {
          define();
          continue;
        }
        returned.push(word);
      }
      returned.push(delimiter);
      TemplateNode node = node();
      if (node instanceof Stop) {
        throw error("unexpected " + node);
      }
      root.add(node);
    }
    add(GoTemplate.NAME, root);
  }

  private void define() {
    String name = unquoted(expect(Kind.STRING, "define clause"));
    expect(Kind.RIGHT_DELIMITER, "define clause");
    body(name, "define clause");
  }

  /** Reads the nodes of a template that the text defines, which sees no variables. */
  private void body(String name, String context) {
    List<String> outer = variables;
    int outerRanges = ranges;
    variables = new ArrayList<>(List.of("$"));
    ranges = 0;
    List<TemplateNode> nodes = new ArrayList<>();
    Stop stop = nodes(nodes);
    if (!stop.end()) {
      throw error("unexpected " + stop + " in " + context);
    }
    variables = outer;
    ranges = outerRanges;
    add(name, nodes);
  }

  private static boolean isEmpty(List<TemplateNode> nodes) {
    return nodes.stream().allMatch(node -> node instanceof Text text && text.text().isBlank());
  }

  private void add(String name, List<TemplateNode> nodes) {
    List<TemplateNode> former = templates.get(name);
    if (former == null || isEmpty(former)) {
      templates.put(name, nodes);
    } else if (!isEmpty(nodes)) {
      throw error("template: multiple definition of template " + GoText.quote(name));
    }
  }

  /** Reads nodes up to an {@code end} or {@code else}. */
  private Stop nodes(List<TemplateNode> list) {
    deeper();
    while (peekWord().kind() != Kind.END_OF_TEXT) {
      TemplateNode node = node();
      if (node instanceof Stop stop) {
        shallower();
        return stop;
      }
      list.add(node);
    }
    throw error("unexpected EOF");
  }

  private TemplateNode node() {
    TemplateToken token = nextWord();
    if (token.kind() == Kind.TEXT) {
      return new Text(token.position(), token.text());
    }
    if (token.kind() != Kind.LEFT_DELIMITER) {
      throw unexpected(token, "input");
    }
    actionLine = token.line();
    TemplateNode node = action();
    actionLine = 0;
    return node;
  }

  private TemplateNode action() {
    TemplateToken token = nextWord();
    int position = token.position();
    switch (token.kind() == Kind.KEYWORD ? token.text() : "") {
      case "if", "with", "range" -> {
        return control(token.text());
      }
      case "else" -> {
        TemplateToken following = peekWord();
        if (!following.is(Kind.KEYWORD, "if") && !following.is(Kind.KEYWORD, "with")) {
          expect(Kind.RIGHT_DELIMITER, "else");
        }
        return new Stop(position, false);
      }
      case "end" -> {
        expect(Kind.RIGHT_DELIMITER, "end");
        return new Stop(position, true);
      }
      case "break", "continue" -> {
        String context = "{{" + token.text() + "}}";
        expect(Kind.RIGHT_DELIMITER, context);
        if (ranges == 0) {
          throw error(context + " outside {{range}}");
        }
        return new Jump(position, token.text().equals("break"));
      }
      case "block" -> {
        TemplateToken name = expect(Kind.STRING, "block clause");
        Pipe pipe = pipeline("block clause", Kind.RIGHT_DELIMITER);
        body(unquoted(name), "block clause");
        return new Call(name.position(), unquoted(name), pipe);
      }
      case "template" -> {
        TemplateToken name = expect(Kind.STRING, "template clause");
        boolean plain = peekWord().kind() == Kind.RIGHT_DELIMITER;
        if (plain) {
          nextWord();
        }
        Pipe pipe = plain ? null : pipeline("template clause", Kind.RIGHT_DELIMITER);
        return new Call(name.position(), unquoted(name), pipe);
      }
      default -> {
        returned.push(token);
        return new Action(position, pipeline("command", Kind.RIGHT_DELIMITER));
      }
    }
  }

  private TemplateNode control(String keyword) {
    boolean range = keyword.equals("range");
    int known = variables.size();
    Pipe pipe = pipeline(keyword, Kind.RIGHT_DELIMITER);
    List<TemplateNode> body = new ArrayList<>();
    ranges += range ? 1 : 0;
    Stop stop = nodes(body);
    ranges -= range ? 1 : 0;
    List<TemplateNode> otherwise = new ArrayList<>();
    if (!stop.end()) {
      if (!range && peek().is(Kind.KEYWORD, keyword)) {
        next();
        deeper();
        otherwise.add(control(keyword));
        shallower();
      } else {
        Stop last = nodes(otherwise);
        if (!last.end()) {
          throw error("expected end; found " + last);
        }
      }
    }
    variables.subList(known, variables.size()).clear();
    return range
        ? new Range(pipe.position(), pipe, body, otherwise)
        : new Branch(pipe.position(), keyword.equals("with"), pipe, body, otherwise);
  }
}
