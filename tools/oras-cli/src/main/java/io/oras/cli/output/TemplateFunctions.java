package io.oras.cli.output;

import io.oras.cli.output.TemplateNode.Constant;
import io.oras.cli.output.TemplateNode.Identifier;
import io.oras.cli.output.TemplateNode.Pipe;
import io.oras.cli.output.TemplateRun.Scoped;
import java.time.ZonedDateTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of {@code text/template} and of sprig that templates can call. */
final class TemplateFunctions {
  /**
   * The functions by their parameters: s text, i integer, f float, b boolean, m map, t time, a
   * anything; an asterisk repeats the last.
   */
  private static final String SIGNATURES =
      """
      : now uuidv4
      a: add1 add1f ago ceil compact deepCopy duration durationRound empty first float64 floor htmlDate initial \
      int int64 kindOf last len mustCompact mustDeepCopy mustFirst mustInitial mustLast mustRest mustReverse \
      mustToJson mustToPrettyJson mustToRawJson mustUniq not rest reverse sortAlpha toDecimal \
      toJson toPrettyJson toRawJson toString toStrings typeOf uniq
      a*: add addf all any cat coalesce concat dict dig html js list print println quote squote \
      tuple urlquery
      aa: append deepEqual div ge gt has le lt mod mustAppend mustHas mustPrepend mustPush ne \
      prepend push sub
      aa*: and biggest default divf eq index max maxf min minf mul mulf mustSlice mustWithout or \
      slice subf without
      aab: ternary
      aif*: round
      as: htmlDateInZone
      i*: seq
      i: until
      ia: chunk mustChunk
      iii: untilStep
      iis: abbrevboth substr
      is: abbrev indent nindent repeat trunc
      m*: keys
      m: values
      ms*: omit pick
      ms: get hasKey unset
      msa: set
      s: adler32sum atoi b32enc b64dec b64enc base clean dir env expandenv ext fail fromJson \
      initials isAbs lower mustFromJson nospace osBase osClean osDir osExt osIsAbs regexQuoteMeta \
      sha1sum sha256sum sha512sum swapcase title trim untitle upper
      sa*: printf
      sa: date join kindIs typeIs typeIsLike
      sas: dateInZone date_in_zone
      sis: splitn
      sm*: pluck
      ss: contains hasPrefix hasSuffix mustRegexFind mustRegexMatch mustToDate regexFind \
      regexMatch split splitList toDate trimAll trimPrefix trimSuffix trimall
      ssi: mustRegexFindAll mustRegexSplit plural regexFindAll regexSplit
      sss: mustRegexReplaceAll mustRegexReplaceAllLiteral regexReplaceAll regexReplaceAllLiteral \
      replace
      st: dateModify date_modify mustDateModify must_date_modify
      t: unixEpoch
      """;

  /** Functions of {@code oras} that are not here. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          ("randAlphaNum randAlpha randAscii randNumeric randInt randBytes shuffle snakecase"
                  + " camelcase kebabcase wrap wrapWith getHostByName merge mergeOverwrite"
                  + " mustMerge mustMergeOverwrite bcrypt htpasswd genPrivateKey derivePassword"
                  + " buildCustomCert genCA genCAWithKey genSelfSignedCert"
                  + " genSelfSignedCertWithKey genSignedCert genSignedCertWithKey encryptAES"
                  + " decryptAES semver semverCompare urlParse urlJoin b32dec hello call")
              .split(" "));

  private static final Map<String, String> PARAMETERS = parameters();

  private static final int MOST = 1_000_000;

  private TemplateFunctions() {}

  /** What a function needs of the execution that calls it. */
  interface Scope {
    TemplateException error(String message);

    /** Returns what the template sees of the process. */
    TemplateProcess process();

    /** Names the node to which the next error belongs. */
    void at(TemplateNode node);

    @Nullable Object pipeline(Scoped dot, Pipe pipe);

    @Nullable Object value(Scoped dot, TemplateNode node, boolean arguments);
  }

  private static Map<String, String> parameters() {
    Map<String, String> parameters = new HashMap<>();
    SIGNATURES
        .lines()
        .forEach(
            line -> {
              String[] words = line.split("[: ]+", -1);
              for (int i = 1; i < words.length; i++) {
                parameters.put(words[i], words[0]);
              }
            });
    return parameters;
  }

  static boolean isDefined(String name) {
    return PARAMETERS.containsKey(name);
  }

  static boolean isLeftOut(String name) {
    return LEFT_OUT.contains(name);
  }

