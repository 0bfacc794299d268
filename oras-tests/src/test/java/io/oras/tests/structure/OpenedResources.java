package io.oras.tests.structure;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds the expressions in the main sources that open a resource which nobody closes if the next
 * step fails. A resource is what a method returns as an {@link AutoCloseable}: a response, a
 * stream, a permit, a lock, a temporary file. It has an owner if it is opened in the head of a
 * {@code try}, is given to {@code Handover.of}, is returned, is kept in a field, or is passed to a
 * method that does one of these before anything else in it can fail. The same counts for a variable
 * that holds it.
 */
final class OpenedResources extends TreePathScanner<Void, Void> {
  /** Types that hold nothing which must be closed. */
  private static final List<String> MEMORY =
      List.of(
          "java.util.stream.BaseStream",
          "io.oras.api.event.TransferListener",
          "java.nio.file.FileSystem",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.StringReader",
          "java.io.StringWriter");

  /** Methods of the JDK that open something. */
  private static final Set<String> JDK_OPENERS =
      Set.of(
          "Files.newInputStream",
          "Files.newOutputStream",
          "Files.newByteChannel",
          "Files.newDirectoryStream",
          "Files.newBufferedReader",
          "Files.newBufferedWriter",
          "Files.list",
          "Files.walk",
          "Files.lines",
          "Files.find",
          "FileChannel.open",
          "FileSystems.newFileSystem",
          "ServerSocket.accept",
          "SSLSocketFactory.createSocket",
          "SocketFactory.createSocket",
          "Class.getResourceAsStream");

  /** Types of the JDK whose constructors only keep the stream. */
  private static final Set<String> JDK_WRAPPERS =
      Set.of(
          "BufferedInputStream",
          "BufferedOutputStream",
          "BufferedReader",
          "Channels",
          "FilterInputStream",
          "InputStreamReader",
          "Objects");

  /** Methods that return a part of an object, which closes it. */
  private static final Set<String> VIEWS = Set.of("body", "content", "resource");

  /** Methods whose result need not be closed, and the reason. */
  private static final Map<String, String> NOT_OPENING =
      Map.of(
          "RegistryClient.exchange", "the response is closed; status and headers remain",
          "RepositoryClient.exchange", "the response is closed; status and headers remain",
          "ManifestEndpoint.head", "the response is closed; status and headers remain",
          "RemoteRepository.uploading", "a view of a target that the caller has open",
          "ContentCache.usable", "the cache's own layout",
          "BlobEndpoint.download", "nothing is open before the first read",
          "RouteSelector.relay", "the selector keeps its relays and closes them",
          "AddressOverrideProxy.connect", "a layer over a socket that the caller closes",
          "HostNameTls.over", "a layer over a socket that the caller closes",
          "TlsSockets.connect", "a layer over a socket that the caller closes");

  private final String file;
  private final Trees trees;
  private final Types types;
  private final TypeMirror closeable;
  private final List<TypeMirror> memory;
  private final Set<String> found;
  private final Map<MethodTree, ExecutableElement> asked = new LinkedHashMap<>();

  private OpenedResources(String file, JavacTask task, Set<String> found) {
    this.file = file;
    this.found = found;
    trees = Trees.instance(task);
    types = task.getTypes();
    Elements elements = task.getElements();
    closeable = elements.getTypeElement("java.lang.AutoCloseable").asType();
    memory =
        MEMORY.stream().map(name -> types.erasure(elements.getTypeElement(name).asType())).toList();
  }

  /**
   * Returns the expressions that leave a resource without an owner, each as {@code File.java:
   * text}.
   *
   * @param modules whose main sources are read
   * @param more sources beside them
   */
  static Set<String> withoutOwner(List<String> modules, JavaFileObject... more) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> sources =
        modules.stream()
            .map(module -> Reactor.ROOT.resolve(module).resolve("src/main/java"))
            .flatMap(folder -> Reactor.files(folder, ".java").stream())
            .filter(file -> !file.endsWith("module-info.java"))
            .toList();
    Set<String> found = new TreeSet<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<JavaFileObject> all = new ArrayList<>(List.of(more));
      files.getJavaFileObjectsFromPaths(sources).forEach(all::add);
      // What is missing on the class path, such as annotations, changes nothing here.
      List<String> options =
          List.of("--release", "17", "-proc:none", "-XDshould-stop.ifError=FLOW");
      JavacTask task = (JavacTask) compiler.getTask(null, files, problem -> {}, options, null, all);
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      for (CompilationUnitTree unit : units) {
        String name = unit.getSourceFile().getName();
        new OpenedResources(name.substring(name.lastIndexOf('/') + 1), task, found)
            .scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
    TreePath path = getCurrentPath();
    if (trees.getElement(path) instanceof ExecutableElement method
        && opens(method)
        && !isOwned(path)) {
      found.add(file + ": " + call.toString().replaceAll("\\s+", " "));
    }
    return super.visitMethodInvocation(call, null);
  }

