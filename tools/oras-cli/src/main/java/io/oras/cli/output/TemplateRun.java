package io.oras.cli.output;

import io.oras.cli.output.TemplateNode.Action;
import io.oras.cli.output.TemplateNode.Branch;
import io.oras.cli.output.TemplateNode.Call;
import io.oras.cli.output.TemplateNode.Chain;
import io.oras.cli.output.TemplateNode.Command;
import io.oras.cli.output.TemplateNode.Constant;
import io.oras.cli.output.TemplateNode.Field;
import io.oras.cli.output.TemplateNode.Identifier;
import io.oras.cli.output.TemplateNode.Jump;
import io.oras.cli.output.TemplateNode.Pipe;
import io.oras.cli.output.TemplateNode.Range;
import io.oras.cli.output.TemplateNode.Text;
import io.oras.cli.output.TemplateNode.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One execution of one of the templates of a text. */
final class TemplateRun implements TemplateFunctions.Scope {
  /** How a list of nodes ended. */
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  /**
   * The current value.
   *
   * @param element whether it is an element of a list or map, whose type in Go is an interface
   */
  record Scoped(@Nullable Object value, boolean element) {}

  private static final class Binding {
    final String name;
    @Nullable Object value;

    Binding(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private static final int DEEPEST = 1000;

  /** Some seconds of work; a template for 100,000 entries of a list needs a fifth of it. */
  private static final int MOST_STEPS = 10_000_000;

  /** The steps that are left for a template and those that it calls. */
  private static final class Steps {
    private int left = MOST_STEPS;
  }

  private final GoTemplate template;
  private final StringBuilder out;
  private final UnaryOperator<String> printed;
  private final TemplateProcess process;
  private final Steps steps;
  private final String name;
  private final List<Binding> bindings = new ArrayList<>();
  private int depth;
  private @Nullable TemplateNode current;

  TemplateRun(
      GoTemplate template,
      StringBuilder out,
      UnaryOperator<String> printed,
      TemplateProcess process,
      @Nullable Object root) {
    this.template = template;
    this.out = out;
    this.printed = printed;
    this.process = process;
    this.steps = new Steps();
    this.name = GoTemplate.NAME;
    bindings.add(new Binding("$", root));
  }

  /** Creates the execution of a template that another one calls. */
  private TemplateRun(TemplateRun caller, String name, @Nullable Object root) {
    this.template = caller.template;
    this.out = caller.out;
    this.printed = caller.printed;
    this.process = caller.process;
    this.steps = caller.steps;
    this.name = name;
    this.depth = caller.depth;
    bindings.add(new Binding("$", root));
  }

  @Override
  public TemplateException error(String message) {
    TemplateNode at = current;
    return new TemplateException(
        at == null
            ? "template: " + name + ": " + message
            : "template: %s: executing %s at <%s>: %s"
                .formatted(template.location(at.position()), GoText.quote(name), at, message));
  }

  @Override
  public TemplateProcess process() {
    return process;
  }

  @Override
  public void at(TemplateNode node) {
    current = node;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw error("exceeded maximum depth (" + DEEPEST + ")");
    }
    if (--steps.left < 0) {
      throw error("takes more than " + MOST_STEPS + " steps");
    }
  }

  private void append(String part) {
    if (out.length() + (long) part.length() > GoTemplate.LONGEST) {
      throw GoTemplate.tooLong();
    }
    out.append(part);
  }

  /** Executes the nodes of the template with its root as the current value. */
  void execute(@Nullable Object root, List<TemplateNode> nodes) {
    walk(root, false, nodes);
  }

  /** Executes nodes; an {@code element} is the current value of a range. */
  private Flow walk(@Nullable Object dot, boolean element, List<TemplateNode> nodes) {
    deeper();
    Scoped scoped = new Scoped(dot, element);
    Flow flow = Flow.NEXT;
    for (int i = 0; i < nodes.size() && flow == Flow.NEXT; i++) {
      flow = walk(scoped, nodes.get(i));
    }
    depth--;
    return flow;
  }

  private Flow walk(Scoped dot, TemplateNode node) {
    current = node;
    if (node instanceof Text literal) {
      append(literal.text());
    } else if (node instanceof Action action) {
      Object value = pipeline(dot, action.pipe());
      if (action.pipe().variables().isEmpty()) {
        current = node;
        String shown = value == null ? "<no value>" : GoFormat.value(value);
        append(isConstant(action.pipe()) ? shown : printed.apply(shown));
      }
    } else if (node instanceof Branch branch) {
      int known = bindings.size();
      Object value = pipeline(dot, branch.pipe());
      Flow flow =
          !GoTemplate.isTrue(value)
              ? walk(dot.value(), dot.element(), branch.otherwise())
              : branch.with()
                  ? walk(value, false, branch.then())
                  : walk(dot.value(), dot.element(), branch.then());
      forget(known);
      return flow;
    } else if (node instanceof Range range) {
      int known = bindings.size();
      Flow flow = range(dot, range);
      forget(known);
      return flow;
    } else if (node instanceof Jump jump) {
      return jump.leave() ? Flow.BREAK : Flow.CONTINUE;
    } else if (node instanceof Call call) {
      call(dot, call);
    }
    return Flow.NEXT;
  }

  private void forget(int known) {
    bindings.subList(known, bindings.size()).clear();
  }

