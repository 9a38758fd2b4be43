// The call protocol of native functions: binding arguments to declared parameters, and the errors
// when they do not fit, worded as CPython's argument parsers word them.
#include "runtime/object/call_native.h"

#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/function.h"
#include "runtime/object/mro.h"
#include "runtime/object/native_function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr size_t kInlineSlots = 24;

struct Binding {
  Isolate* iso;
  const NativeFunction* function;
  const NativeSignature* signature;
  const Value* args;
  size_t positional;  // of args; the rest go by `names`
  Tuple* names;       // or null
  NativeFn fn;        // what is called

  size_t named() const { return names == nullptr ? 0 : static_cast<size_t>(names->size); }
  // Arguments and parameters before the receiver are not counted in messages.
  size_t hidden() const { return signature->has_self ? 1 : 0; }
};

bool IsConstruction(const NativeFunction* f) {
  const std::string_view name = f->method->name;
  return f->owner != nullptr && (name == "__new__" || name == "__init__");
}

// "sin" of math.sin: what argument parsers call the function.
std::string BareName(const NativeFunction* f) {
  if (IsConstruction(f)) return std::string(f->owner->name->view());
  return f->method->name;
}

// "math.sin()", "list.append()".
std::string FullName(Isolate* iso, const NativeFunction* f) {
  if (IsConstruction(f)) return BareName(f) + "()";
  std::string text;
  if (f->owner != nullptr) {
    // A bound method is named after the receiver's class.
    const Type* type = !f->self                              ? f->owner
                       : HasKind(f->self, ObjectKind::kType) ? f->self.As<Type>()
                                                             : TypeOf(iso, f->self);
    text = std::string(type->qualname->view()) + ".";
  } else if (HasKind(f->module, ObjectKind::kStr) && f->module.As<Str>()->view() != "builtins") {
    text = std::string(f->module.As<Str>()->view()) + ".";
  }
  return text + f->method->name + "()";
}

const char* Plural(size_t n) { return n == 1 ? "" : "s"; }

Failure RaiseType(Isolate* iso, const std::string& text) { return RaiseTypeError(iso, text); }

// How many positional arguments a call gave, and how many its function takes; self does not count.
struct PositionalCount {
  size_t given;
  size_t least;
  size_t most;

  // The bound that was missed.
  size_t bound() const { return given < least ? least : most; }
  const char* at_bound() const { return given < least ? "at least " : "at most "; }
};

PositionalCount CountPositional(const Binding& b) {
  const NativeSignature& s = *b.signature;
  const size_t hidden = b.hidden();
  return {.given = b.positional - std::min(hidden, b.positional),
          .least = s.required - std::min<size_t>(hidden, s.required),
          .most = s.positional - hidden};
}

std::string GivenText(size_t given) { return " (" + std::to_string(given) + " given)"; }

// Of a slot, as `x.__add__(1, 2)` calls it.
Failure RaiseSlotCount(const Binding& b, const PositionalCount& count) {
  const std::string got = ", got " + std::to_string(count.given);
  if (count.least != count.most) {
    return RaiseType(b.iso, std::string("expected ") + count.at_bound() +
                                std::to_string(count.bound()) + " argument" +
                                Plural(count.bound()) + got);
  }
  const bool of_module = b.function->owner != nullptr && b.function->owner->layout != nullptr;
  const std::string caller = of_module && BareName(b.function) == "__call__"
                                 ? std::string(b.function->owner->name->view()) + " "
                                 : "";
  return RaiseType(b.iso, caller + "expected " + std::to_string(count.most) + " argument" +
                              Plural(count.most) + got);
}

// Of a function whose positional parameters have no names.
Failure RaisePositionalOnlyCount(const Binding& b, const PositionalCount& count) {
  const NativeSignature& s = *b.signature;
  if (s.keyword_only == 0 && !s.var_positional && !IsConstruction(b.function)) {
    if (count.most == 0) {
      return RaiseType(
          b.iso, FullName(b.iso, b.function) + " takes no arguments" + GivenText(count.given));
    }
    if (count.most == 1 && count.least == 1) {
      return RaiseType(b.iso, FullName(b.iso, b.function) + " takes exactly one argument" +
                                  GivenText(count.given));
    }
  }
  if (s.keyword_only > 0 && count.most == 0 && !s.var_positional) {
    return RaiseType(b.iso, BareName(b.function) + "() takes no positional arguments");
  }
  const bool exact = count.least == count.most && !s.var_positional;
  return RaiseType(b.iso, BareName(b.function) + " expected " + (exact ? "" : count.at_bound()) +
                              std::to_string(count.bound()) + " argument" + Plural(count.bound()) +
                              ", got " + std::to_string(count.given));
}

