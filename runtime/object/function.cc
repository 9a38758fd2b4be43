// Script functions as scripts see them.
#include "runtime/object/function.h"

#include <string>

#include "gc/marker.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/module.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Function* Self(Value v) { return v.As<Function>(); }
inline Value OrNone(const void* object) {
  return object == nullptr ? Value::None() : Value::Object(object);
}

// The namespace that a function with these globals takes builtins from.
Dict* BuiltinsOf(Isolate* iso, const Dict* globals) {
  const Value v = globals->Get(iso, iso->names().dunder_builtins);
  if (HasKind(v, ObjectKind::kModule)) return v.As<Module>()->dict;
  if (HasKind(v, ObjectKind::kDict)) {
    v.As<Dict>()->EnterCellMode(iso);
    return v.As<Dict>();
  }
  return iso->builtins();
}

Value New(Isolate* iso, Value* args, size_t) {
  const Value code = args[1], globals = args[2], name = args[3], defaults = args[4],
              closure = args[5];
  if (!HasKind(code, ObjectKind::kCode)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "function() argument 'code' must be code, not %s", TypeName(iso, code));
  }
  if (!HasKind(globals, ObjectKind::kDict)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "function() argument 'globals' must be dict, not %s", TypeName(iso, globals));
  }
  if (name && !name.IsNone() && !HasKind(name, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "arg 3 (name) must be None or string");
  }
  if (defaults && !defaults.IsNone() && !HasKind(defaults, ObjectKind::kTuple)) {
    return RaiseTypeError(iso, "arg 4 (defaults) must be None or tuple");
  }
  auto* c = code.As<Code>();
  const int64_t free = c->freevars == nullptr ? 0 : c->freevars->size;
  const bool has_closure = HasKind(closure, ObjectKind::kTuple);
  if (!has_closure && free > 0) return RaiseTypeError(iso, "arg 5 (closure) must be tuple");
  if (closure && !closure.IsNone() && !has_closure) {
    return RaiseTypeError(iso, "arg 5 (closure) must be None or tuple");
  }
  const int64_t given = has_closure ? closure.As<Tuple>()->size : 0;
  if (given != free) {
    return RaiseF(iso, ExceptionId::kValueError, "%s requires closure of length %d, not %d",
                  std::string(c->name->view()).c_str(), static_cast<int>(free),
                  static_cast<int>(given));
  }
  for (int64_t i = 0; i < given; ++i) {
    const Value item = closure.As<Tuple>()->items[i];
    if (!HasKind(item, ObjectKind::kCell)) {
      return RaiseF(iso, ExceptionId::kTypeError, "arg 5 (closure) expected cell, found %s",
                    TypeName(iso, item));
    }
  }
  globals.As<Dict>()->EnterCellMode(iso);
  KRAIT_TRY(Function*, self, Function::New(iso, c, globals.As<Dict>()));
  if (name && !name.IsNone()) self->name = name.As<Str>();
  if (HasKind(defaults, ObjectKind::kTuple)) self->defaults = defaults.As<Tuple>();
  if (has_closure) self->closure = closure.As<Tuple>();
  iso->Barrier(self);
  return Value::Object(self);
}

Value Repr(Isolate* iso, Value* args, size_t) {
  std::string text = "<function ";
  text += Self(args[0])->qualname->view();
  return Value::Object(Str::New(iso, text + " at " + AddressText(args[0]) + ">"));
}

Value CallSelf(Isolate* iso, Value* args, size_t) {
  return CallWithDict(iso, args[0], args[1].As<Tuple>()->view(), args[2].As<Dict>());
}

Value Get(Isolate* iso, Value* args, size_t) {
  if (args[1].IsNone() && (!args[2] || args[2].IsNone())) {
    return RaiseTypeError(iso, "__get__(None, None) is invalid");
  }
  if (args[1].IsNone()) return args[0];
  return Value::Object(BoundMethod::New(iso, args[0], args[1]));
}