  /**
   * Calls a function.
   *
   * @param node shown when the function fails
   * @param piped whether {@code last} is a further argument
   */
  static @Nullable Object call(
      Scope scope,
      Scoped dot,
      Identifier function,
      TemplateNode node,
      List<TemplateNode> words,
      boolean piped,
      @Nullable Object last) {
    String name = function.name();
    String types = PARAMETERS.getOrDefault(name, "a*");
    boolean repeats = types.endsWith("*");
    int fixed = types.length() - (repeats ? 2 : 0);
    int count = words.size() + (piped ? 1 : 0);
    if (repeats ? count < fixed : count != fixed) {
      throw scope.error(
          repeats
              ? "wrong number of args for %s: want at least %s got %s"
                  .formatted(name, fixed, words.size())
              : "wrong number of args for %s: want %s got %s".formatted(name, fixed, count));
    }
    boolean shortcut = name.equals("and") || name.equals("or");
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Object value = argument(scope, dot, types.charAt(Math.min(i, fixed)), words.get(i));
      if (shortcut && GoTemplate.isTrue(value) == name.equals("or")) {
        return value;
      }
      arguments.add(value);
    }
    if (piped) {
      arguments.add(checked(scope, types.charAt(Math.min(count - 1, fixed)), last));
    }
    if (shortcut) {
      return arguments.get(arguments.size() - 1);
    }
    try {
      return checkedSize(apply(name, arguments, scope.process()));
    } catch (FunctionException e) {
      scope.at(node);
      throw scope.error("error calling " + name + ": " + e.getMessage());
    }
  }

  private static @Nullable Object apply(
      String name, List<@Nullable Object> arguments, TemplateProcess process)
      throws FunctionException {
    Object result = ProcessFunctions.apply(name, arguments, process);
    result = result == null ? ComparingFunctions.apply(name, arguments) : result;
    result = result == null ? TextFunctions.apply(name, arguments) : result;
    result = result == null ? NumberFunctions.apply(name, arguments) : result;
    result = result == null ? CollectionFunctions.apply(name, arguments) : result;
    return result == NIL ? null : result;
  }

  /** Returned by a function for a value that does not exist, since null means another function. */
  static final Object NIL = new Object();

  static Object orNil(@Nullable Object value) {
    return value == null ? NIL : value;
  }

  private static String typeName(char type) {
    return switch (type) {
      case 's' -> "string";
      case 'i' -> "int";
      case 'f' -> "float64";
      case 'b' -> "bool";
      case 'm' -> "map[string]interface {}";
      case 't' -> "time.Time";
      default -> "interface {}";
    };
  }

  private static @Nullable Object argument(Scope scope, Scoped dot, char type, TemplateNode word) {
    scope.at(word);
    if (word instanceof Constant constant) {
      if (constant.text().equals("nil")) {
        if (type != 'a' && type != 'm') {
          throw scope.error("cannot assign nil to " + typeName(type));
        }
        return checked(scope, type, null);
      }
      Object value = constant.value();
      return switch (type) {
        case 'a' -> value;
        case 's' -> fitting(scope, value instanceof String, value, "expected string", word);
        case 'b' -> fitting(scope, value instanceof Boolean, value, "expected bool", word);
        case 'i' ->
            fitting(scope, constant.whole() != null, constant.whole(), "expected integer", word);
        case 'f' ->
            fitting(
                scope, value instanceof Number, GoNumbers.toDouble(value), "expected float", word);
        default -> throw scope.error("can't handle " + word + " for arg of type " + typeName(type));
      };
    }
    Object value =
        word instanceof Identifier function
            ? call(scope, dot, function, function, List.of(), false, null)
            : word instanceof Pipe pipe ? scope.pipeline(dot, pipe) : scope.value(dot, word, false);
    return checked(scope, type, value);
  }

  private static @Nullable Object fitting(
      Scope scope, boolean fits, @Nullable Object value, String expected, TemplateNode word) {
    if (!fits) {
      throw scope.error(expected + "; found " + word);
    }
    return value;
  }

  private static @Nullable Object checked(Scope scope, char type, @Nullable Object value) {
    boolean fits =
        switch (type) {
          case 's' -> value instanceof String;
          case 'i' -> value instanceof Long;
          case 'f' -> value instanceof Double;
          case 'b' -> value instanceof Boolean;
          case 'm' -> value == null || value instanceof Map<?, ?>;
          case 't' -> value instanceof ZonedDateTime;
          default -> true;
        };
    if (!fits) {
      throw scope.error(
          value == null
              ? "invalid value; expected " + typeName(type)
              : "wrong type for value; expected %s; got %s"
                  .formatted(typeName(type), GoFormat.type(value)));
    }
    return type == 'm' && value == null ? new TreeMap<String, Object>(GoText.ORDER) : value;
  }

  /** Returns the numbers from 0 to one less than the end. */
  static List<Object> until(long end) {
    int size = (int) Math.max(0, Math.min(end, Integer.MAX_VALUE));
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return (long) index;
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** Fails for a result that no template needs: doubled some times, it would take all memory. */
  private static @Nullable Object checkedSize(@Nullable Object result) throws FunctionException {
    if (result instanceof String text && text.length() > GoTemplate.LONGEST) {
      throw GoTemplate.tooLong();
    }
    if (result instanceof Collection<?> list) {
      limited(list.size());
    }
    return result;
  }

  /** Fails for an amount that no template needs, which would take all memory. */
  static int limited(long amount) throws FunctionException {
    if (amount > MOST) {
      throw new FunctionException("the result would be larger than " + MOST);
    }
    return (int) Math.max(0, amount);
  }

  /** Why a function failed, without the place. */
  static final class FunctionException extends Exception {
    private static final long serialVersionUID = 1;

    FunctionException(String message) {
      super(message, null, false, false);
    }
  }
}