// Of a function whose parameters have names.
Failure RaiseNamedCount(const Binding& b, const PositionalCount& count) {
  const NativeSignature& s = *b.signature;
  const size_t total = count.given + b.named();
  const size_t accepted = count.most + s.keyword_only;
  const std::string name = BareName(b.function) + "()";
  if (total > accepted && !s.var_keywords) {
    return RaiseType(b.iso, name + " takes at most " + std::to_string(accepted) + " " +
                                (count.given == 0 ? "keyword " : "") + "argument" +
                                Plural(accepted) + GivenText(total));
  }
  if (count.given > count.most) {
    if (count.most == 0) return RaiseType(b.iso, name + " takes no positional arguments");
    return RaiseType(b.iso, name + " takes " +
                                (count.least < count.most ? "at most " : "exactly ") +
                                std::to_string(count.most) + " positional argument" +
                                Plural(count.most) + GivenText(count.given));
  }
  const size_t least_only = std::min<size_t>(count.least, s.positional_only - b.hidden());
  return RaiseType(b.iso, name + " takes " + (least_only < count.most ? "at least " : "exactly ") +
                              std::to_string(least_only) + " positional argument" +
                              Plural(least_only) + GivenText(count.given));
}

// Too few or too many positional arguments.
Failure RaiseCount(const Binding& b) {
  const NativeSignature& s = *b.signature;
  const PositionalCount count = CountPositional(b);
  const auto kind = static_cast<ObjectKind>(b.function->kind);
  if ((kind == ObjectKind::kWrapperDescriptor || kind == ObjectKind::kMethodWrapper) &&
      !IsConstruction(b.function)) {
    return RaiseSlotCount(b, count);
  }
  if (b.function->method->flags & kParseTuple) {
    return RaiseType(b.iso, BareName(b.function) + "() takes " + count.at_bound() +
                                std::to_string(count.bound()) + " argument" +
                                Plural(count.bound()) + GivenText(count.given));
  }
  return s.positional_only == s.positional ? RaisePositionalOnlyCount(b, count)
                                           : RaiseNamedCount(b, count);
}

Failure RaiseMissing(const Binding& b, size_t parameter) {
  const NativeSignature& s = *b.signature;
  if (parameter < s.positional_only && b.positional < s.positional_only) return RaiseCount(b);
  std::string text = BareName(b.function) + "() missing required argument '" +
                     std::string(s.parameters[parameter].name) + "'";
  // enumerate has an argument parser of its own.
  const Type* owner = b.function->owner;
  if (owner == nullptr || owner->instance_kind != ObjectKind::kEnumerate) {
    text += " (pos " + std::to_string(parameter + 1 - b.hidden()) + ")";
  }
  return RaiseType(b.iso, text);
}