Value GetCode(Isolate*, Value self) { return Value::Object(Self(self)->code); }
bool SetCode(Isolate* iso, Value self, Value v) {
  if (!HasKind(v, ObjectKind::kCode)) {
    return RaiseTypeError(iso, "__code__ must be set to a code object");
  }
  Function* f = Self(self);
  const auto count = [](const Tuple* t) { return t == nullptr ? 0 : static_cast<int>(t->size); };
  const int free = count(v.As<Code>()->freevars), closed = count(f->closure);
  if (free != closed) {
    return RaiseF(iso, ExceptionId::kValueError,
                  "%s() requires a code object with %d free vars, not %d",
                  std::string(f->name->view()).c_str(), closed, free);
  }
  f->code = v.As<Code>();
  iso->Barrier(f);
  return true;
}

Value GetDefaults(Isolate*, Value self) { return OrNone(Self(self)->defaults); }
bool SetDefaults(Isolate* iso, Value self, Value v) {
  if (v && !v.IsNone() && !HasKind(v, ObjectKind::kTuple)) {
    return RaiseTypeError(iso, "__defaults__ must be set to a tuple object");
  }
  Self(self)->defaults = !v || v.IsNone() ? nullptr : v.As<Tuple>();
  iso->Barrier(Self(self));
  return true;
}

Value GetKwdefaults(Isolate*, Value self) { return OrNone(Self(self)->kwdefaults); }
bool SetKwdefaults(Isolate* iso, Value self, Value v) {
  if (v && !v.IsNone() && !HasKind(v, ObjectKind::kDict)) {
    return RaiseTypeError(iso, "__kwdefaults__ must be set to a dict object");
  }
  Self(self)->kwdefaults = !v || v.IsNone() ? nullptr : v.As<Dict>();
  iso->Barrier(Self(self));
  return true;
}

Value GetAnnotations(Isolate* iso, Value self) {
  Function* f = Self(self);
  if (HasKind(f->annotations, ObjectKind::kDict)) return f->annotations;
  KRAIT_TRY(Dict*, dict, Dict::New(iso));
  if (HasKind(f->annotations, ObjectKind::kTuple)) {
    const auto* pairs = f->annotations.As<Tuple>();
    for (int64_t i = 0; i + 1 < pairs->size; i += 2) {
      KRAIT_CHECK_OK(dict->SetItem(iso, pairs->items[i], pairs->items[i + 1]));
    }
  }
  f->annotations = Value::Object(dict);
  iso->Barrier(f);
  return f->annotations;
}
bool SetAnnotations(Isolate* iso, Value self, Value v) {
  if (v && !v.IsNone() && !HasKind(v, ObjectKind::kDict)) {
    return RaiseTypeError(iso, "__annotations__ must be set to a dict object");
  }
  Self(self)->annotations = v.IsNone() ? Value::Empty() : v;
  iso->Barrier(Self(self));
  return true;
}

Value GetName(Isolate*, Value self) { return Value::Object(Self(self)->name); }
bool SetName(Isolate* iso, Value self, Value v) {
  if (!HasKind(v, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "__name__ must be set to a string object");
  }
  Self(self)->name = v.As<Str>();
  iso->Barrier(Self(self));
  return true;
}
Value GetQualname(Isolate*, Value self) { return Value::Object(Self(self)->qualname); }
bool SetQualname(Isolate* iso, Value self, Value v) {
  if (!HasKind(v, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "__qualname__ must be set to a string object");
  }
  Self(self)->qualname = v.As<Str>();
  iso->Barrier(Self(self));
  return true;
}
Value GetDoc(Isolate*, Value self) {
  const Value doc = Self(self)->doc;
  return doc ? doc : Value::None();
}
bool SetDoc(Isolate* iso, Value self, Value v) {
  Self(self)->doc = v ? v : Value::None();
  iso->Barrier(Self(self));
  return true;
}
Value GetModule(Isolate*, Value self) {
  const Value module = Self(self)->module;
  return module ? module : Value::None();
}
bool SetModule(Isolate* iso, Value self, Value v) {
  Self(self)->module = v ? v : Value::None();
  iso->Barrier(Self(self));
  return true;
}
Value GetGlobals(Isolate*, Value self) { return Value::Object(Self(self)->globals); }
Value GetClosure(Isolate*, Value self) { return OrNone(Self(self)->closure); }
Value GetBuiltins(Isolate*, Value self) { return Value::Object(Self(self)->builtins); }
Value GetDict(Isolate* iso, Value self) {
  return Value::Object(InstanceDict(iso, self.AsHeap()));
}
bool SetDict(Isolate* iso, Value self, Value v) {
  if (!v) return RaiseTypeError(iso, "cannot delete __dict__");
  if (!HasKind(v, ObjectKind::kDict)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "__dict__ must be set to a dictionary, not a '%.200s'", TypeName(iso, v));
  }
  return ReplaceInstanceDict(iso, self.AsHeap(), v.As<Dict>());
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($cls, code, globals, name=None, argdefs=None, closure=None)", kConstructor},
    {"__repr__", Repr, "($self, /)"},
    {"__call__", CallSelf, "($self, /, *args, **kwargs)"},
    {"__get__", Get, "($self, instance, owner=None, /)"},
};

