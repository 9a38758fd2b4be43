// Builds the handle graphs that write_graphs.cc wrote with java.lang.invoke, runs them, and compares results,
// errors and the order of effects with what Krait got.
//
//   java RunGraphs < graphs
//
// A node becomes the method of MethodHandles of its name. Where the two libraries differ on purpose the difference
// is made here, in the open:
//
//   words      int64 is long, double is double, bool is boolean; a value is an Object: a Long, a Double, a Boolean,
//              null for None; a pointer is an Object, too: a long[], a Range, a MethodHandle
//   errors     are KraitErrors: a code, perhaps a value. A conversion's ClassCastException or NullPointerException
//              is code 3 (invalid argument), an index out of range is code 11 (out of range). Handlers take the
//              code or the value of the exception.
//   conversion one argument after the other, from the left, so that the first that fails is the same; boxing an
//              int64 fails with code 11 where a word holds no such int (49 bits, without a runtime); an explicit
//              conversion to bool asks "is not 0", Java's for the lowest bit
//   counters   of loops, table switches and array indices are ints in Java
//   parts      that take only the leading arguments are given all (dropArgumentsToMatch), where Java asks for it
//   iterators  are java.util.Iterators: has-next and next are their methods
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

public final class RunGraphs {
    static final class KraitError extends RuntimeException {
        final long code;
        final Object value;

        KraitError(long code, Object value) {
            super(null, null, false, false);
            this.code = code;
            this.value = value;
        }
    }

    static final class Range implements Iterator<Long> {
        private final long end;
        private long next;

        Range(long end) {
            this.end = end;
        }
        @Override public boolean hasNext() {
            return next < end;
        }
        @Override public Long next() {
            return next++;
        }
    }

    // What is a value in Krait, but in no script: the value of an error that has none.
    static final Object EMPTY = new Object();
    static final long UNKNOWN = 2;
    static final long INVALID = 3;
    static final long OUT_OF_RANGE = 11;
    static final long[] ARRAY = {10, 20, 30, 40};
    static final SwitchPoint VALID = new SwitchPoint();
    static final SwitchPoint FIRED = new SwitchPoint();
    static long trace;

    // --- what the leaves do: as in random_graphs.h ---
    static void mark(long what) {
        trace = (trace ^ what) * 0x9E3779B97F4A7C15L;
    }
    static long add(long a, long b) {
        mark(1);
        return a + b;
    }
    static boolean less(long a, long b) {
        mark(2);
        return a < b;
    }
    static double multiply(double a, double b) {
        mark(3);
        return a * b;
    }
    static boolean isInt(Object v) {
        mark(4);
        return v instanceof Long;
    }
    static long floor(double d) {
        mark(5);
        return d > 1e9 || d < -1e9 || d != d ? 7 : (long) d;
    }
    static Object choose(boolean c, Object a, Object b) {
        mark(6);
        return c ? a : b;
    }
    static double mix(long a, double b, boolean c) {
        mark(7);
        return c ? (double) a : b;
    }
    static void note(long a) {
        mark(a + 100);
    }
    static boolean not(boolean b) {
        mark(8);
        return !b;
    }
    static long failsIfOdd(long i) {
        mark(9);
        if (i % 2 != 0) throw new KraitError(77, EMPTY);
        return i;
    }
    static Object range(long n) {
        return new Range(n & 3);
    }
    static boolean hasNext(Object range) {
        return ((Range) range).hasNext();
    }
    static long next(Object range) {
        return ((Range) range).next();
    }