  private void call(Scoped dot, Call call) {
    List<TemplateNode> nodes = template.nodes(call.name());
    if (nodes == null) {
      throw error("template " + GoText.quote(call.name()) + " not defined");
    }
    deeper();
    Object value = call.pipe() == null ? null : pipeline(dot, call.pipe());
    new TemplateRun(this, call.name(), value).execute(value, nodes);
    depth--;
  }

  private Flow range(Scoped dot, Range range) {
    Object value = pipeline(dot, range.pipe());
    int inner = bindings.size();
    boolean any = false;
    int index = 0;
    boolean map = value instanceof Map<?, ?>;
    for (Object element : elements(value, range)) {
      any = true;
      Object key = map ? ((Map.Entry<?, ?>) element).getKey() : (Object) (long) index++;
      Object member = map ? ((Map.Entry<?, ?>) element).getValue() : element;
      assign(range.pipe(), key, member);
      Flow flow = walk(member, true, range.body());
      forget(inner);
      if (flow == Flow.BREAK) {
        break;
      }
    }
    return any ? Flow.NEXT : walk(dot.value(), dot.element(), range.otherwise());
  }

  private Iterable<?> elements(@Nullable Object value, Range range) {
    if (value instanceof Long count) {
      if (range.pipe().variables().size() > 1) {
        throw error("can't use " + count + " to iterate over more than one variable");
      }
      return TemplateFunctions.until(count);
    }
    if (value == null) {
      return List.of();
    }
    if (value instanceof Map<?, ?> map) {
      return List.copyOf(map.entrySet());
    }
    if (value instanceof Collection<?> list) {
      return list;
    }
    throw error("range can't iterate over " + GoFormat.value(value));
  }

  private void assign(Pipe pipe, @Nullable Object key, @Nullable Object element) {
    List<Variable> variables = pipe.variables();
    boolean both = variables.size() > 1;
    if (both) {
      bind(pipe.assign(), variables.get(0), 2, key);
    }
    if (!variables.isEmpty()) {
      bind(pipe.assign(), variables.get(both ? 1 : 0), 1, element);
    }
  }

  private void bind(boolean assign, Variable variable, int place, @Nullable Object value) {
    Binding binding = assign ? binding(variable.name()) : bindings.get(bindings.size() - place);
    binding.value = value;
  }

  private Binding binding(String wanted) {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      if (bindings.get(i).name.equals(wanted)) {
        return bindings.get(i);
      }
    }
    throw error("undefined variable: " + wanted);
  }

  @Override
  public @Nullable Object pipeline(Scoped dot, Pipe pipe) {
    deeper();
    current = pipe;
    Object value = null;
    boolean piped = false;
    for (Command command : pipe.commands()) {
      value = command(dot, command, piped, value);
      piped = true;
    }
    for (Variable variable : pipe.variables()) {
      if (pipe.assign()) {
        binding(variable.name()).value = value;
      } else {
        bindings.add(new Binding(variable.name(), value));
      }
    }
    depth--;
    return value;
  }

  private @Nullable Object command(
      Scoped dot, Command command, boolean piped, @Nullable Object last) {
    TemplateNode first = command.words().get(0);
    boolean arguments = piped || command.words().size() > 1;
    if (first instanceof Identifier function) {
      current = function;
      List<TemplateNode> given = command.words().subList(1, command.words().size());
      return TemplateFunctions.call(this, dot, function, command, given, piped, last);
    }
    boolean fields =
        first instanceof Chain
            || (first instanceof Field field && !field.fields().isEmpty())
            || (first instanceof Variable variable && !variable.fields().isEmpty());
    if (arguments && !fields) {
      current = first instanceof Pipe ? current : first;
      throw error("can't give argument to non-function " + first);
    }
    if (first instanceof Constant constant && constant.text().equals("nil")) {
      current = first;
      throw error("nil is not a command");
    }
    return value(dot, first, arguments);
  }

  @Override
  public @Nullable Object value(Scoped dot, TemplateNode node, boolean arguments) {
    if (node instanceof Pipe pipe) {
      return pipeline(dot, pipe);
    }
    current = node;
    if (node instanceof Constant constant) {
      return constant.value();
    }
    if (node instanceof Field field) {
      return fields(dot, field.fields(), arguments);
    }
    if (node instanceof Variable variable) {
      Object value = binding(variable.name()).value;
      return fields(new Scoped(value, false), variable.fields(), arguments);
    }
    if (node instanceof Chain chain) {
      Object of;
      if (chain.of() instanceof Identifier function) {
        current = function;
        of = TemplateFunctions.call(this, dot, function, function, List.of(), false, null);
      } else {
        of = value(dot, chain.of(), false);
      }
      return fields(new Scoped(of, false), chain.fields(), arguments);
    }
    throw error("can't evaluate command " + GoText.quote(node.toString()));
  }

  private @Nullable Object fields(Scoped of, List<String> fields, boolean arguments) {
    Object value = of.value();
    boolean element = of.element();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      if (value instanceof Map<?, ?> map) {
        if (arguments && i == fields.size() - 1) {
          throw error(field + " is not a method but has arguments");
        }
        element = map.containsKey(field);
        value = map.get(field);
      } else if (value == null && !element) {
        return null;
      } else {
        String type = element ? "interface {}" : GoFormat.type(value);
        throw error(
            value == null
                ? "nil pointer evaluating " + type + "." + field
                : "can't evaluate field " + field + " in type " + type);
      }
    }
    return value;
  }

  /** Returns whether the action prints a text of the template itself. */
  private static boolean isConstant(Pipe pipe) {
    return pipe.commands().size() == 1 && pipe.commands().get(0).words().get(0) instanceof Constant;
  }
}