  private boolean isResource(TypeMirror type) {
    return type != null
        && type.getKind() == TypeKind.DECLARED
        && types.isAssignable(type, closeable)
        && memory.stream().noneMatch(held -> types.isAssignable(types.erasure(type), held));
  }

  /** Whether the method opens what it returns; otherwise somebody owns it already. */
  private boolean opens(ExecutableElement method) {
    String owner = ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    String name = owner.substring(owner.lastIndexOf('.') + 1) + "." + method.getSimpleName();
    if (!owner.startsWith("io.oras.")) {
      return JDK_OPENERS.contains(name);
    }
    if (VIEWS.contains(method.getSimpleName().toString()) && method.getParameters().isEmpty()) {
      return false;
    }
    return isResource(method.getReturnType())
        && !isGetter(method)
        && !NOT_OPENING.containsKey(name);
  }

  /** A component of a record, or a method that returns a field. */
  private boolean isGetter(ExecutableElement method) {
    if (!method.getParameters().isEmpty() || method.getModifiers().contains(Modifier.ABSTRACT)) {
      return false;
    }
    MethodTree tree = trees.getTree(method);
    if (tree == null || tree.getBody() == null) {
      return true;
    }
    List<? extends StatementTree> body = tree.getBody().getStatements();
    return body.get(body.size() - 1).toString().equals("return this;")
        || (tree.getBody().getStatements().size() == 1
            && tree.getBody().getStatements().get(0) instanceof ReturnTree returned
            && isName(returned.getExpression()));
  }

  private static boolean isName(Tree expression) {
    return expression instanceof IdentifierTree || expression instanceof MemberSelectTree;
  }

  private boolean isOwned(TreePath path) {
    TreePath above = path.getParentPath();
    Tree parent = above.getLeaf();
    if (parent instanceof ReturnTree
        || parent instanceof LambdaExpressionTree
        || parent instanceof TryTree) {
      return true;
    }
    if (parent instanceof ParenthesizedTree
        || parent instanceof TypeCastTree
        || parent instanceof YieldTree
        || parent instanceof CaseTree
        || parent instanceof SwitchExpressionTree
        || parent instanceof ConditionalExpressionTree) {
      return isOwned(above);
    }
    if (parent instanceof MemberSelectTree member) {
      return member.toString().startsWith("Handover.of(")
          && member.getIdentifier().contentEquals("to");
    }
    if (parent instanceof AssignmentTree assignment) {
      Element variable = trees.getElement(new TreePath(above, assignment.getVariable()));
      return variable != null
          && (variable.getKind() == ElementKind.FIELD
              || isOwnedAfter(above.getParentPath(), variable.getSimpleName().toString()));
    }
    if (parent instanceof MethodInvocationTree call) {
      return owns(above, call.getArguments().indexOf(path.getLeaf()));
    }
    if (parent instanceof NewClassTree created) {
      return owns(above, created.getArguments().indexOf(path.getLeaf()))
          && (!isResource(trees.getTypeMirror(above)) || isOwned(above));
    }
    if (parent instanceof VariableTree variable) {
      TreePath block = above.getParentPath();
      if (block.getLeaf() instanceof BlockTree statements) {
        List<? extends StatementTree> all = statements.getStatements();
        return isOwnedIn(
            block,
            all.subList(all.indexOf(variable) + 1, all.size()),
            variable.getName().toString());
      }
      return block.getLeaf() instanceof TryTree || block.getLeaf() instanceof ClassTree;
    }
    return false;
  }