    // --- the differences ---
    static RuntimeException errorOf(long code) {
        return new KraitError(code == 0 ? UNKNOWN : code, EMPTY);
    }
    static RuntimeException errorOf(Object value) {
        return new KraitError(UNKNOWN, value);
    }
    static RuntimeException refusedConversion(RuntimeException refused) {
        return new KraitError(INVALID, EMPTY);
    }
    static RuntimeException refusedIndex(RuntimeException refused) {
        return new KraitError(OUT_OF_RANGE, EMPTY);
    }
    static long codeOf(Throwable error) {
        return error == null ? 0 : ((KraitError) error).code;
    }
    static Object valueOf(Throwable error) {
        return error == null ? EMPTY : ((KraitError) error).value;
    }
    static boolean hasCode(KraitError error, long code) {
        return error.code == code;
    }
    static long boxable(long i) {
        final long limit = 1L << 48;
        if (i < -limit || i >= limit) throw new KraitError(OUT_OF_RANGE, EMPTY);
        return i;
    }
    static boolean isNotZero(long i) {
        return i != 0;
    }
    static boolean isNotZero(double d) {
        return d != 0;
    }
    static boolean isNotZero(Object v) {
        if (v instanceof Long) return (Long) v != 0;
        if (v instanceof Double) return (Double) v != 0;
        return v != null && (Boolean) v;
    }
    // Of what is beyond an int, only that it is out of any range matters.
    static int index(long i) {
        return i == (int) i ? (int) i : -1;
    }

    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findStatic(RunGraphs.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
    static MethodHandle function(String name, MethodType type) {
        switch (name) {
            case "is-int": return own("isInt", type.returnType(), type.parameterArray());
            case "fails-if-odd": return own("failsIfOdd", type.returnType(), type.parameterArray());
            case "has-next": return own("hasNext", type.returnType(), type.parameterArray());
            default: return own(name, type.returnType(), type.parameterArray());
        }
    }

    // `target`, with a failure of that class replaced by what `becomes` (RuntimeException)RuntimeException gives.
    static MethodHandle mapped(MethodHandle target, Class<? extends Throwable> failure, String becomes) {
        MethodHandle thrower = MethodHandles.throwException(target.type().returnType(), RuntimeException.class);
        MethodHandle made = own(becomes, RuntimeException.class, RuntimeException.class);
        MethodHandle handler = MethodHandles.filterArguments(thrower, 0, made);
        handler = handler.asType(handler.type().changeParameterType(0, failure));
        return MethodHandles.catchException(target, failure, handler);
    }

    // --- conversions: each a handle (from)to ---
    static MethodHandle conversion(Class<?> from, Class<?> to, boolean cast) {
        MethodType type = MethodType.methodType(to, from);
        if (cast && to == boolean.class) {
            return mapped(own("isNotZero", boolean.class, from), ClassCastException.class, "refusedConversion");
        }
        MethodHandle identity = MethodHandles.identity(to);
        MethodHandle converted = cast ? MethodHandles.explicitCastArguments(identity, type) : identity.asType(type);
        if (from == long.class && to == Object.class) {
            return MethodHandles.filterArguments(converted, 0, own("boxable", long.class, long.class));
        }
        if (from != Object.class) return converted;
        converted = mapped(converted, ClassCastException.class, "refusedConversion");
        return mapped(converted, NullPointerException.class, "refusedConversion");
    }
    static MethodHandle asType(MethodHandle target, MethodType type, boolean cast) {
        for (int i = type.parameterCount() - 1; i >= 0; --i) {
            Class<?> from = type.parameterType(i);
            Class<?> to = target.type().parameterType(i);
            if (from != to) target = MethodHandles.filterArguments(target, i, conversion(from, to, cast));
        }
        Class<?> made = target.type().returnType();
        Class<?> wanted = type.returnType();
        if (made == wanted) return target;
        if (made == void.class || wanted == void.class) {
            return cast ? MethodHandles.explicitCastArguments(target, type) : target.asType(type);
        }
        return MethodHandles.filterReturnValue(target, conversion(made, wanted, cast));
    }

    // --- parts of a combinator ---
    static MethodHandle padded(MethodHandle part, List<Class<?>> all) {
        return part == null ? null : MethodHandles.dropArgumentsToMatch(part, 0, all, 0);
    }
    static List<Class<?>> joined(List<Class<?>> first, List<Class<?>> second) {
        List<Class<?>> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
    static List<Class<?>> variable(MethodHandle body) {
        Class<?> v = body.type().returnType();
        return v == void.class ? List.of() : List.of(v);
    }
    static MethodHandle returning(MethodHandle h, Class<?> result) {
        return h.asType(h.type().changeReturnType(result));
    }
    static MethodHandle taking(MethodHandle h, int position, Class<?> parameter) {
        return h.asType(h.type().changeParameterType(position, parameter));
    }
    // The handler takes the code or the value of the exception.
    static MethodHandle handling(MethodHandle handler, Class<? extends Throwable> error) {
        Class<?> as = handler.type().parameterType(0);
        MethodHandle of = own(as == long.class ? "codeOf" : "valueOf", as, Throwable.class);
        return MethodHandles.filterArguments(handler, 0, taking(of, 0, error));
    }

    static MethodHandle catchException(MethodHandle target, long code, MethodHandle handler) {
        MethodHandle taken = handling(handler, KraitError.class);
        if (code == 0) return MethodHandles.catchException(target, KraitError.class, taken);
        MethodHandle test = MethodHandles.insertArguments(own("hasCode", boolean.class, KraitError.class, long.class),
                                                          1, code);
        MethodHandle rethrow = MethodHandles.throwException(target.type().returnType(), KraitError.class);
        rethrow = padded(rethrow, taken.type().parameterList());
        return MethodHandles.catchException(target, KraitError.class,
                                            MethodHandles.guardWithTest(test, taken, rethrow));
    }
    static MethodHandle tableSwitch(MethodHandle[] all) {
        MethodHandle[] indexed = new MethodHandle[all.length];
        for (int i = 0; i < all.length; ++i) indexed[i] = MethodHandles.dropArguments(all[i], 0, int.class);
        MethodHandle chosen = MethodHandles.tableSwitch(indexed[0], Arrays.copyOfRange(indexed, 1, all.length));
        return MethodHandles.foldArguments(chosen, own("index", int.class, long.class));
    }
    static MethodHandle countedLoop(MethodHandle[] part, List<Class<?>> outer) {
        MethodHandle body = part[3];
        List<Class<?>> v = variable(body);
        MethodHandle index = own("index", int.class, long.class);
        body = padded(body, joined(joined(v, List.of(long.class)), outer));
        body = taking(body, v.size(), int.class);
        return MethodHandles.countedLoop(padded(MethodHandles.filterReturnValue(part[0], index), outer),
                                         padded(MethodHandles.filterReturnValue(part[1], index), outer),
                                         padded(part[2], outer), body);
    }
    static MethodHandle iteratedLoop(MethodHandle[] part, List<Class<?>> outer) {
        MethodHandle body = part[4];
        List<Class<?>> element = List.of(part[2].type().returnType());
        body = padded(body, joined(joined(variable(body), element), outer));
        return MethodHandles.iteratedLoop(padded(returning(part[0], Iterator.class), outer), padded(part[3], outer),
                                          body);
    }
    static MethodHandle loop(MethodHandle[] part, List<Class<?>> outer) {
        List<Class<?>> inner = new ArrayList<>();
        for (int c = 0; c < part.length; c += 4) {
            MethodHandle typed = part[c] != null ? part[c] : part[c + 1];
            if (typed != null) inner.addAll(variable(typed));
        }
        inner.addAll(outer);
        MethodHandle[][] clauses = new MethodHandle[part.length / 4][];
        for (int c = 0; c < part.length; c += 4) {
            clauses[c / 4] = new MethodHandle[] {padded(part[c], outer), padded(part[c + 1], inner),
                                                 padded(part[c + 2], inner), padded(part[c + 3], inner)};
        }
        return MethodHandles.loop(clauses);
    }

    // --- reading ---
    private final List<MethodHandle> nodes = new ArrayList<>();

    static Class<?> classOf(char letter) {
        switch (letter) {
            case 'J': return long.class;
            case 'D': return double.class;
            case 'Z': return boolean.class;
            case 'V': return void.class;
            default: return Object.class;
        }
    }
    static MethodType typeOf(String text) {
        int arity = text.indexOf('>');
        Class<?>[] parameters = new Class<?>[arity];
        for (int i = 0; i < arity; ++i) parameters[i] = classOf(text.charAt(i));
        return MethodType.methodType(classOf(text.charAt(arity + 1)), parameters);
    }
    static Double doubleOf(String bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    }
    static Object valueOf(String text) {
        switch (text.charAt(0)) {
            case 'i': return Long.valueOf(text.substring(1));
            case 'd': return doubleOf(text.substring(1));
            case 't': return true;
            case 'f': return false;
            case 'n': return null;
            default: return EMPTY;
        }
    }
    Object word(String text) {
        String rest = text.substring(1);
        switch (text.charAt(0)) {
            case 'J': return Long.valueOf(rest);
            case 'D': return doubleOf(rest);
            case 'Z': return rest.equals("1");
            case 'P': return rest.equals("A") ? ARRAY : nodes.get(Integer.parseInt(rest));
            default: return valueOf(rest);
        }
    }
    MethodHandle[] children(String text) {
        if (text.equals(".")) return new MethodHandle[0];
        String[] ids = text.split(",");
        MethodHandle[] result = new MethodHandle[ids.length];
        for (int i = 0; i < ids.length; ++i) {
            result[i] = ids[i].equals("-") ? null : nodes.get(Integer.parseInt(ids[i]));
        }
        return result;
    }
    static MethodHandle[] from(int first, MethodHandle[] all) {
        return Arrays.copyOfRange(all, first, all.length);
    }

    // "node ID KIND TYPE INDEX CHILDREN OPERANDS..."
    MethodHandle node(String[] text) throws Throwable {
        MethodType type = typeOf(text[3]);
        int index = Integer.parseInt(text[4]);
        MethodHandle[] child = children(text[5]);
        List<Class<?>> outer = type.parameterList();
        switch (text[2]) {
            case "constant":
            case "word": return MethodHandles.constant(type.returnType(), word(text[6]));
            case "identity": return MethodHandles.identity(type.returnType());
            case "empty": return MethodHandles.empty(type);
            case "function": return function(text[6], type);
            case "get-element": {
                MethodHandle getter = MethodHandles.arrayElementGetter(long[].class);
                getter = mapped(getter, ArrayIndexOutOfBoundsException.class, "refusedIndex");
                getter = MethodHandles.filterArguments(getter, 1, own("index", int.class, long.class));
                return taking(getter, 0, Object.class);
            }
            case "throw": {
                MethodHandle thrower = MethodHandles.throwException(type.returnType(), RuntimeException.class);
                MethodHandle made = own("errorOf", RuntimeException.class, type.parameterType(0));
                return MethodHandles.filterArguments(thrower, 0, made);
            }
            case "invoke-site": return new MutableCallSite(nodes.get(Integer.parseInt(text[6]))).dynamicInvoker();
            case "invoker": {
                MethodType callee = typeOf(text[6]);
                return taking(index == 0 ? MethodHandles.exactInvoker(callee) : MethodHandles.invoker(callee), 0,
                              Object.class);
            }
            case "as-type": return asType(child[0], type, index != 0);
            case "insert": {
                Object[] values = new Object[child.length - 1];
                for (int i = 0; i < values.length; ++i) values[i] = child[i + 1].invoke();
                return MethodHandles.insertArguments(child[0], index, values);
            }
            case "drop": {
                int dropped = outer.size() - child[0].type().parameterCount();
                return MethodHandles.dropArguments(child[0], index, outer.subList(index, index + dropped));
            }
            case "permute": {
                int[] order = new int[text.length - 6];
                for (int i = 0; i < order.length; ++i) order[i] = Integer.parseInt(text[i + 6]);
                return MethodHandles.permuteArguments(child[0], type, order);
            }
            case "filter": return MethodHandles.filterArguments(child[0], index, from(1, child));
            case "filter-result": return MethodHandles.filterReturnValue(child[0], child[1]);
            case "collect": return MethodHandles.collectArguments(child[0], index, child[1]);
            case "fold": return MethodHandles.foldArguments(child[0], index, child[1]);
            case "spread": {
                MethodHandle spread = child[0].asSpreader(index, long[].class, Integer.parseInt(text[6]));
                return taking(spread, index, Object.class);
            }
            case "gather":
                return taking(child[0], index, long[].class)
                    .asCollector(index, long[].class, Integer.parseInt(text[6]));
            case "guard-with-test": return MethodHandles.guardWithTest(child[0], child[1], child[2]);
            case "switch-point": return (text[6].equals("1") ? VALID : FIRED).guardWithTest(child[0], child[1]);
            case "catch": return catchException(child[0], index, child[1]);
            case "finally": return MethodHandles.tryFinally(child[0], handling(child[1], Throwable.class));
            case "counted-loop": return countedLoop(child, outer);
            case "iterated-loop": return iteratedLoop(child, outer);
            case "while-loop": {
                List<Class<?>> inner = joined(variable(child[2]), outer);
                return MethodHandles.whileLoop(padded(child[0], outer), padded(child[1], inner),
                                               padded(child[2], inner));
            }
            case "do-while-loop": {
                List<Class<?>> inner = joined(variable(child[1]), outer);
                return MethodHandles.doWhileLoop(padded(child[0], outer), padded(child[1], inner),
                                                 padded(child[2], inner));
            }
            case "loop": return loop(child, outer);
            case "table-switch": return tableSwitch(child);
            default: throw new AssertionError("no such kind: " + text[2]);
        }
    }

    // --- running ---
    // "run TRACE OUTCOME ARGUMENTS...". Null: as expected.
    String run(String[] text) {
        Object[] arguments = new Object[text.length - 3];
        for (int i = 0; i < arguments.length; ++i) arguments[i] = word(text[i + 3]);
        MethodHandle root = nodes.get(nodes.size() - 1);
        trace = 0;
        Object result;
        try {
            result = root.invokeWithArguments(arguments);
        } catch (KraitError error) {
            result = error;
        } catch (Throwable other) {
            return "failed with " + other;
        }
        if (trace != Long.parseUnsignedLong(text[1], 16)) return "effects differ, result " + show(result);
        return agrees(text[2], result) ? null : "gave " + show(result) + ", not " + text[2];
    }
    boolean agrees(String expected, Object result) {
        if (expected.equals("-")) return result == null;
        if (expected.charAt(0) != '!') return Objects.equals(word(expected), result);
        if (!(result instanceof KraitError)) return false;
        KraitError error = (KraitError) result;
        String[] parts = expected.substring(1).split(",");
        return error.code == Long.parseLong(parts[0]) && Objects.equals(valueOf(parts[1]), error.value);
    }
    static String show(Object result) {
        if (!(result instanceof KraitError)) return String.valueOf(result);
        return "error " + ((KraitError) result).code + " " + ((KraitError) result).value;
    }

    public static void main(String[] unused) throws Throwable {
        SwitchPoint.invalidateAll(new SwitchPoint[] {FIRED});
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        RunGraphs graph = new RunGraphs();
        String seed = "";
        int graphs = 0;
        int runs = 0;
        int wrong = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] text = line.split(" ");
            switch (text[0]) {
                case "graph":
                    graph = new RunGraphs();
                    seed = text[1];
                    ++graphs;
                    break;
                case "node":
                    graph.nodes.add(graph.node(text));
                    break;
                default: {
                    ++runs;
                    String difference = graph.run(text);
                    if (difference == null) break;
                    if (++wrong <= 20) System.out.println("seed " + seed + " " + difference + "  <- " + line);
                }
            }
        }
        System.out.println(graphs + " graphs, " + runs + " invocations, " + wrong + " disagree");
        System.exit(wrong == 0 && graphs > 0 ? 0 : 1);
    }
}
