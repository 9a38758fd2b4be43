// The Java twin of call_sites.cc: the same measurements with java.lang.invoke. A line each: name, value, unit.
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

public final class CallSites {
  interface Binary {
    double apply(double a, double b);
  }

  static double step(double a, double b) {
    return a * 0.5 + b;
  }

  static double otherStep(double a, double b) {
    return a * 0.25 + b;
  }

  static boolean test(double a) {
    return a < 1e300;
  }

  static final MethodType TYPE = MethodType.methodType(double.class, double.class, double.class);
  static final MethodHandle STEP = find("step", TYPE);
  static final MethodHandle OTHER = find("otherStep", TYPE);
  static final MethodHandle TEST = find("test", MethodType.methodType(boolean.class, double.class));
  static final int CALLS = 2_000_000;

  static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(CallSites.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static MethodHandle guarded(SwitchPoint point, MethodHandle target) {
    return point.guardWithTest(MethodHandles.guardWithTest(TEST, target, OTHER), OTHER);
  }

  static void report(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "%-48s %10.3f %s%n", name, value, unit);
  }

  static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  // A site as a constant of its class, which is how invokedynamic sees it.
  static final MutableCallSite SITE = new MutableCallSite(guarded(new SwitchPoint(), STEP));
  static final MethodHandle INVOKER = SITE.dynamicInvoker();
  static volatile double sink;

  static double loopThroughConstant() throws Throwable {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      double value = 1;
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        value = (double) INVOKER.invokeExact(value, 1.25);
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
      sink = value;
    }
    return best;
  }

  static double loopThroughVariable(MethodHandle handle) throws Throwable {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      double value = 1;
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        value = (double) handle.invokeExact(value, 1.25);
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
      sink = value;
    }
    return best;
  }

  // One call in a method of its own, so that it is compiled and depends on the site.
  static double once(double a, double b) throws Throwable {
    return (double) INVOKER.invokeExact(a, b);
  }

  static void setTarget() throws Throwable {
    MethodHandle[] targets = {SITE.getTarget(), guarded(new SwitchPoint(), OTHER)};
    for (int i = 0; i < 100_000; i++) {
      sink = once(1, 2);
    }
    double[] known = new double[200];
    for (int i = 0; i < known.length; i++) {
      long start = System.nanoTime();
      SITE.setTarget(targets[i % 2]);
      sink = once(1, 2);
      known[i] = System.nanoTime() - start;
      for (int k = 0; k < 20_000; k++) {
        sink = once(1, 2);
      }
    }
    report("set_target_and_first_call", median(known) / 1000, "us");
    double[] fresh = new double[200];
    for (int i = 0; i < fresh.length; i++) {
      MethodHandle target = guarded(new SwitchPoint(), STEP);
      long start = System.nanoTime();
      SITE.setTarget(target);
      sink = once(1, 2);
      fresh[i] = System.nanoTime() - start;
      for (int k = 0; k < 20_000; k++) {
        sink = once(1, 2);
      }
    }
    report("set_new_target_and_first_call", median(fresh) / 1000, "us");
  }

  static void invalidate(int unrelated) throws Throwable {
    List<MethodHandle> others = new ArrayList<>();
    for (int i = 0; i < unrelated; i++) {
      MethodHandle handle = guarded(new SwitchPoint(), STEP);
      sink = (double) handle.invokeExact(1.0, 2.0);
      others.add(handle);
    }
    double[] times = new double[100];
    for (int i = 0; i < times.length; i++) {
      SwitchPoint point = new SwitchPoint();
      SITE.setTarget(guarded(point, STEP));
      for (int k = 0; k < 20_000; k++) {
        sink = once(1, 2);
      }
      SwitchPoint[] points = {point};
      long start = System.nanoTime();
      SwitchPoint.invalidateAll(points);
      sink = once(1, 2);
      times[i] = System.nanoTime() - start;
    }
    report("invalidate_and_first_call_" + unrelated + "_unrelated", median(times) / 1000, "us");
    sink = others.size();
  }

  public static void main(String[] arguments) throws Throwable {
    report("site_invoke_compiled", loopThroughConstant(), "ns");
    report("typed_handle_call", loopThroughVariable(guarded(new SwitchPoint(), STEP)), "ns");
    setTarget();
    for (int unrelated : new int[] {1, 100, 10_000}) {
      invalidate(unrelated);
    }
  }

  private CallSites() {}
}