  /** Whether what is called owns its argument, whatever it throws. */
  private boolean owns(TreePath call, int argument) {
    if (argument < 0 || !(trees.getElement(call) instanceof ExecutableElement callee)) {
      return false;
    }
    String type = ((TypeElement) callee.getEnclosingElement()).getSimpleName().toString();
    if (type.equals("Handover") || JDK_WRAPPERS.contains(type)) {
      return true;
    }
    TreePath path = trees.getPath(callee);
    if (path == null && callee.getEnclosingElement().getKind() == ElementKind.RECORD) {
      return callee.getKind() == ElementKind.CONSTRUCTOR;
    }
    if (path == null
        || !(path.getLeaf() instanceof MethodTree method)
        || method.getBody() == null
        || (callee.getKind() == ElementKind.METHOD && wraps())
        || asked.putIfAbsent(method, callee) != null) {
      return false;
    }
    try {
      return isOwnedIn(
          new TreePath(path, method.getBody()),
          method.getBody().getStatements(),
          method.getParameters().get(argument).getName().toString());
    } finally {
      asked.remove(method);
    }
  }

  /** Whether the method that is looked into returns a resource; then it owns its own argument. */
  private boolean wraps() {
    return asked.values().stream().anyMatch(method -> isResource(method.getReturnType()));
  }

  /** Whether the value gets an owner after the statement, there or in the blocks around it. */
  private boolean isOwnedAfter(TreePath statement, String name) {
    for (TreePath at = statement;
        at != null && !(at.getLeaf() instanceof MethodTree);
        at = at.getParentPath()) {
      TreePath block = at.getParentPath();
      if (block != null && block.getLeaf() instanceof BlockTree statements) {
        List<? extends StatementTree> all = statements.getStatements();
        List<? extends StatementTree> rest = all.subList(all.indexOf(at.getLeaf()) + 1, all.size());
        if (isOwnedIn(block, rest, name)) {
          return true;
        }
        if (rest.stream().anyMatch(next -> new Failures().finds(new TreePath(block, next)))) {
          return false;
        }
      }
    }
    return false;
  }

  /** Whether the value gets an owner before one of the statements can fail. */
  private boolean isOwnedIn(TreePath block, List<? extends StatementTree> all, String name) {
    for (StatementTree statement : all) {
      TreePath path = new TreePath(block, statement);
      if (new Uses(name).finds(path)) {
        return true;
      }
      if (new Failures().finds(path)) {
        return false;
      }
    }
    return false;
  }

  /** Looks for a use that gives the value of a variable an owner. */
  private final class Uses extends TreePathScanner<Void, Void> {
    private final String name;
    private boolean found;

    Uses(String name) {
      this.name = name;
    }

    boolean finds(TreePath path) {
      scan(path, null);
      return found;
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
      if (identifier.getName().contentEquals(name)) {
        found |= isOwned(getCurrentPath());
      }
      return null;
    }

    /** Each branch that names the variable has to give the value an owner. */
    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree choice, Void nothing) {
      TreePath path = getCurrentPath();
      List<ExpressionTree> branches =
          Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
              .filter(branch -> mentions(branch, name))
              .toList();
      found |=
          !branches.isEmpty()
              && branches.stream()
                  .allMatch(branch -> new Uses(name).finds(new TreePath(path, branch)));
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree member, Void nothing) {
      found |= member.toString().equals(name + ".close");
      return super.visitMemberSelect(member, null);
    }

    @Override
    public Void visitTry(TryTree guarded, Void nothing) {
      found |=
          (guarded.getFinallyBlock() != null && mentions(guarded.getFinallyBlock(), name))
              || guarded.getResources().stream().anyMatch(r -> mentions(r, name));
      return super.visitTry(guarded, null);
    }
  }

  /** Looks for a step that may fail otherwise than by a mistake in the program. */
  private final class Failures extends TreePathScanner<Void, Void> {
    private boolean found;

    boolean finds(TreePath path) {
      scan(path, null);
      return found;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      check();
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitNewClass(NewClassTree call, Void nothing) {
      check();
      return super.visitNewClass(call, null);
    }

    @Override
    public Void visitThrow(ThrowTree failure, Void nothing) {
      found = true;
      return null;
    }

    private void check() {
      found |=
          trees.getElement(getCurrentPath()) instanceof ExecutableElement called
              && !called.getThrownTypes().isEmpty();
    }
  }

  private static boolean mentions(Tree tree, String name) {
    return tree.toString().matches("(?s).*\\b" + name + "\\b.*");
  }
}