// The slot of the keyword parameter of this name; -1: there is none.
int FindKeyword(const NativeSignature& s, std::string_view name) {
  for (size_t i = s.positional_only; i < s.parameters.size(); ++i) {
    if (s.var_positional && i == s.positional) continue;
    if (s.var_keywords && i + 1 == s.parameters.size()) continue;
    if (s.parameters[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

bool AcceptsKeywords(const NativeSignature& s) {
  return s.var_keywords || s.keyword_only > 0 || s.positional > s.positional_only;
}

bool BindKeywords(const Binding& b, Value* slots) {
  const NativeSignature& s = *b.signature;
  const size_t extra_slot = s.slots - 1u;
  for (size_t i = 0; i < b.named(); ++i) {
    Str* name = b.names->items[i].As<Str>();
    const Value v = b.args[b.positional + i];
    const int slot = FindKeyword(s, name->view());
    if (slot >= 0) {
      if (slots[slot]) {
        return RaiseType(b.iso, "argument for " + BareName(b.function) + "() given by name ('" +
                                    std::string(name->view()) + "') and position (" +
                                    std::to_string(slot + 1 - b.hidden()) + ")");
      }
      slots[slot] = v;
    } else if (s.var_keywords) {
      if (!slots[extra_slot].As<Dict>()->Set(b.iso, name, v)) return false;
    } else {
      return RaiseType(b.iso, "'" + std::string(name->view()) +
                                  "' is an invalid keyword argument for " + BareName(b.function) +
                                  "()");
    }
  }
  return true;
}

// The keywords of a call of a script's subclass are for its own __init__, which gets them too;
// those of a list's subclass may likewise be for its __new__.
bool AreForSubclass(const Binding& b) {
  const Type* owner = b.function->owner;
  if (owner == nullptr || b.positional == 0) return false;
  const bool is_new = (b.function->method->flags & kConstructor) != 0;
  Special other = Special::kInit;
  Type* type = is_new ? CastTo<Type>(b.args[0], ObjectKind::kType) : nullptr;
  if (!is_new) {
    if (owner->instance_kind != ObjectKind::kList || !IsConstruction(b.function)) return false;
    type = TypeOf(b.iso, b.args[0]);
    other = Special::kNew;
  }
  return type != nullptr && type != owner &&
         TypeSpecial(b.iso, type, other) != TypeSpecial(b.iso, const_cast<Type*>(owner), other);
}

bool Bind(Binding b, Value* slots) {
  const NativeSignature& s = *b.signature;
  if (b.named() > 0 && !AcceptsKeywords(s) && AreForSubclass(b)) b.names = nullptr;
  if (b.named() > 0 && !AcceptsKeywords(s)) {
    const auto kind = static_cast<ObjectKind>(b.function->kind);
    if ((kind == ObjectKind::kWrapperDescriptor || kind == ObjectKind::kMethodWrapper) &&
        !IsConstruction(b.function)) {
      return RaiseType(b.iso, std::string("wrapper ") + b.function->method->name +
                                  "() takes no keyword arguments");
    }
    return RaiseType(b.iso, FullName(b.iso, b.function) + " takes no keyword arguments");
  }
  if (!s.var_positional && b.positional > s.positional) return RaiseCount(b);
  const size_t direct = std::min<size_t>(b.positional, s.positional);
  for (size_t i = 0; i < direct; ++i) slots[i] = b.args[i];
  if (s.var_positional) {
    Tuple* rest = Tuple::From(b.iso, {b.args + direct, b.positional - direct});
    if (rest == nullptr) return false;
    slots[s.positional] = Value::Object(rest);
  }
  if (s.var_keywords) {
    Dict* dict = Dict::New(b.iso);
    if (dict == nullptr) return false;
    slots[s.slots - 1] = Value::Object(dict);
  }
  if (b.named() > 0) {
    if (!s.var_keywords && !s.var_positional &&
        b.positional + b.named() > s.positional + s.keyword_only) {
      return RaiseCount(b);
    }
    if (!BindKeywords(b, slots)) return false;
  }
  for (size_t i = 0; i < s.parameters.size(); ++i) {
    if (!slots[i] && !s.parameters[i].optional) {
      if (s.positional_only == s.positional && i < s.positional) return RaiseCount(b);
      return RaiseMissing(b, i);
    }
  }
  return true;
}

// An iterator's end, for callers other than iteration itself (see NativeFlags::kExhaustible).
Value Finish(Isolate* iso, const NativeMethod* method, NativeFn fn, Value result) {
  if (!result && fn == method->fn && (method->flags & kExhaustible) != 0 && !iso->HasPending()) {
    return RaiseWith(iso, ExceptionId::kStopIteration, Value::Empty());
  }
  return result;
}

Value BindAndCall(const Binding& b) {
  const NativeSignature& s = *b.signature;
  const NativeFn fn = b.fn;
  if (s.variadic) {
    if (b.named() > 0) {
      return RaiseType(b.iso, FullName(b.iso, b.function) + " takes no keyword arguments");
    }
    return Finish(b.iso, b.function->method, fn, fn(b.iso, const_cast<Value*>(b.args), b.positional));
  }
  if (s.slots <= kInlineSlots) {
    Value slots[kInlineSlots] = {};
    if (!Bind(b, slots)) return Value::Empty();
    return Finish(b.iso, b.function->method, fn, fn(b.iso, slots, s.slots));
  }
  gc::RootVector slots(b.iso->heap());
  slots.resize(s.slots);
  if (!Bind(b, slots.data())) return Value::Empty();
  return Finish(b.iso, b.function->method, fn, fn(b.iso, slots.data(), s.slots));
}

// The receiver of an unbound method must be an instance of the class.
bool CheckReceiver(Isolate* iso, const NativeFunction* f, const Value* args, size_t count) {
  const auto kind = static_cast<ObjectKind>(f->kind);
  const bool wrapper = kind == ObjectKind::kWrapperDescriptor;
  if (count == 0) {
    if (wrapper) {
      return RaiseType(iso, std::string("descriptor '") + f->method->name + "' of '" +
                                TypeFullName(f->owner) + "' object needs an argument");
    }
    return RaiseType(iso, std::string("unbound method ") + std::string(f->owner->name->view()) +
                              "." + f->method->name + "() needs an argument");
  }
  if (IsInstanceOf(iso, args[0], f->owner)) return true;
  if (wrapper) {
    return RaiseType(iso, std::string("descriptor '") + f->method->name + "' requires a '" +
                              TypeFullName(f->owner) + "' object but received a '" +
                              TypeName(iso, args[0]) + "'");
  }
  return RaiseType(iso, std::string("descriptor '") + f->method->name + "' for '" +
                            TypeFullName(f->owner) + "' objects doesn't apply to a '" +
                            TypeName(iso, args[0]) + "' object");
}

// list.__new__(cls, ...) called by name: is `cls` a class whose instances list.__new__ may make?
bool CheckConstruction(Isolate* iso, const NativeFunction* f, const Value* args, size_t count) {
  const std::string owner = TypeFullName(f->owner);
  if (count == 0) return RaiseType(iso, owner + ".__new__(): not enough arguments");
  if (!HasKind(args[0], ObjectKind::kType)) {
    return RaiseType(
        iso, owner + ".__new__(X): X is not a type object (" + TypeName(iso, args[0]) + ")");
  }
  Type* type = args[0].As<Type>();
  const std::string name = TypeFullName(type);
  if (!IsSubtype(type, f->owner)) {
    return RaiseType(iso,
                     owner + ".__new__(" + name + "): " + name + " is not a subtype of " + owner);
  }
  if (type->instance_kind != f->owner->instance_kind || type->layout != f->owner->layout) {
    return RaiseType(iso, owner + ".__new__(" + name + ") is not safe, use " +
                              TypeFullName(SolidBase(iso, type)) + ".__new__()");
  }
  return true;
}

const NativeSignature* SignatureOf(Isolate* iso, const NativeMethod* method) {
  auto& entry = iso->state().signatures[method];
  if (entry == nullptr) entry = std::make_unique<NativeSignature>(NativeSignature::Parse(*method));
  return entry.get();
}

}  // namespace

const NativeSignature* SignatureOf(Isolate* iso, NativeFunction* function) {
  if (function->signature == nullptr) function->signature = SignatureOf(iso, function->method);
  return function->signature;
}

namespace {

Value CallUncheckedAs(Isolate* iso, NativeFunction* function, NativeFn fn, const Value* args,
                      size_t count, Tuple* keyword_names) {
  const NativeSignature* s = SignatureOf(iso, function);
  if (keyword_names == nullptr && s->simple && count == s->slots) [[likely]] {
    const Value result = fn(iso, const_cast<Value*>(args), count);
    return result ? result : Finish(iso, function->method, fn, result);
  }
  if ((function->method->flags & kIgnoresArguments) != 0) {
    Value slots[kInlineSlots] = {args[0]};
    return fn(iso, slots, s->slots);
  }
  if (keyword_names == nullptr && s->simple && s->required <= count && count < s->slots &&
      s->slots <= kInlineSlots) {
    Value slots[kInlineSlots] = {};  // Empty: not passed
    for (size_t i = 0; i < count; ++i) slots[i] = args[i];
    return Finish(iso, function->method, fn, fn(iso, slots, s->slots));
  }
  const size_t named = keyword_names == nullptr ? 0 : static_cast<size_t>(keyword_names->size);
  return BindAndCall({iso, function, s, args, count - named, keyword_names, fn});
}

}  // namespace

Value CallNativeUnchecked(Isolate* iso, NativeFunction* function, const Value* args, size_t count,
                          Tuple* keyword_names) {
  return CallUncheckedAs(iso, function, function->method->fn, args, count, keyword_names);
}

Value CallNative(Isolate* iso, NativeFunction* function, const Value* args, size_t count,
                 Tuple* keyword_names) {
  return CallNativeAs(iso, function, function->method->fn, args, count, keyword_names);
}

Value CallNativeAs(Isolate* iso, NativeFunction* function, NativeFn fn, const Value* args,
                   size_t count, Tuple* keyword_names) {
  if (function->self) {
    if (count < kInlineSlots) {
      Value all[kInlineSlots];
      all[0] = function->self;
      for (size_t i = 0; i < count; ++i) all[i + 1] = args[i];
      return CallUncheckedAs(iso, function, fn, all, count + 1, keyword_names);
    }
    gc::RootVector all(iso->heap());
    all.push_back(function->self);
    for (size_t i = 0; i < count; ++i) all.push_back(args[i]);
    return CallUncheckedAs(iso, function, fn, all.data(), count + 1, keyword_names);
  }
  if (function->owner != nullptr) {
    const size_t positional =
        count - (keyword_names == nullptr ? 0 : static_cast<size_t>(keyword_names->size));
    if ((function->method->flags & kConstructor) != 0) {
      if (!CheckConstruction(iso, function, args, positional)) return Value::Empty();
    } else if ((function->method->flags & (kStaticMethod | kClassMethod)) == 0) {
      if (!CheckReceiver(iso, function, args, positional)) return Value::Empty();
    } else if (static_cast<ObjectKind>(function->kind) == ObjectKind::kClassMethodDescriptor) {
      if (positional == 0) {
        return RaiseType(iso, std::string("descriptor '") + function->method->name + "' of '" +
                                  TypeFullName(function->owner) + "' object needs an argument");
      }
      if (!CheckClassReceiver(iso, function, args[0])) return Value::Empty();
    }
  }
  return CallUncheckedAs(iso, function, fn, args, count, keyword_names);
}

}  // namespace krait
