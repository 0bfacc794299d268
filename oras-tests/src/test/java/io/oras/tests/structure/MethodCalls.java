package io.oras.tests.structure;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The method calls in the main sources of the published modules, as they are written there. */
final class MethodCalls extends TreeScanner<Void, Void> {
  private final String file;
  private final List<Call> calls;

  private MethodCalls(String file, List<Call> calls) {
    this.file = file;
    this.calls = calls;
  }

  /**
   * A call of a method, or a reference to one.
   *
   * @param file the source file, relative to the root of the repository
   * @param target what the method is called on; empty if nothing is named
   * @param method the name of the method
   * @param arguments of the call
   */
  record Call(
      String file,
      Optional<ExpressionTree> target,
      String method,
      List<? extends ExpressionTree> arguments) {
    /** Whether the method is called on a name as it is written, such as {@code Files}. */
    boolean isOn(String name) {
      return target.isPresent() && target.get().toString().equals(name);
    }

    /** Returns the text of the expression if literals alone make it up. */
    static Optional<String> text(ExpressionTree expression) {
      if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
        return Optional.of(text);
      }
      if (expression instanceof ParenthesizedTree inner) {
        return text(inner.getExpression());
      }
      if (expression instanceof BinaryTree sum) {
        return text(sum.getLeftOperand())
            .flatMap(left -> text(sum.getRightOperand()).map(right -> left + right));
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return file + ": " + target.map(t -> t + ".").orElse("") + method + arguments;
    }
  }

  /** Returns all calls in these modules, such as {@code oras-core}. */
  static List<Call> in(List<String> modules) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> sources =
        modules.stream()
            .map(module -> Reactor.ROOT.resolve(module).resolve("src/main/java"))
            .flatMap(folder -> Reactor.files(folder, ".java").stream())
            .toList();
    List<Call> calls = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        String name = Reactor.ROOT.relativize(file).toString();
        unit.accept(new MethodCalls(name, calls), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return calls;
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
    if (call.getMethodSelect() instanceof MemberSelectTree member) {
      add(Optional.of(member.getExpression()), member.getIdentifier(), call.getArguments());
    } else if (call.getMethodSelect() instanceof IdentifierTree name) {
      add(Optional.empty(), name.getName(), call.getArguments());
    }
    return super.visitMethodInvocation(call, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
    add(Optional.of(reference.getQualifierExpression()), reference.getName(), List.of());
    return super.visitMemberReference(reference, null);
  }

  private void add(
      Optional<ExpressionTree> target,
      CharSequence method,
      List<? extends ExpressionTree> arguments) {
    calls.add(new Call(file, target, method.toString(), arguments));
  }
}
