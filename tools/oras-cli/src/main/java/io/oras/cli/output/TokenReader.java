package io.oras.cli.output;

import io.oras.cli.output.TemplateToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads tokens of a template, looks ahead, and words what is wrong with them. */
abstract class TokenReader {
  private static final int DEEPEST = 200;

  private final TemplateLexer lexer;
  final Deque<TemplateToken> returned = new ArrayDeque<>();
  private int line = 1;
  private int depth;

  /** The line on which the action began that is being read; 0 between actions. */
  int actionLine;

  TokenReader(String text) {
    lexer = new TemplateLexer(text);
  }

  final TemplateException error(String message) {
    return new TemplateException("template: " + GoTemplate.NAME + ":" + line + ": " + message);
  }

  final TemplateException unexpected(TemplateToken token, String context) {
    if (token.kind() != Kind.ERROR) {
      return error("unexpected " + token + " in " + context);
    }
    boolean elsewhere = actionLine != 0 && actionLine != token.line();
    String started = " started at " + GoTemplate.NAME + ":" + actionLine;
    String action = token.text().endsWith(" action") ? "" : " in action";
    return error(token + (elsewhere ? action + started : ""));
  }

  final TemplateToken next() {
    if (!returned.isEmpty()) {
      return returned.pop();
    }
    TemplateToken token = lexer.next();
    line = token.line();
    return token;
  }

  final TemplateToken peek() {
    TemplateToken token = next();
    returned.push(token);
    return token;
  }

  final TemplateToken nextWord() {
    TemplateToken token = next();
    while (token.kind() == Kind.SPACE) {
      token = next();
    }
    return token;
  }

  final TemplateToken peekWord() {
    TemplateToken token = nextWord();
    returned.push(token);
    return token;
  }

  final TemplateToken expect(Kind kind, String context) {
    TemplateToken token = nextWord();
    if (token.kind() != kind) {
      throw unexpected(token, context);
    }
    return token;
  }

  final String unquoted(TemplateToken token) {
    try {
      return GoText.unquote(token.text());
    } catch (TemplateException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  final void deeper() {
    if (++depth > DEEPEST) {
      throw error("nested deeper than " + DEEPEST);
    }
  }

  final void shallower() {
    depth--;
  }
}