constexpr NativeProperty kProperties[] = {
    {"__code__", GetCode, SetCode},
    {"__defaults__", GetDefaults, SetDefaults},
    {"__kwdefaults__", GetKwdefaults, SetKwdefaults},
    {"__annotations__", GetAnnotations, SetAnnotations},
    {"__name__", GetName, SetName},
    {"__qualname__", GetQualname, SetQualname},
    {"__doc__", GetDoc, SetDoc, nullptr, kMember},
    {"__module__", GetModule, SetModule, nullptr, kMember},
    {"__globals__", GetGlobals, nullptr, nullptr, kMember},
    {"__closure__", GetClosure, nullptr, nullptr, kMember},
    {"__builtins__", GetBuiltins, nullptr, nullptr, kMember},
    {"__dict__", GetDict, SetDict},
};

}  // namespace

const TypeSpec kFunctionTypeSpec = {
    .name = "function",
    .kind = ObjectKind::kFunction,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kHasDict,
    .doc = "Create a function object.",
};

void TraceFunction(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<Function*>(object);
  marker.Visit(self->code);
  marker.Visit(self->globals);
  marker.Visit(self->builtins);
  marker.Visit(self->closure);
  marker.Visit(self->defaults);
  marker.Visit(self->kwdefaults);
  marker.Visit(self->name);
  marker.Visit(self->qualname);
  marker.Visit(self->doc);
  marker.Visit(self->module);
  marker.Visit(self->annotations);
  marker.Visit(self->attributes);
}

namespace {

// Everything but the names' home: globals, builtins, module.
Function* NewFunctionOf(Isolate* iso, Code* code) {
  constexpr auto kKind = static_cast<uint8_t>(ObjectKind::kFunction);
  auto* self = iso->heap().New<Function>(kKind, kKind);
  self->code = code;
  self->name = code->name;
  self->qualname = code->qualname == nullptr ? code->name : code->qualname;
  self->doc = Value::None();
  if (code->constants != nullptr && code->constants->capacity > 0 &&
      HasKind(code->constants->slots[0], ObjectKind::kStr)) {
    self->doc = code->constants->slots[0];
  }
  return self;
}

}  // namespace

Function* Function::New(Isolate* iso, Code* code, Dict* globals) {
  globals->EnterCellMode(iso);
  NoteGlobals(iso, code, globals);
  Function* self = NewFunctionOf(iso, code);
  self->globals = globals;
  self->builtins = BuiltinsOf(iso, globals);
  self->module = globals->Get(iso, iso->names().dunder_name);
  iso->Barrier(self);
  return self;
}

Function* Function::NewNested(Isolate* iso, Code* code, const Function* outer) {
  NoteGlobals(iso, code, outer->globals);
  Function* self = NewFunctionOf(iso, code);
  self->globals = outer->globals;
  self->builtins = outer->builtins;
  self->module = outer->module;
  return self;
}

}  // namespace krait
