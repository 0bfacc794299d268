package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.core.options.Limits;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code Limit} creates each error about a setting, so that no error lacks its name.
 */
class LimitsTest {
  /** These settings do not lead to a {@code LimitExceededException}. */
  private static final Set<String> WITHOUT_ERROR =
      Set.of("embeddedDataBytes", "errorBodyBytes", "redirects");

  private static final Pattern ERROR = Pattern.compile("new LimitExceededException\\(");

  /** Each class that creates such an error itself, and the bound, which no setting changes. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("Limit", "it names the setting"),
          Map.entry("LimitExceededException", "it copies itself"),
          Map.entry("VerifyingInputStream", "the argument of the caller"),
          Map.entry("ArchiveBlobs", "the entries and documents of a layout in an archive"),
          Map.entry("BatchedIndex", "the memory for manifests that are to be listed"),
          Map.entry("HeaderLimits", "the header of an entry of an archive"),
          Map.entry("HeaderReader", "the values of one header"),
          Map.entry("IndexFile", "the size of index.json"),
          Map.entry("ManifestFetchConfigCommand", "the default, which the command names"),
          Map.entry("ManifestGraph", "half of the heap for the graph of a layout"),
          Map.entry("MemoryBlobs", "the length of an array"),
          Map.entry("PagedList", "pages in a row without a new entry"),
          Map.entry("ProcessLock", "the argument of the caller"),
          Map.entry("SafeFolder", "the argument of the caller"),
          Map.entry("StoredEvidence", "the argument of the verifier"));

  @Test
  void nothingElseReadsASetting() {
    Set<String> settings =
        Arrays.stream(Limits.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType().isPrimitive())
            .map(method -> method.getName())
            .filter(name -> !WITHOUT_ERROR.contains(name))
            .collect(Collectors.toSet());
    List<MethodCalls.Call> calls =
        MethodCalls.in(List.of("oras-core")).stream()
            .filter(call -> settings.contains(call.method()) && call.arguments().isEmpty())
            .filter(
                call ->
                    call.target()
                        .toString()
                        .matches("(?i).*(limits(\\(\\))?|limits[.]defaults\\(\\))]"))
            .toList();
    assertEquals(settings.size(), calls.size(), "each is read once, in Limit");
    List<String> others =
        calls.stream()
            .filter(call -> !call.file().endsWith("/context/Limit.java"))
            .map(MethodCalls.Call::toString)
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void errorsWithoutASettingHaveAFixedBound() {
    Map<String, String> found = new TreeMap<>();
    for (String module : Reactor.folders()) {
      Reactor.files(Reactor.ROOT.resolve(module).resolve("src/main/java"), ".java").stream()
          .filter(file -> ERROR.matcher(Reactor.read(file)).find())
          .forEach(file -> found.put(file.getFileName().toString().replace(".java", ""), module));
    }
    assertEquals(new TreeSet<>(FIXED.keySet()), found.keySet(), found::toString);
  }
}
