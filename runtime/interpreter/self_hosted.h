// Built-ins whose work is to run script are script themselves: a few lines each, compiled when they are
// first needed. The interpreter's loop pushes a frame for such a function as for any other, so all that
// it calls (a key function, a generator, an __eq__, a module's body) runs in the same loop, and its
// operations are sites like all others.
//
// Nobody sees them: their frames are passed over by tracebacks, sys._getframe(), f_back and whatever asks
// for the caller. Their global names are private: rebinding builtins.next changes nothing here. Where a
// built-in has no script to run its C++ function does the work.
#ifndef KRAIT_RUNTIME_INTERPRETER_SELF_HOSTED_H_
#define KRAIT_RUNTIME_INTERPRETER_SELF_HOSTED_H_

#include <initializer_list>
#include <span>

#include "gc/value.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/native.h"

namespace krait {

class Isolate;

// V(Name, parameters and body)
#define KRAIT_SELF_HOSTED(V)                                                                       \
  V(Make, "(c):\n return c()\n")                                                                   \
  V(Any, "(it):\n for x in it:\n  if x: return True\n return False\n")                             \
  V(All, "(it):\n for x in it:\n  if not x: return False\n return True\n")                         \
  V(Sum, "(it, total):\n for x in it: total = total + x\n return total\n")                         \
  V(Max,                                                                                           \
    "(it, key, default, fallback):\n"                                                              \
    " first = True\n"                                                                              \
    " if key is None:\n"                                                                           \
    "  for x in it:\n"                                                                             \
    "   if first:\n    best = x; first = False\n"                                                  \
    "   elif x > best: best = x\n"                                                                 \
    " else:\n"                                                                                     \
    "  for x in it:\n"                                                                             \
    "   k = key(x)\n"                                                                              \
    "   if first:\n    best = x; top = k; first = False\n"                                         \
    "   elif k > top:\n    best = x; top = k\n"                                                    \
    " if not first: return best\n"                                                                 \
    " if default: return fallback\n"                                                               \
    " raise ValueError('max() arg is an empty sequence')\n")                                       \
  V(Min,                                                                                           \
    "(it, key, default, fallback):\n"                                                              \
    " first = True\n"                                                                              \
    " if key is None:\n"                                                                           \
    "  for x in it:\n"                                                                             \
    "   if first:\n    best = x; first = False\n"                                                  \
    "   elif x < best: best = x\n"                                                                 \
    " else:\n"                                                                                     \
    "  for x in it:\n"                                                                             \
    "   k = key(x)\n"                                                                              \
    "   if first:\n    best = x; top = k; first = False\n"                                         \
    "   elif k < top:\n    best = x; top = k\n"                                                    \
    " if not first: return best\n"                                                                 \
    " if default: return fallback\n"                                                               \
    " raise ValueError('min() arg is an empty sequence')\n")                                       \
  V(Sorted,                                                                                        \
    "(it, key, reverse):\n"                                                                        \
    " items = list(it)\n"                                                                          \
    " if key is None: sort_by(items, None, reverse)\n"                                             \
    " else: sort_by(items, [key(x) for x in items], reverse)\n"                                    \
    " return items\n")                                                                             \
  V(ListSort,                                                                                      \
    "(self, key, reverse):\n"                                                                      \
    " items = take_items(self)\n"                                                                  \
    " try: sort_by(items, [key(x) for x in items], reverse)\n"                                     \
    " except:\n  give_items(self, items, False)\n  raise\n"                                        \
    " give_items(self, items, True)\n")                                                            \
  V(Print,                                                                                         \
    "(items, sep, end, file, flush):\n"                                                            \
    " first = True\n"                                                                              \
    " for x in items:\n"                                                                           \
    "  if first: first = False\n"                                                                  \
    "  else: file.write(sep)\n"                                                                    \
    "  file.write(str(x))\n"                                                                       \
    " file.write(end)\n"                                                                           \
    " if flush: file.flush()\n")                                                                   \
  V(PrintToFile,                                                                                   \
    "(items, sep, end, file, flush):\n"                                                            \
    " first = True\n"                                                                              \
    " for x in items:\n"                                                                           \
    "  if first: first = False\n"                                                                  \
    "  else: put(file, sep)\n"                                                                     \
    "  put(file, str(x))\n"                                                                        \
    " put(file, end)\n"                                                                            \
    " if flush: file.flush()\n")                                                                   \
  V(HasAttr,                                                                                       \
    "(o, name):\n"                                                                                 \
    " try: getattr(o, name)\n"                                                                     \
    " except AttributeError: return False\n"                                                       \
    " return True\n")                                                                              \
  V(GetAttrOr,                                                                                     \
    "(o, name, fallback):\n"                                                                       \
    " try: return getattr(o, name)\n"                                                              \
    " except AttributeError: return fallback\n")                                                   \
  V(Contains,                                                                                      \
    "(item, container):\n"                                                                         \
    " it = None\n"                                                                                 \
    " try: it = iter(container)\n"                                                                 \
    " except TypeError: pass\n"                                                                    \
    " if it is None: not_iterable(container)\n"                                                    \
    " for x in it:\n"                                                                              \
    "  if x is item or x == item: return True\n"                                                   \
    " return False\n")                                                                             \
  V(SetUpdate, "(s, it):\n for x in it: add(s, x)\n")                                              \
  V(DictUpdate, "(d, m):\n for k in list(m.keys()): d[k] = m[k]\n")                                \
  V(DictMerge,                                                                                     \
    "(d, m, f):\n"                                                                                 \
    " for k in list(m.keys()):\n"                                                                  \
    "  check_keyword(d, k, f)\n"                                                                   \
    "  d[k] = m[k]\n")                                                                             \
  V(MatchAttributes,                                                                               \
    "(o, cls, names, seen, found):\n"                                                              \
    " for name in names:\n"                                                                        \
    "  note_pattern(seen, name, cls)\n"                                                            \
    "  try: v = getattr(o, name)\n"                                                                \
    "  except AttributeError: return None\n"                                                       \
    "  append(found, v)\n"                                                                         \
    " return tuple(found)\n")                                                                      \
  V(MatchKeys,                                                                                     \
    "(get, keys, marker):\n"                                                                       \
    " found = []\n"                                                                                \
    " for k in keys:\n"                                                                            \
    "  v = get(k, marker)\n"                                                                       \
    "  if v is marker: return None\n"                                                              \
    "  append(found, v)\n"                                                                         \
    " return tuple(found)\n")                                                                      \
  V(MapNext, "(f, it):\n return f(next(it))\n")                                                    \
  V(MapNextOfMany, "(f, its):\n return f(*[next(it) for it in its])\n")                            \
  V(FilterNext,                                                                                    \
    "(f, it):\n"                                                                                   \
    " while True:\n"                                                                               \
    "  x = next(it)\n"                                                                             \
    "  if (x if f is None else f(x)): return x\n")                                                 \
  V(ZipNext, "(its):\n return tuple([next(it) for it in its])\n")                                  \
  V(EnumerateNext, "(e, it):\n return counted(e, next(it))\n")                                     \
  V(Reduce,                                                                                        \
    "(f, it, begun, total):\n"                                                                     \
    " for x in it:\n"                                                                              \
    "  if begun: total = f(total, x)\n"                                                            \
    "  else:\n   total = x; begun = True\n"                                                        \
    " if begun: return total\n"                                                                    \
    " raise TypeError('reduce() of empty iterable with no initial value')\n")                      \
  V(Apply, "(f, args, keywords):\n return f(*args, **keywords) if keywords else f(*args)\n")       \
  V(Cached,                                                                                        \
    "(cache, key, hash, f, args, keywords):\n"                                                     \
    " v = f(*args, **keywords) if keywords else f(*args)\n"                                        \
    " remember(cache, key, hash, v)\n"                                                             \
    " return v\n")                                                                                 \
  V(BuildClass,                                                                                    \
    "(f, name, bases, keywords):\n"                                                                \
    " meta, resolved, prepare = begin_class(bases, keywords)\n"                                    \
    " if prepare is None: ns = {}\n"                                                               \
    " else: ns = check_namespace(meta, prepare(name, resolved, **keywords))\n"                     \
    " cell = run(f, ns)\n"                                                                         \
    " if resolved is not bases: ns['__orig_bases__'] = bases\n"                                    \
    " if keywords: cls = meta(name, resolved, ns, **keywords)\n"                                   \
    " else: cls = meta(name, resolved, ns)\n"                                                      \
    " check_class_cell(cls, name, cell)\n"                                                         \
    " return cls\n")                                                                               \
  V(Import,                                                                                        \
    "(name, globals, names, level):\n"                                                             \
    " full = absolute_name(name, globals, level)\n"                                                \
    " module = import_full(full)\n"                                                                \
    " if not names: return first_package(name, full, module)\n"                                    \
    " for child in missing_submodules(module, names):\n"                                           \
    "  try: import_full(child)\n"                                                                  \
    "  except ModuleNotFoundError as e:\n"                                                         \
    "   if e.name != child: raise\n"                                                               \
    " return module\n")                                                                            \
  V(ImportFull,                                                                                    \
    "(full):\n"                                                                                    \
    " module = loaded(full)\n"                                                                     \
    " if module is not Ellipsis: return module\n"                                                  \
    " outer, dot, child = full.rpartition('.')\n"                                                  \
    " path = None\n"                                                                               \
    " if outer:\n"                                                                                 \
    "  package = import_full(outer)\n"                                                             \
    "  module = loaded(full)\n"                                                                    \
    "  if module is not Ellipsis: return module\n"                                                 \
    "  path = path_of(package, full)\n"                                                            \
    " spec = find_spec(full, path)\n"                                                              \
    " module, loader = begin_load(full, spec)\n"                                                   \
    " if loader is not None:\n"                                                                    \
    "  try:\n"                                                                                     \
    "   body = source_body(module, loader)\n"                                                      \
    "   if body is None: loader.exec_module(module)\n"                                             \
    "   else: run(body, module)\n"                                                                 \
    "  except:\n   end_load(full, spec, False)\n   raise\n"                                        \
    "  module = end_load(full, spec, True)\n"                                                      \
    " if outer: bind_submodule(package, child, module)\n"                                          \
    " return module\n")

enum class SelfHosted : uint8_t {
#define KRAIT_HOSTED(Name, text) k##Name,
  KRAIT_SELF_HOSTED(KRAIT_HOSTED)
#undef KRAIT_HOSTED
      kCount,
};

// The function, compiled now if it is its first use; null with the exception pending.
Function* SelfHostedFunction(Isolate* iso, SelfHosted which);

// Wants it called. Return what this returns.
Failure EnterSelfHosted(Isolate* iso, SelfHosted which, std::initializer_list<Value> arguments,
                        const FrameUse& use = {FrameKind::kScript});

// What these functions call by other names than builtins have: self_hosted_helpers.cc.
extern const std::span<const NativeMethod> kSelfHostedHelpers;

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_SELF_HOSTED_H_
